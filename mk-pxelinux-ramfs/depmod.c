// SPDX-License-Identifier: MIT
#include "depmod.h"

#include <errno.h>
#include <stdio.h>
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

static int read_cycles(const struct names *lines, struct names *cycles, struct error *err)
{
	static const char found[] = "Cycle detected: ";
	int ret = 0;

	for (size_t i = 0; i < lines->n; i++) {
		const char *cycle = strstr(lines->v[i], found);

		if (!cycle)
			continue;
		if (names_add(cycles, cycle + strlen(found)))
			return error_memory(err);
		ret = 1;
	}
	return ret;
}

/* Of what it said the first line that is more than a warning. */
static int failed(int status, const struct names *lines, struct error *err)
{
	for (size_t i = 0; i < lines->n; i++)
		if (strstr(lines->v[i], "ERROR: ") || strstr(lines->v[i], "FATAL: "))
			return error_set(err, "depmod", "ended with status %d: %s", status,
					 lines->v[i]);
	return error_set(err, "depmod", "ended with status %d: %s", status,
			 lines->n ? lines->v[lines->n - 1] : "and said nothing");
}

int depmod_run(const char *base, const char *config, const char *version, struct names *cycles,
	       struct error *err)
{
	const char *const argv[] = {"depmod", "-b", base, "-C", config, version, NULL};
	struct bytes said = {0};
	struct names lines = {0};
	int status = run(argv, &said, err), ret = status;

	if (status > 0) {
		if (said.len && names_split(&lines, (const char *)said.data, "\n"))
			ret = error_memory(err);
		else
			ret = read_cycles(&lines, cycles, err);
		if (!ret)
			ret = failed(status, &lines, err);
	}
	names_free(&lines);
	bytes_free(&said);
	return ret;
}
