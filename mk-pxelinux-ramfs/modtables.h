/* SPDX-License-Identifier: MIT */
/*
 * The chosen modules and the table files that modprobe reads, into the tree:
 * modules.dep, modules.alias, modules.softdep, modules.builtin. busybox takes a
 * line of modules.dep as the whole closure, to be loaded from right to left.
 */
#ifndef MODTABLES_H
#define MODTABLES_H

#include "error.h"
#include "modules.h"
#include "tree.h"

int modtables_add(struct modules *m, struct tree *t, struct error *err);

#endif
