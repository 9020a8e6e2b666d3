/* SPDX-License-Identifier: MIT */
/* The command line of mk-s390image. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

enum mode { MODE_MAKE, MODE_HELP, MODE_VERSION, MODE_INFO, MODE_VERIFY, MODE_EXTRACT, MODE_UPDATE };

enum { OPTIONS_RAMDISKS = 64 };

/* All strings are those of argv. NULL, 0 and false: not given. */
struct options {
	enum mode mode;
	const char *input;    /* the kernel, or the image to read or change */
	const char *combined; /* BOOT_IMAGE */
	const char *ramdisk[OPTIONS_RAMDISKS];
	size_t ramdisks;
	const char *parmfile, *cmdline, *append;
	const char *add_settings, *add_keys, *add_trusted; /* see site.h */
	bool remove_added;
	bool raw_cmdline, psw, strip_signature, replace, json;
	bool quiet, verbose;		/* never both */
	const char *ins, *reader, *iso; /* other outputs */
	const char *extract_dir;
};

/* -1 for wrong usage, with the reason. */
int options_parse(struct options *opt, int argc, char **argv, struct error *err);

/* What --help prints. */
extern const char options_help[];

#endif
