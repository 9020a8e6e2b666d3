// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "extract.h"
#include "info.h"
#include "make.h"
#include "options.h"
#include "payload.h"
#include "report.h"
#include "diagnostic.h"

#define ME "mk-s390image"

enum { DONE = 0, FAILED = 1, USAGE = 2 };

static void describe(const struct payload *p)
{
	diagnostic(ME, "%s: kernel%s%.*s, %llu bytes", p->image.file.name,
		   p->image.version[0] ? " " : "", (int)strcspn(p->image.version, " "),
		   p->image.version, (unsigned long long)p->kernel.size);
	for (size_t i = 0; i < p->ramdisk_files; i++)
		diagnostic(ME, "%s: ramdisk, %llu bytes", p->ramdisk_file[i].name,
			   (unsigned long long)p->ramdisk_file[i].size);
	if (p->site.settings.data)
		diagnostic(ME, "added settings: %zu", p->site.settings_count);
	if (p->site.keys.data)
		diagnostic(ME, "added keys: %zu", p->site.keys_count);
	if (p->site.trusted.data)
		diagnostic(ME, "added trusted keys: %zu", p->site.trusted_count);
	if (p->cmdline.text)
		diagnostic(ME, "command line, %zu of %llu bytes: %.*s", p->cmdline.len,
			   (unsigned long long)p->cmdline_size, (int)p->cmdline.len,
			   p->cmdline.text);
	else
		diagnostic(ME, "command line: the kernel's own");
}

/* Of what was given, and of what --verify would refuse. */
static void warn(const struct payload *p)
{
	const struct finding *first = findings_first_error(&p->found);

	for (size_t i = 0; i < p->notes.count; i++)
		diagnostic(ME, "warning: %s", p->notes.list[i].text);
	if (first)
		diagnostic(ME, "warning: --verify refuses this image: %s", first->text);
}

static int make(const struct options *opt, struct error *err)
{
	struct payload p;
	int rc = make_run(opt, &p, err);

	if (!rc && opt->verbose)
		describe(&p);
	if (!rc && !opt->quiet && p.signature)
		diagnostic(ME, "removed a signature of %llu bytes",
			   (unsigned long long)p.signature);
	else if (!rc && !opt->quiet && opt->strip_signature)
		diagnostic(ME, "there is no signature to remove");
	if (!rc && !opt->quiet && opt->remove_added && !p.site_removed)
		diagnostic(ME, "nothing was added that could be removed");
	if (!rc && !opt->quiet)
		warn(&p);
	payload_close(&p);
	return rc;
}

static int info(const struct options *opt, struct error *err)
{
	struct bytes json = {0};
	struct info what;
	int rc = 0;

	if (info_read(&what, opt->input, err))
		return -1;
	if (opt->json)
		rc = report_json(&what, &json, err);
	else
		report_text(&what, stdout);
	if (json.len)
		fwrite(json.data, 1, json.len, stdout);
	bytes_free(&json);
	info_free(&what);
	return rc;
}

/* Says nothing where all is well, and the first error where not. */
static int verify(const struct options *opt, struct error *err)
{
	const struct finding *first;
	struct info what;
	int rc = 0;

	if (info_read(&what, opt->input, err))
		return -1;
	first = findings_first_error(&what.findings);
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
	else if (!opt->quiet)
		diagnostic(ME, "no command makes the same image of these parts again");
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
		diagnostic_error(ME, &err);
		fputs("Try 'mk-s390image --help'.\n", stderr);
		return USAGE;
	}
	if (run(&opt, &err)) {
		diagnostic_error(ME, &err);
		return FAILED;
	}
	if (fflush(stdout) || ferror(stdout)) {
		error_set_errno(&err, "standard output", errno, "cannot write");
		diagnostic_error(ME, &err);
		return FAILED;
	}
	return DONE;
}
