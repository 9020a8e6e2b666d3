// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "make.h"
#include "options.h"
#include "parts.h"

enum { DONE = 0, FAILED = 1, USAGE = 2 };

static void complain(const struct error *err)
{
	char line[2048];

	error_format(err, line, sizeof(line));
	fprintf(stderr, "mk-s390image: %s\n", line);
}

static int make(const struct options *opt, struct error *err)
{
	struct parts p;
	int rc = make_run(opt, &p, err);

	if (!rc && p.signature)
		fprintf(stderr, "mk-s390image: removed a signature of %llu bytes\n",
			(unsigned long long)p.signature);
	else if (!rc && opt->strip_signature)
		fprintf(stderr, "mk-s390image: there is no signature to remove\n");
	parts_close(&p);
	return rc;
}

static int run(const struct options *opt, struct error *err)
{
	switch (opt->mode) {
	case MODE_HELP:
		fputs(options_help, stdout);
		return 0;
	case MODE_VERSION:
		puts("mk-s390image " VERSION);
		return 0;
	default:
		return make(opt, err);
	}
}

int main(int argc, char **argv)
{
	struct options opt;
	struct error err = {0};

	if (options_parse(&opt, argc, argv, &err)) {
		complain(&err);
		fputs("Try 'mk-s390image --help'.\n", stderr);
		return USAGE;
	}
	if (run(&opt, &err)) {
		complain(&err);
		return FAILED;
	}
	if (fflush(stdout) || ferror(stdout)) {
		error_set_errno(&err, "standard output", errno, "cannot write");
		complain(&err);
		return FAILED;
	}
	return DONE;
}
