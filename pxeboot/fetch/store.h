/* SPDX-License-Identifier: MIT */
/*
 * The files that configurations lead to, as a source of them: what a directory does not have yet is
 * fetched into it. The directory's file "files" has a line "NUMBER URL" for each, in which NUMBER
 * is the name of the file that holds it, or "-" where it cannot be had.
 */
#ifndef STORE_H
#define STORE_H

#include "fetch/fetch.h"
#include "source.h"

enum { STORE_FILES = 256 }; /* that are fetched for one configuration */

struct store {
	const char *dir;
	struct fetch *fetch; /* with limits for small files */
	struct arena *keep;  /* keeps what FETCH points to */
	struct arena arena;
	struct bytes files; /* the index */
	unsigned int fetched;
};

int store_open(struct store *s, const char *dir, struct fetch *fetch, struct arena *keep,
	       struct error *err);
void store_close(struct store *s);

/* A source's get(), CTX being a struct store. */
enum source_result store_get(void *ctx, const struct name_base *from, const char *name,
			     struct bytes *text, const char **shown);

#endif
