/* SPDX-License-Identifier: MIT */
/* Puts together what goes into the initramfs, and refuses what would not boot. */
#ifndef INITRAMFS_H
#define INITRAMFS_H

#include "error.h"
#include "kernel.h"
#include "elf/libs.h"
#include "modules/modules.h"
#include "names.h"
#include "options.h"
#include "root.h"
#include "tree.h"

struct initramfs {
	struct root root;
	struct kernel kernel;
	struct modules modules;
	struct libs libs;
	struct tree tree;
	struct names warnings;
	struct names merged;	 /* links of a merged /usr in what is added, "bin=usr/bin" */
	struct error unreadable; /* see root_open() */
};

/* initramfs_free() is needed after failure, too. */
int initramfs_make(struct initramfs *c, const struct options *o, struct error *err);
/*
 * RET, or the error by which a file of the root could not be looked at: it is the cause
 * of whatever else went wrong, and of what only seemed to go well.
 */
int initramfs_outcome(const struct initramfs *c, int ret, struct error *err);
void initramfs_free(struct initramfs *c);

#endif
