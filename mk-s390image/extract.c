// SPDX-License-Identifier: MIT
#include "extract.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmdline.h"
#include "image.h"
#include "outputs.h"
#include "findings.h"
#include "tempname.h"

/* Which options give the same command line again? NULL: it stays in the kernel. */
static const char *parm_options(const struct image *img, const uint8_t *area, size_t len)
{
	struct cmdline line = {0};
	const char *result = NULL;
	size_t i;

	for (i = len; i < img->cmdline_size && !area[i]; i++)
		;
	if (i < img->cmdline_size)
		return NULL;
	if (!cmdline_from_string(&line, (const char *)area, len, NULL) &&
	    !cmdline_check(&line, img->cmdline_size, true, "", NULL, NULL) && line.len == len) {
		cmdline_check(&line, img->cmdline_size, false, "", NULL, NULL);
		result = memcmp(line.text, area, len) ? " --raw-cmdline" : "";
	}
	cmdline_free(&line);
	return result;
}

static int add_cmdline(struct outputs *o, const struct image *img, const char *dir,
		       const char **options, struct error *err)
{
	struct output *out = outputs_add_suffix(o, dir, strlen(dir), "/cmdline", err);
	uint8_t *area;
	size_t len;
	int rc;

	if (!out)
		return -1;
	area = image_cmdline_area(img, err);
	if (!area)
		return -1;
	len = strnlen((char *)area, (size_t)img->cmdline_size);
	rc = extents_add_bytes(&out->contents, area, len, err);
	*options = parm_options(img, area, len);
	free(area);
	return rc;
}

static int add_kernel(struct outputs *o, const struct image *img, const char *dir,
		      struct error *err)
{
	struct output *out = outputs_add_suffix(o, dir, strlen(dir), "/kernel", err);
	uint8_t fields[16] = {0};

	if (!out || extents_add_slice(&out->contents, &img->flat, 0, img->kernel_end, err))
		return -1;
	if (!img->has_ramdisk)
		return 0;
	return extents_patch(&out->contents, S390_INITRD_START, fields, sizeof(fields), err);
}

static int add_ramdisk(struct outputs *o, const struct image *img, const char *dir,
		       struct error *err)
{
	struct output *out;

	if (!img->has_ramdisk)
		return 0;
	out = outputs_add_suffix(o, dir, strlen(dir), "/ramdisk", err);
	if (!out)
		return -1;
	return extents_add_slice(&out->contents, &img->flat, img->hdr.initrd_start,
				 img->hdr.initrd_size, err);
}

/* S as one word of a shell command; the caller frees. */
static char *quote(const char *s)
{
	char *word = malloc(4 * strlen(s) + 3), *w = word;

	if (!word)
		return NULL;
	*w++ = '\'';
	for (; *s; s++) {
		if (*s == '\'') {
			memcpy(w, "'\\''", 4);
			w += 4;
		} else {
			*w++ = *s;
		}
	}
	memcpy(w, "'", 2);
	return word;
}

static char *make_command(const struct image *img, const char *dir, const char *options)
{
	uint64_t next = (img->kernel_end + S390_PAGE - 1) / S390_PAGE * S390_PAGE;
	char *d, *command = NULL;

	/* only images that this tool could have made */
	if (img->has_ramdisk
		    ? img->hdr.initrd_start != next || next + img->hdr.initrd_size != img->flat.size
		    : next != img->flat.size)
		return NULL;
	d = quote(dir);
	if (d && asprintf(&command, "mk-s390image %s/kernel IMAGE%s%s%s%s%s%s", d,
			  img->has_ramdisk ? " -r " : "", img->has_ramdisk ? d : "",
			  img->has_ramdisk ? "/ramdisk" : "", options ? " -p " : "",
			  options ? d : "", options ? "/cmdline" : "") < 0)
		command = NULL;
	free(d);
	if (command && options && *options) {
		d = command;
		if (asprintf(&command, "%s%s", d, options) < 0)
			command = NULL;
		free(d);
	}
	return command;
}

static int check_image(const struct image *img, struct error *err)
{
	struct findings found = {0};
	const struct finding *p;
	size_t i;

	if (findings_kernel(img, &found, err) || findings_ramdisk(img, &found, err))
		return -1;
	for (i = 0; i < found.count; i++) {
		p = &found.list[i];
		if (!strcmp(p->code, "ramdisk-outside") || !strcmp(p->code, "ramdisk-overlap") ||
		    !strcmp(p->code, "cmdline-limit") ||
		    (!strcmp(p->code, "truncated") && p->is_error))
			return error_set_at(err, img->file.name, p->offset, "%s", p->text);
	}
	return 0;
}

static int check_names(const struct outputs *o, struct error *err)
{
	struct stat st;
	size_t i;

	for (i = 0; i < o->count; i++)
		if (!lstat(o->list[i].path, &st))
			return error_set(err, o->list[i].path, "exists; name another directory");
	return 0;
}

int extract_run(const char *image, const char *dir, char **command, struct error *err)
{
	struct outputs o = {0};
	const char *options;
	struct image img;
	int rc = -1, made;

	*command = NULL;
	if (image_open(&img, image, err))
		return -1;
	if (!check_image(&img, err) && !add_kernel(&o, &img, dir, err) &&
	    !add_ramdisk(&o, &img, dir, err) && !add_cmdline(&o, &img, dir, &options, err) &&
	    !check_names(&o, err)) {
		made = tempname_mkdir(dir);
		if (made < 0 && errno != EEXIST)
			rc = error_set_errno(err, dir, errno, "cannot make the directory");
		else
			rc = outputs_write(&o, err);
		if (made >= 0)
			rc ? tempname_remove(made) : tempname_forget(made);
		if (!rc)
			*command = make_command(&img, dir, options);
	}
	outputs_free(&o);
	image_close(&img);
	return rc;
}
