/* SPDX-License-Identifier: MIT */
/* The skeleton: the scripts that are copied into the initramfs as they are. */
#ifndef SKEL_H
#define SKEL_H

#include "error.h"
#include "names.h"
#include "tree.h"

/*
 * Where a file of the project is: beside this program in a build directory or an
 * installation, else where it was configured to be. False if it is not there either.
 */
bool skel_find_file(char path[], size_t size, const char *name);
/* The skeleton, if the user names none. */
int skel_find(char dir[], size_t size, struct error *err);

/*
 * Adds all of the directory DIR of the host under PREFIX ("" = at the top). Files that the
 * owner may run, or that begin with "#!", can be run. What editors and git
 * leave behind (.git*, *~, .*.swp) is skipped. A link at the top that makes /bin, /sbin,
 * /lib or /lib64 another name of a directory is added to MERGED as "NAME=TARGET" and
 * nowhere else, unless MERGED is NULL.
 */
int skel_add(struct tree *t, const char *dir, const char *prefix, enum group group, const char *why,
	     struct names *merged, struct error *err);

/* Adds the names in the skeleton's list of applets; none is not an error. */
int skel_applets(const char *dir, struct names *applets, struct error *err);

#endif
