/* SPDX-License-Identifier: MIT */
/* The command line of explain-pxeconfig: see explain-pxeconfig(1). */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "arguments.h"
#include "lint.h"

struct options {
	struct arguments machine;
	const char *target;  /* a file (- for standard input), a directory, a URL */
	const char *command; /* NULL: nothing is typed */
	struct lint_readers readers;
	const char *fleet, *against; /* a list of machines, a tree to compare with; NULL */
	bool resolve, json, lint, menu, quiet, help, version;
};

extern const char options_help[];

/* -1: wrong usage, ERR says what. */
int options_parse(int argc, char **argv, struct options *opt, struct error *err);

#endif
