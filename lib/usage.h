/* SPDX-License-Identifier: MIT */
/* Wrong usage of a program's options, in the same words for all. Each returns -1. */
#ifndef USAGE_H
#define USAGE_H

#include <getopt.h>

#include "error.h"

/* Stores VALUE for the option C of OPTIONS in *WHERE: 0, or -1 if there is one already. */
int usage_once(const char **where, const char *value, const struct option *options, int c,
	       struct error *err);

/* After getopt_long() has returned ':' or '?' (C) with opterr 0 and ":" before its letters. */
int usage_option(int c, char **argv, struct error *err);

/* Two options that exclude each other, and a list of which only one can be given. */
int usage_both(const char *one, const char *other, struct error *err);
int usage_one_of(const char *list, struct error *err);

/* A word that is one too many. */
int usage_argument(const char *word, struct error *err);

#endif
