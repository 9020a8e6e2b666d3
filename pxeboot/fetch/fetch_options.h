/* SPDX-License-Identifier: MIT */
/* The options of what fetches. */
#ifndef FETCH_OPTIONS_H
#define FETCH_OPTIONS_H

#include "fetch/fetch.h"
#include "usage.h"

/* As they were given, NULL: not. */
struct fetch_options {
	const char *tries, *stall, *first, *whole, *blksize, *max, *manner;
	bool insecure, quiet, rewrite;
	bool small; /* no option: for configurations and texts */
};

/* For a list of options, with its comma, of a structure TYPE that has them as MEMBER */
#define FETCH_OPTIONS(type, member)                                                                \
	USAGE_TEXT("tries", 0, type, member.tries), USAGE_TEXT("stall", 0, type, member.stall),    \
		USAGE_TEXT("first", 0, type, member.first),                                        \
		USAGE_TEXT("whole", 0, type, member.whole),                                        \
		USAGE_TEXT("blksize", 0, type, member.blksize),                                    \
		USAGE_TEXT("max", 0, type, member.max),                                            \
		USAGE_TEXT("manner", 0, type, member.manner),                                      \
		USAGE_FLAG("insecure", 0, type, member.insecure),                                  \
		USAGE_FLAG("quiet", 0, type, member.quiet),                                        \
		USAGE_FLAG("rewrite", 0, type, member.rewrite),

/* Sets all of F and CONSOLE that the options say; -1 if a value is not a number. */
int fetch_options_take(const struct fetch_options *o, struct fetch *f, struct console *console,
		       struct error *err);

/* The limits alone, for the memory that is free now. */
int fetch_options_limits(const struct fetch_options *o, struct limits *l, struct error *err);

#endif
