/* SPDX-License-Identifier: MIT */
/* The files of modules below a directory of the sysroot. */
#ifndef MODFILES_H
#define MODFILES_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "error.h"
#include "root.h"

struct modfile {
	char *name;   /* below the directory: "kernel/net/core/failover.ko.xz" */
	char *inside; /* where it is inside the root, without symlinks */
};

struct modfiles {
	struct modfile *v;
	size_t n, cap;
	bool links;		/* symlinks lead to some of them */
	struct timespec newest; /* the time of the last change, of directories too */
};

/* Adds the files below DIR, which has no symlinks in its name. Symlinks are followed, as by depmod.
 */
int modfiles_walk(struct modfiles *f, const struct root *root, const char *dir, struct error *err);
void modfiles_free(struct modfiles *f);

/* Sorts by name; of two files of one name that in /lib stays. */
void modfiles_sort(struct modfiles *f);

/* The file NAME of sorted ones, or NULL. */
const struct modfile *modfiles_find(const struct modfiles *f, const char *name);

#endif
