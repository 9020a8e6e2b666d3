/* SPDX-License-Identifier: MIT */
/*
 * Files that the loader has fetched, as a source of configurations. The directory's file "files"
 * has a line "NUMBER URL" for each, in which NUMBER is the name of the file that holds it, or "-"
 * where the server has none. What is not in it is written to "need", by store_name_lines().
 */
#ifndef STORE_H
#define STORE_H

#include "source.h"

struct store {
	const char *dir;
	struct arena arena;
	struct bytes files; /* the index */
	struct bytes need;  /* lines for what is still to be fetched */
};

int store_open(struct store *s, const char *dir, struct error *err);
void store_close(struct store *s);

/* A source's get(), CTX being a struct store. */
enum source_result store_get(void *ctx, const struct name_base *from, const char *name,
			     struct bytes *text, const char **shown);

/* Four lines: url, alt, nohost, wire. */
int store_name_lines(struct bytes *out, const struct name *n);

#endif
