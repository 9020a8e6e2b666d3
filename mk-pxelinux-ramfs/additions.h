/* SPDX-License-Identifier: MIT */
/* What the user adds: single files, whole directories, the loader's configuration. */
#ifndef ADDITIONS_H
#define ADDITIONS_H

#include "initramfs.h"

/* Programs among them bring their libraries. */
int additions_add(struct initramfs *c, const struct options *o, struct error *err);

/* Makes the links of a merged /usr in what was added, once all else is in the tree. */
int additions_merge(struct initramfs *c, struct error *err);

#endif
