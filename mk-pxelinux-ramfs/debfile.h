/* SPDX-License-Identifier: MIT */
/* One file out of a Debian package, deb(5). */
#ifndef DEBFILE_H
#define DEBFILE_H

#include "bytes.h"
#include "error.h"

/* True if B begins as a Debian package (an ar archive) does. */
bool debfile_magic(const struct bytes *b);

/*
 * Reads the first of PATHS (ended by NULL, as "bin/busybox") that is a file in the
 * package with the contents DEB, called NAME.
 */
int debfile_read(const struct bytes *deb, const char *name, const char *const *paths,
		 struct bytes *out, struct error *err);

#endif
