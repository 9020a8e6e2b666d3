// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "error.h"
#include "extract.h"
#include "info.h"
#include "make.h"
#include "options.h"
#include "parts.h"
#include "report.h"

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

static int info(const struct options *opt, struct error *err)
{
	struct info what;

	if (info_read(&what, opt->input, err))
		return -1;
	if (opt->json)
		report_json(&what, stdout);
	else
		report_text(&what, stdout);
	info_free(&what);
	return 0;
}

/* Says nothing where all is well, and the first error where not. */
static int verify(const struct options *opt, struct error *err)
{
	const struct problem *first;
	struct info what;
	int rc = 0;

	if (info_read(&what, opt->input, err))
		return -1;
	first = problems_first_error(&what.problems);
	if (first)
		rc = error_set_at(err, what.image.file.name, first->offset, "%s", first->text);
	info_free(&what);
	return rc;
}

static int extract(const struct options *opt, struct error *err)
{
	char *command;

	if (extract_run(opt->input, opt->extract_dir, &command, err))
		return -1;
	if (command)
		puts(command);
	else
		fputs("mk-s390image: no command makes the same image of these parts again\n",
		      stderr);
	free(command);
	return 0;
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
	case MODE_INFO:
		return info(opt, err);
	case MODE_VERIFY:
		return verify(opt, err);
	case MODE_EXTRACT:
		return extract(opt, err);
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
