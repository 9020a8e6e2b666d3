/* SPDX-License-Identifier: MIT */
/* A program's options, and wrong usage of them in the same words for all: each returns -1. */
#ifndef USAGE_H
#define USAGE_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

#include "error.h"

/* An option whose value is kept as it is, or one without a value. */
struct usage_setting {
	int option; /* as in struct option; 0 ends a list */
	bool has_value;
	size_t offset; /* of the const char * or bool */
};

/*
 * After getopt_long() has returned C of NAMES: sets it in the structure TO, at the offset
 * that LIST has. 1; 0 if it is not in LIST; -1 if there is a value already.
 */
int usage_set(void *to, const struct usage_setting *list, int c, const struct option *names,
	      struct error *err);

/* After getopt_long() has returned ':' or '?' (C) with opterr 0 and ":" before its letters. */
int usage_option(int c, char **argv, struct error *err);

/* Two options that exclude each other, and a list of which only one can be given. */
int usage_both(const char *one, const char *other, struct error *err);
int usage_one_of(const char *list, struct error *err);

/* A word that is one too many. */
int usage_argument(const char *word, struct error *err);

/* As in error.h */
#ifdef __clang_analyzer__
#define usage_option(...) (usage_option(__VA_ARGS__), -1)
#define usage_argument(...) (usage_argument(__VA_ARGS__), -1)
#endif

#endif
