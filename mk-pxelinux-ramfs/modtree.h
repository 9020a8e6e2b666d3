/* SPDX-License-Identifier: MIT */
/*
 * The modules directory of one kernel version inside the sysroot, in a form that
 * libkmod reads: as it is where its tables are up to date, else a scratch copy of
 * symlinks with tables by depmod. The sysroot is never written to.
 */
#ifndef MODTREE_H
#define MODTREE_H

#include <limits.h>
#include <stdbool.h>

#include "bytes.h"
#include "error.h"
#include "modfiles.h"
#include "names.h"
#include "root.h"
#include "scratch.h"

struct modtree {
	const struct root *root;
	const char *version;
	char dir[PATH_MAX];    /* for kmod_new(); "" = the version has no modules directory */
	char inside[PATH_MAX]; /* that directory inside the root, for messages */
	char config[PATH_MAX]; /* the root's depmod.d, copied; with SCRATCH only */
	struct modfiles files;
	struct bytes builtin; /* modules.builtin */
	struct names cycles;  /* modules that need each other: "a -> b -> a" */
	struct scratch scratch;
};

/* The versions that have a modules directory in the root, sorted. 0, or -1. */
int modtree_versions(const struct root *root, struct names *versions, struct error *err);

/*
 * Finds VERSION, in /lib/modules and /usr/lib/modules (in both: both together). A
 * version without a directory is not an error. ROOT and VERSION must outlive T.
 */
int modtree_open(struct modtree *t, const struct root *root, const char *version,
		 struct error *err);
void modtree_close(struct modtree *t);

/* Makes sure that T has a scratch directory, with CONFIG in it. */
int modtree_scratch(struct modtree *t, struct error *err);

/* The file that libkmod calls PATH, or NULL. */
const struct modfile *modtree_find(const struct modtree *t, const char *path);

/* Those that NAME (with "_") and others need in a circle, or NULL. Such modules are not in the
 * tables. */
const char *modtree_cycle(const struct modtree *t, const char *name);

#endif
