/* SPDX-License-Identifier: MIT */
/*
 * The chosen modules and the tables that modprobe reads, into the tree: depmod's
 * modules.dep, modules.alias and modules.softdep of just these modules, and
 * modules.builtin. busybox reads no softdeps and takes a line of modules.dep as all
 * there is to load, from right to left: what a softdep wants before a module is
 * added to its line.
 */
#ifndef MODTABLES_H
#define MODTABLES_H

#include "error.h"
#include "modules.h"
#include "tree.h"

int modtables_add(struct modules *m, struct tree *t, struct error *err);

#endif
