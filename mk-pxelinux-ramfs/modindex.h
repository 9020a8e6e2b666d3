/* SPDX-License-Identifier: MIT */
/*
 * Which module files a kernel version has: the folder's part of modules.h.
 *
 * To list the hundreds of folders below kernel/ takes longer than all the rest of
 * a build. modules.order names what is in there, so they are listed only for
 * what it does not tell: a pattern, or a module that it lacks.
 */
#ifndef MODINDEX_H
#define MODINDEX_H

#include "modules.h"

/* Sets *MOD to the module NAME (normalised), or to NULL if it has no file. */
int modindex_find(struct modules *m, const char *name, struct module **mod, struct error *err);

/* Makes M hold every module there is. */
int modindex_all(struct modules *m, struct error *err);

/* Forgets what was read of MOD, to save memory. */
void modindex_unload(struct module *mod);

#endif
