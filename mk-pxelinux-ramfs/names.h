/* SPDX-License-Identifier: MIT */
/* A list of strings, each owned by it. All zeros is an empty one. */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

struct names {
	char **v;
	size_t n, cap;
};

/* 0, or -1 without memory. */
int names_add(struct names *l, const char *s);
int names_addn(struct names *l, const char *s, size_t len);
int names_addf(struct names *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Adds the parts of S between the characters of SEP; empty parts are left out. */
int names_split(struct names *l, const char *s, const char *sep);

/* Compares two elements of a list, for qsort() and bsearch(). */
int names_compare(const void *a, const void *b);

bool names_has(const struct names *l, const char *s);
/* Sorts by byte value; with UNIQUE equal ones become one. */
void names_sort(struct names *l, bool unique);

/* Adds the words in the file PATH of the host; "#" begins a comment. */
int names_from_file(struct names *l, const char *path, struct error *err);
/* Adds the names in the directory FD (called NAME in errors) but "." and "..", sorted, and closes
 * it. FD may be -1 with errno: that is the error then. */
int names_from_dir(struct names *l, int fd, const char *name, struct error *err);
void names_free(struct names *l);

#endif
