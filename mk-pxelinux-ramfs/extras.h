/* SPDX-License-Identifier: MIT */
/* What the user adds: single files, whole folders, the loader's configuration. */
#ifndef EXTRAS_H
#define EXTRAS_H

#include "contents.h"

/* Programs among them bring their libraries. */
int extras_add(struct contents *c, const struct options *o, struct error *err);

/* Makes the links of a merged /usr in what was added, once all else is in the tree. */
int extras_merge(struct contents *c, struct error *err);

#endif
