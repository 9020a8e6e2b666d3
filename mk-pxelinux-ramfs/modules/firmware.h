/* SPDX-License-Identifier: MIT */
/* The firmware that the chosen modules name, from the root. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include "error.h"
#include "modules.h"
#include "names.h"
#include "tree.h"

/*
 * Adds it as lib/firmware/NAME, unpacked. A name may have wildcards as in fnmatch(3). What
 * is not in the root is a warning: a module names more than one card needs.
 */
int firmware_add(struct tree *t, const struct modules *m, struct names *warnings,
		 struct error *err);

#endif
