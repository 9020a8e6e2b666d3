/* SPDX-License-Identifier: MIT */
/* What -m asks for: modules, and the named sets of them in modsets.def. */
#ifndef MODSET_H
#define MODSET_H

#include <stddef.h>

#include "error.h"
#include "names.h"

struct modset {
	const char *name, *what, *modules;
};

/* All sets; *N is how many. */
const struct modset *modset_all(size_t *n);
/* The set NAME, or NULL. */
const struct modset *modset_find(const char *name);

/*
 * Adds the words of TEXT, which end at blanks and commas; "modalias:..." ends at a blank
 * only, as the names of devices have commas. 0, or -1 without memory.
 */
int modset_split(struct names *l, const char *text);

/* Adds the words of the file PATH of the host; "#" begins a comment. */
int modset_from_file(struct names *l, const char *path, struct error *err);

#endif
