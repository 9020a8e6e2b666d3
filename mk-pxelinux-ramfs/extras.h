/* SPDX-License-Identifier: MIT */
/* What the user adds: single files, whole folders, the loader's configuration. */
#ifndef EXTRAS_H
#define EXTRAS_H

#include "contents.h"

/* Programs among them bring their libraries. */
int extras_add(struct contents *c, const struct options *o, struct error *err);

/*
 * Firmware that the chosen modules name, from ROOT/lib/firmware, unpacked. What
 * is not there is a warning.
 */
int extras_firmware(struct contents *c, struct error *err);

#endif
