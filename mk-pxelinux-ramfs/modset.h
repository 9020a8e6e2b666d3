/* SPDX-License-Identifier: MIT */
/* Named sets of modules (modsets.def). */
#ifndef MODSET_H
#define MODSET_H

#include <stddef.h>

struct modset {
	const char *name, *what, *modules;
};

/* All sets; *N is how many. */
const struct modset *modset_all(size_t *n);
/* The set NAME, or NULL. */
const struct modset *modset_find(const char *name);

#endif
