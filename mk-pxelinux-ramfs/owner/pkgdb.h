/* SPDX-License-Identifier: MIT */
/*
 * Which package a file of the sysroot is from: by dpkg's database, by rpm, and by the
 * lists .packages and .packages.files that scripts/fetch-packages leaves.
 */
#ifndef PKGDB_H
#define PKGDB_H

#include "error.h"
#include "names.h"
#include "root.h"

struct package {
	const char *type; /* "deb", "rpm" or "generic", as package URLs name it */
	char *name, *version, *arch;
	char *epoch;   /* of rpm's, which its version does not have in it; or NULL */
	char *license; /* as the database tells it; or NULL */
};

#define PKGDB_NONE SIZE_MAX

/* What a database may call a wanted file. */
struct pkgdb_key {
	char *path;
	size_t file;
};

struct pkgdb {
	struct package *packages; /* by name, version and architecture */
	size_t n, cap;
	size_t *owners; /* the package of each wanted file; PKGDB_NONE: not known */
	size_t files_n;
	struct pkgdb_key *keys;
	size_t keys_n;
	struct bytes note;     /* a sentence: which packages are not named, and why; or empty */
	char distribution[64]; /* ID of /etc/os-release; "" = not told */
};

/*
 * Looks for the packages of the files PATHS (inside the root; "" is of none). A root without any
 * database gives an empty answer. pkgdb_free() is needed in any case.
 */
int pkgdb_read(struct pkgdb *db, const struct root *root, const struct names *paths,
	       struct error *err);
/* The package of the file PATHS->v[FILE], or NULL. */
const struct package *pkgdb_package(const struct pkgdb *db, size_t file);
bool pkgdb_has_files(const struct pkgdb *db, const struct package *p);
void pkgdb_free(struct pkgdb *db);

/* --- for the readers of one kind of database each */

/* Adds a package behind the others. EPOCH may be NULL. 0, or -1 without memory. */
int pkgdb_add(struct pkgdb *db, const char *type, const char *name, const char *version,
	      const char *arch, const char *epoch);
/*
 * Says that the file PATH is from the package of that index, if it is wanted. Where
 * several have it, the first by name counts, whatever the order they are read in.
 */
void pkgdb_claim(struct pkgdb *db, const char *path, size_t package);
bool pkgdb_wants(const struct pkgdb *db, const char *path);

int pkgdb_read_dpkg(struct pkgdb *db, const struct root *root, struct error *err);
int pkgdb_read_fetched(struct pkgdb *db, const struct root *root, struct error *err);
/* By the program rpm of the host; db->note says if it is not there or cannot read it. */
int pkgdb_read_rpm(struct pkgdb *db, const struct root *root, struct error *err);
/* Reads what rpm printed, and changes it. 1, 0 if it is not what was asked for, -1 without memory.
 */
int pkgdb_rpm_answer(struct pkgdb *db, struct bytes *answer);

#endif
