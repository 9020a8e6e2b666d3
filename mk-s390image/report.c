// SPDX-License-Identifier: MIT
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"

typedef unsigned long long ull;

static void clean(FILE *f, const char *s)
{
	size_t size = 4 * strlen(s) + 1;
	char *buf = malloc(size);

	if (!buf)
		return;
	error_clean(s, buf, size);
	fputs(buf, f);
	free(buf);
}

static void field(FILE *f, const char *name, const char *value)
{
	fprintf(f, "%-14s ", name);
	clean(f, value);
	fputc('\n', f);
}

static void text_set(const struct inslist *set, FILE *f)
{
	for (size_t i = 0; set && i < set->count; i++) {
		fprintf(f, "%-14s 0x%08llx ", i ? "" : "files:", (ull)set->list[i].address);
		clean(f, set->list[i].file.name);
		fprintf(f, ", %llu bytes\n", (ull)set->list[i].file.size);
	}
}

static void text_ramdisk(const struct info *info, FILE *f)
{
	const struct ramdisk_piece *p;
	size_t i;

	if (!info->image.has_ramdisk) {
		field(f, "ramdisk:", "none");
		return;
	}
	fprintf(f, "%-14s %llu bytes at 0x%llx\n", "ramdisk:", (ull)info->image.hdr.initrd_size,
		(ull)info->image.hdr.initrd_start);
	for (i = 0; i < info->ramdisk.pieces; i++) {
		p = &info->ramdisk.piece[i];
		fprintf(f, "  %-12zu %s, %llu bytes at 0x%llx", i + 1, p->type, (ull)p->size,
			(ull)p->offset);
		if (p->unpacked)
			fprintf(f, ", %llu unpacked", (ull)p->unpacked);
		fputc('\n', f);
	}
	/* how many, and never which: they may be secrets */
	if (site_any(&info->site))
		fprintf(f, "%-14s settings: %zu; authorized keys: %zu; trusted keys: %zu\n",
			"added:", info->site.settings_count, info->site.keys_count,
			info->site.trusted_count);
}

void report_text(const struct info *info, FILE *f)
{
	const struct image *img = &info->image;
	size_t i;

	field(f, "image:", img->file.name);
	text_set(img->set, f);
	fprintf(f, "%-14s %llu bytes\n", "size:", (ull)img->flat.size);
	field(f, "kernel:", img->version[0] ? img->version : "version unknown");
	fprintf(f, "%-14s 0x0 to 0x%llx%s\n", "", (ull)img->kernel_end,
		img->trailer ? ", secure boot trailer" : "");
	if (img->signature)
		fprintf(f, "%-14s signature of %llu bytes at 0x%llx\n", "", (ull)img->signature,
			(ull)(img->kernel_end - img->signature));
	field(f, "PSW:",
	      !strcmp(info->psw, "kernel")   ? "the kernel's own (0x200)"
	      : !strcmp(info->psw, "direct") ? "direct entry (0x10000)"
					     : "unusual");
	text_ramdisk(info, f);
	if (img->cmdline_size)
		fprintf(f, "%-14s %llu bytes at most\n",
			"command line:", (ull)img->cmdline_size - 1);
	if (info->cmdline)
		field(f, "", info->cmdline);
	fprintf(f, "%-14s %llu MiB or more\n",
		"guest memory:", (ull)((info->memory + 0xfffff) >> 20));
	fputs("loaded by:\n", f);
	for (i = 0; i < info->loaders; i++)
		fprintf(f, "  %-4s%s%s%s\n", info->loader[i].works ? "yes" : "no",
			info->loader[i].name, info->loader[i].why[0] ? ": " : "",
			info->loader[i].why);
	for (i = 0; i < info->findings.count; i++) {
		fputs(info->findings.list[i].is_error ? "error:         " : "note:          ", f);
		clean(f, info->findings.list[i].text);
		fprintf(f, " (at 0x%llx)\n", (ull)info->findings.list[i].offset);
	}
	if (!info->findings.count)
		field(f, "problems:", "none found");
}

static int json_set(const struct inslist *set, struct bytes *out)
{
	int bad = 0;

	for (size_t i = 0; set && i < set->count; i++)
		bad |= bytes_printf(out, "%s\n    {\"address\": %llu, \"size\": %llu, \"name\": ",
				    i ? "," : "  \"files\": [", (ull)set->list[i].address,
				    (ull)set->list[i].file.size) |
		       json_string(out, set->list[i].file.name) |
		       bytes_string(out, i + 1 < set->count ? "}" : "}],\n");
	return bad;
}

static int json_ramdisk(const struct info *info, struct bytes *out)
{
	const struct ramdisk_piece *p;
	int bad;

	if (!info->image.has_ramdisk)
		return bytes_string(out, "  \"ramdisk\": null,\n");
	bad = bytes_printf(out, "  \"ramdisk\": {\"offset\": %llu, \"size\": %llu, \"archives\": [",
			   (ull)info->image.hdr.initrd_start, (ull)info->image.hdr.initrd_size);
	for (size_t i = 0; i < info->ramdisk.pieces; i++) {
		p = &info->ramdisk.piece[i];
		bad |= bytes_printf(out,
				    "%s{\"type\": \"%s\", \"offset\": %llu, \"size\": %llu, "
				    "\"unpacked\": ",
				    i ? ", " : "", p->type, (ull)p->offset, (ull)p->size);
		bad |= p->unpacked ? bytes_printf(out, "%llu}", (ull)p->unpacked)
				   : bytes_string(out, "null}");
	}
	if (site_any(&info->site))
		return bad | bytes_printf(out,
					  "],\n    \"added\": {\"settings\": %zu, "
					  "\"authorized_keys\": %zu, \"trusted_keys\": %zu}},\n",
					  info->site.settings_count, info->site.keys_count,
					  info->site.trusted_count);
	return bad | bytes_string(out, "],\n    \"added\": null},\n");
}

static int json_kernel(const struct info *info, struct bytes *out)
{
	const struct image *img = &info->image;
	char release[S390_VERSION_SIZE];

	snprintf(release, sizeof(release), "%.*s", (int)strcspn(img->version, " "), img->version);
	return bytes_string(out, "  \"kernel\": {\"release\": ") | json_string(out, release) |
	       bytes_string(out, ", \"build\": ") | json_string(out, img->version) |
	       bytes_printf(out,
			    ", \"size\": %llu, \"psw\": \"%s\", \"trailer\": %s, "
			    "\"signature\": %llu},\n",
			    (ull)img->kernel_end, info->psw, img->trailer ? "true" : "false",
			    (ull)img->signature) |
	       bytes_printf(out, "  \"cmdline\": {\"offset\": %d, \"limit\": %llu, \"text\": ",
			    S390_CMDLINE, (ull)(img->cmdline_size ? img->cmdline_size - 1 : 0)) |
	       json_string(out, info->cmdline) | bytes_string(out, "},\n");
}

static int json_problems(const struct info *info, struct bytes *out)
{
	const struct finding *p;
	int bad = bytes_string(out, "  \"problems\": [");

	for (size_t i = 0; i < info->findings.count; i++) {
		p = &info->findings.list[i];
		bad |= bytes_printf(out,
				    "%s\n    {\"code\": \"%s\", \"severity\": \"%s\", "
				    "\"offset\": %llu, \"text\": ",
				    i ? "," : "", p->code, p->is_error ? "error" : "note",
				    (ull)p->offset) |
		       json_string(out, p->text) | bytes_string(out, "}");
	}
	return bad | bytes_printf(out, "],\n  \"ok\": %s\n",
				  findings_first_error(&info->findings) ? "false" : "true");
}

int report_json(const struct info *info, struct bytes *out, struct error *err)
{
	int bad = bytes_string(out, "{\n  \"image\": ") | json_string(out, info->image.file.name) |
		  bytes_printf(out, ",\n  \"form\": \"%s\",\n  \"size\": %llu,\n",
			       info->image.set ? "ins" : "raw", (ull)info->image.flat.size) |
		  json_set(info->image.set, out) | json_kernel(info, out) |
		  json_ramdisk(info, out) |
		  bytes_printf(out, "  \"memory\": %llu,\n  \"loaders\": [", (ull)info->memory);

	for (size_t i = 0; i < info->loaders; i++)
		bad |= bytes_printf(out, "%s\n    {\"name\": \"%s\", \"works\": %s, \"why\": ",
				    i ? "," : "", info->loader[i].name,
				    info->loader[i].works ? "true" : "false") |
		       json_string(out, info->loader[i].why) | bytes_string(out, "}");
	bad |= bytes_string(out, "],\n") | json_problems(info, out) | bytes_string(out, "}\n");
	return bad ? error_memory(err) : 0;
}
