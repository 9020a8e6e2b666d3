// SPDX-License-Identifier: MIT
#include "depmod.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "process.h"

enum { SAID_MAX = 65536 };

/* Runs it and reads what it says into SAID; its status, or -1. */
static int run(const char *const argv[], struct bytes *said, struct error *err)
{
	/* often not in the PATH of a user */
	static const char *const files[] = {"depmod", "/usr/sbin/depmod", "/sbin/depmod", NULL};
	const struct process depmod = {
		.argv = argv, .files = files, .with_errors = true, .keep = SAID_MAX};
	int ret = process_run(&depmod, said, err);

	if (ret < 0 && err->errnum == ENOENT)
		return error_set(err, "depmod",
				 "is not installed; it finds out what kernel modules need: "
				 "install the package kmod");
	return ret;
}

int depmod_reads(struct depmod_reads *reads, struct error *err)
{
	const char *const argv[] = {"depmod", "--version", NULL};
	struct bytes said = {0};
	int ret = run(argv, &said, err);
	const char *text = said.data ? (const char *)said.data : "";

	reads->xz = strstr(text, "+XZ");
	reads->gzip = strstr(text, "+ZLIB");
	reads->zstd = strstr(text, "+ZSTD");
	bytes_free(&said);
	return ret < 0 ? -1 : 0;
}

/* Of what it said the first line that is more than a warning. */
static int failed(int status, const struct names *lines, struct error *err)
{
	static const char cycle[] = "Cycle detected: ";
	const char *said = lines->n ? lines->v[lines->n - 1] : "and said nothing";

	for (size_t i = lines->n; i-- > 0;) {
		const char *at = strstr(lines->v[i], cycle);

		if (at)
			return error_set(err, "depmod",
					 "finds modules that need each other, so that none of "
					 "them can be loaded: %s; remove them",
					 at + strlen(cycle));
		if (strstr(lines->v[i], "ERROR: ") || strstr(lines->v[i], "FATAL: "))
			said = lines->v[i];
	}
	return error_set(err, "depmod", "exited with status %d: %s", status, said);
}

int depmod_run(const char *base, const struct names *configs, const char *version,
	       struct error *err)
{
	const char **argv = calloc(2 * configs->n + 5, sizeof(*argv));
	struct bytes said = {0};
	struct names lines = {0};
	size_t n = 0;
	int ret;

	if (!argv)
		return error_memory(err);
	argv[n++] = "depmod";
	argv[n++] = "-b";
	argv[n++] = base;
	for (size_t i = 0; i < configs->n; i++) {
		argv[n++] = "-C";
		argv[n++] = configs->v[i];
	}
	argv[n] = version;
	ret = run(argv, &said, err);
	if (ret > 0)
		ret = said.len && names_split(&lines, (const char *)said.data, "\n")
			      ? error_memory(err)
			      : failed(ret, &lines, err);
	names_free(&lines);
	bytes_free(&said);
	free(argv);
	return ret;
}
