// SPDX-License-Identifier: MIT
/* mk-pxelinux-ramfs: builds the initramfs of a pxelinux.0. */
#include <stdio.h>

#include "build.h"
#include "contents.h"
#include "options.h"

enum { EXIT_DONE, EXIT_FAILED, EXIT_USAGE };

static void complain(const struct error *err)
{
	char line[2048];

	error_format(err, line, sizeof(line));
	fprintf(stderr, "mk-pxelinux-ramfs: %s\n", line);
}

static void warn(const struct names *warnings)
{
	char line[2048];

	for (size_t i = 0; i < warnings->n; i++) {
		error_clean(warnings->v[i], line, sizeof(line));
		fprintf(stderr, "mk-pxelinux-ramfs: warning: %s\n", line);
	}
}

static int build(const struct options *o)
{
	struct error err = {0};
	struct contents c;
	int ret = contents_make(&c, o, &err);

	warn(&c.warnings);
	if (!ret)
		ret = build_write(&c, o, &err);
	if (ret)
		complain(&err);
	contents_free(&c);
	return ret ? EXIT_FAILED : EXIT_DONE;
}

int main(int argc, char **argv)
{
	struct options o;
	struct error err = {0};
	int status = EXIT_DONE;

	if (options_parse(&o, argc, argv, &err)) {
		complain(&err);
		fprintf(stderr, "Try mk-pxelinux-ramfs --help.\n");
		status = EXIT_USAGE;
	} else if (o.action == OPTIONS_HELP) {
		fputs(options_help, stdout);
	} else if (o.action == OPTIONS_VERSION) {
		puts("mk-pxelinux-ramfs " VERSION);
	} else {
		status = build(&o);
	}
	options_free(&o);
	if (fflush(stdout) || ferror(stdout)) {
		perror("mk-pxelinux-ramfs: standard output");
		return EXIT_FAILED;
	}
	return status;
}
