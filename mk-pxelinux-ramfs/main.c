// SPDX-License-Identifier: MIT
/* mk-pxelinux-ramfs: builds the initramfs of a pxelinux.0, and looks into one. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tree_cpio.h"
#include "build.h"
#include "initramfs.h"
#include "extract.h"
#include "inspect.h"
#include "modules/modset.h"
#include "options.h"
#include "diagnostic.h"

#define ME "mk-pxelinux-ramfs"

enum { EXIT_DONE, EXIT_FAILED, EXIT_USAGE };

static void warn(const struct options *o, const struct names *warnings)
{
	for (size_t i = 0; !o->quiet && i < warnings->n; i++)
		diagnostic(ME, "warning: %s", warnings->v[i]);
}

/* What was found, before the step that takes time. */
static void describe(const struct initramfs *c, const struct options *o)
{
	const struct kernel *k = &c->kernel;

	if (k->version[0])
		diagnostic(ME, "kernel %s, configuration %s%s, %zu modules", k->version,
			   k->config_from[0] ? "from " : "not found", k->config_from, c->modules.n);
	diagnostic(ME, "%zu entries, %llu bytes, packed with %s", c->tree.n,
		   (unsigned long long)tree_cpio_size(&c->tree), pack_name(o->pack.format));
}

/* On a terminal, once it has taken a second. */
static void show_progress(uint64_t done, uint64_t total)
{
	static struct timespec start;
	static bool shown;
	static int last = -1;
	struct timespec now;
	int percent = total ? (int)(done * 100 / total) : 100;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!start.tv_sec)
		start = now;
	if (now.tv_sec - start.tv_sec >= 1 && percent != last) {
		fprintf(stderr, "\rmk-pxelinux-ramfs: packing %3d %%", percent);
		last = percent;
		shown = true;
	}
	if (shown && done >= total)
		fputs("\r\033[K", stderr);
}

static int build(const struct options *o, struct bytes *report, struct error *err)
{
	build_progress *progress = !o->quiet && isatty(STDERR_FILENO) ? show_progress : NULL;
	struct initramfs c;
	int ret = initramfs_make(&c, o, err);

	if (!ret && o->verbose)
		describe(&c, o);
	if (!ret)
		ret = build_write(&c, o, progress, report, err);
	warn(o, &c.warnings);
	initramfs_free(&c);
	return ret;
}

static int unpack(const struct options *o, struct error *err)
{
	struct names warnings = {0};
	int ret = extract(o->args[0], o->args[1], &warnings, err);

	warn(o, &warnings);
	names_free(&warnings);
	return ret;
}

static void print_sets(void)
{
	size_t n;
	const struct modset *s = modset_all(&n);

	for (size_t i = 0; i < n; i++)
		printf("%-6s %s: %s\n", s[i].name, s[i].what, s[i].modules);
}

static int run(const struct options *o, struct bytes *out, struct error *err)
{
	switch (o->action) {
	case OPTIONS_HELP:
		fputs(options_help, stdout);
		return 0;
	case OPTIONS_VERSION:
		puts("mk-pxelinux-ramfs " VERSION);
		return 0;
	case OPTIONS_SETS:
		print_sets();
		return 0;
	case OPTIONS_LIST:
		return inspect_list(o->args[0], out, err);
	case OPTIONS_CAT:
		return inspect_cat(o->args[0], o->args[1], STDOUT_FILENO, err);
	case OPTIONS_DIFF:
		return inspect_diff(o->args[0], o->args[1], out, err);
	case OPTIONS_EXTRACT:
		return unpack(o, err);
	default:
		return build(o, out, err);
	}
}

int main(int argc, char **argv)
{
	struct options o;
	struct bytes out = {0};
	struct error err = {0};
	int status = EXIT_DONE;
	FILE *to = stdout;

	if (options_parse(&o, argc, argv, &err)) {
		diagnostic_error(ME, &err);
		fprintf(stderr, "Try mk-pxelinux-ramfs --help.\n");
		status = EXIT_USAGE;
	} else if (run(&o, &out, &err)) {
		diagnostic_error(ME, &err);
		status = EXIT_FAILED;
	}
	if (out.len && (status == EXIT_DONE || o.action == OPTIONS_LIST)) {
		/* the archive itself may go to standard output */
		if (o.action == OPTIONS_BUILD && !o.dry_run && !strcmp(o.output, "-"))
			to = stderr;
		fwrite(out.data, 1, out.len, to);
	}
	bytes_free(&out);
	options_free(&o);
	if (fflush(stdout) || ferror(stdout)) {
		perror("mk-pxelinux-ramfs: standard output");
		return EXIT_FAILED;
	}
	return status;
}
