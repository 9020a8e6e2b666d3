/* SPDX-License-Identifier: MIT */
/* Which module files a kernel version has: the folder's part of modules.h. */
#ifndef MODINDEX_H
#define MODINDEX_H

#include "modules.h"

/* Forgets what was read of MOD, to save memory. */
void modindex_unload(struct module *mod);

#endif
