/* SPDX-License-Identifier: MIT */
/* A program's options, and wrong usage of them in the same words for all. */
#ifndef USAGE_H
#define USAGE_H

#include <getopt.h> /* optind */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

struct usage_option {
	const char *name; /* NULL ends a list */
	char letter;	  /* 0: none */
	bool has_value;
	int call;      /* 0: it is kept in the structure, as its text or as true */
	size_t offset; /* of the const char * or bool */
};

#define USAGE_TEXT(name, letter, type, member)                                                     \
	{                                                                                          \
		name, letter, true, 0, offsetof(type, member)                                      \
	}
#define USAGE_FLAG(name, letter, type, member)                                                     \
	{                                                                                          \
		name, letter, false, 0, offsetof(type, member)                                     \
	}
#define USAGE_CALL(name, letter, has_value, call)                                                  \
	{                                                                                          \
		name, letter, has_value, call, 0                                                   \
	}
#define USAGE_END                                                                                  \
	{                                                                                          \
		NULL, 0, false, 0, 0                                                               \
	}

enum { USAGE_MOST = 64, USAGE_STOP = 1 };

/* Is told of an option with a call. 0; -1 or USAGE_STOP to end the reading. */
typedef int usage_take(void *to, int call, const char *value, struct error *err);

/*
 * Keeps what the options in ARGV say in the structure TO, as the at most USAGE_MOST of LIST have
 * it; TAKE may be NULL if none has a call. IN_ORDER: the first other word ends the options. -1 for
 * wrong usage, such as a second value; else the other words begin at argv[optind].
 */
int usage_parse(void *to, const struct usage_option *list, usage_take *take, bool in_order,
		int argc, char **argv, struct error *err);

/* Sets *V to the number that option NAME's value S is; S may be NULL. */
int usage_number(const char *name, const char *s, int64_t min, int64_t max, int64_t *v,
		 struct error *err);

/* Two options that exclude each other, and a list of which only one can be given: each -1. */
int usage_both(const char *one, const char *other, struct error *err);
int usage_one_of(const char *list, struct error *err);

/* A word that is one too many. */
int usage_argument(const char *word, struct error *err);

/* As in error.h */
#ifdef __clang_analyzer__
#define usage_argument(...) (usage_argument(__VA_ARGS__), -1)
#endif

#endif
