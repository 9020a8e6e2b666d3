/* SPDX-License-Identifier: MIT */
/*
 * The modules directory of one kernel version inside the sysroot, with depmod's tables:
 * as it is if its tables are up to date, else a scratch copy of symlinks with tables
 * of its own. The sysroot is never written to.
 */
#ifndef MODTREE_H
#define MODTREE_H

#include <limits.h>
#include <stdbool.h>

#include "bytes.h"
#include "error.h"
#include "names.h"
#include "root.h"
#include "scratch.h"

struct modtree {
	const struct root *root;
	const char *version;
	char dir[PATH_MAX];    /* for kmod_new(); "" = the version has no modules directory */
	char inside[PATH_MAX]; /* that directory inside the root, for messages */
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

/*
 * The file that libkmod calls PATH: its path inside the root, and its name below the
 * modules directory. False if it is not there.
 */
bool modtree_file(const struct modtree *t, const char *path, char inside[PATH_MAX],
		  const char **name);

#endif
