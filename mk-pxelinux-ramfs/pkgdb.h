/* SPDX-License-Identifier: MIT */
/*
 * Which package a file of the sysroot is from: dpkg's database in
 * ROOT/var/lib/dpkg, or the lists .packages and .packages.files that
 * scripts/fetch-packages leaves.
 */
#ifndef PKGDB_H
#define PKGDB_H

#include "error.h"
#include "names.h"
#include "root.h"

struct package {
	char *name, *version, *arch;
};

struct pkgdb_file {
	char *path; /* inside the root, without a leading /usr: folders may be merged */
	size_t package;
};

struct pkgdb {
	struct package *packages;
	size_t n, cap;
	struct pkgdb_file *files;
	size_t files_n, files_cap;
	char distribution[64]; /* ID of /etc/os-release, else "debian" */
};

/*
 * Looks for the packages of the files PATHS (inside the root). A root without any
 * database gives an empty answer.
 */
int pkgdb_read(struct pkgdb *db, const struct root *root, const struct names *paths,
	       struct error *err);
/* The package of PATH, or NULL. */
const struct package *pkgdb_find(const struct pkgdb *db, const char *path);
void pkgdb_free(struct pkgdb *db);

#endif
