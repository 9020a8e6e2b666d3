/* SPDX-License-Identifier: MIT */
/* What is known of the license of a package or a file, for the bill of materials. */
#ifndef LICENSE_H
#define LICENSE_H

#include "bytes.h"
#include "pkgdb.h"
#include "root.h"
#include "tree.h"

/*
 * Each appends ,"licenses":[...] as CycloneDX 1.5 has it, or nothing where nothing
 * is known. 0, or -1 without memory.
 *
 * A package's: what its database says (rpm), else its text
 * /usr/share/doc/PACKAGE/copyright in the root (Debian Policy 12.5).
 */
int license_of_package(const struct root *root, const struct package *p, struct bytes *out);
/* A file's: the SPDX-License-Identifier in its first lines. */
int license_of_file(const struct entry *e, struct bytes *out);

#endif
