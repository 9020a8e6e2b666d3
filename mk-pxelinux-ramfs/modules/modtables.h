/* SPDX-License-Identifier: MIT */
/*
 * The chosen modules and the tables that modprobe reads, into the tree: the lines of
 * depmod's modules.alias and modules.softdep about these modules, modules.builtin, and
 * modules.dep by libkmod's order of loading: busybox reads no softdeps and takes a line of
 * it as all there is to load, from right to left.
 */
#ifndef MODTABLES_H
#define MODTABLES_H

#include "error.h"
#include "modules.h"
#include "tree.h"

int modtables_add(struct modules *m, struct tree *t, struct error *err);

#endif
