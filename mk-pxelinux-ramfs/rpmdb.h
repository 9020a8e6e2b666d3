/* SPDX-License-Identifier: MIT */
/*
 * rpm's database of what is installed in a root, in any of the three forms it has
 * had: SQLite (Fedora, RHEL 9), ndb (SUSE) and Berkeley DB (RHEL 8). Only the
 * packages' headers are read, no index of it is.
 */
#ifndef RPMDB_H
#define RPMDB_H

#include "bytes.h"
#include "error.h"
#include "root.h"

/* Called for each package's header; all but 0 ends it. */
enum { RPMDB_SENSELESS = 1, RPMDB_MEMORY = -1 };
typedef int rpmdb_visit(void *ctx, const unsigned char *header, size_t len);

/*
 * Visits all packages in the root's database. A root without one has no packages.
 * A damaged one is an error; some packages may have been visited then.
 */
int rpmdb_each(const struct root *root, rpmdb_visit *visit, void *ctx, struct error *err);

/* The same for one form of it, which FILE (called NAME in errors) holds. FILE may be changed. */
typedef int rpmdb_form(struct bytes *file, const char *name, rpmdb_visit *visit, void *ctx,
		       struct error *err);
rpmdb_form rpmdb_sqlite, rpmdb_ndb, rpmdb_bdb;

/* "is damaged: WHAT", and what to do. Returns -1. */
int rpmdb_damaged(const char *name, const char *what, struct error *err);
/* 0, or the error for what a visit returned. */
int rpmdb_visited(int ret, const char *name, struct error *err);

#endif
