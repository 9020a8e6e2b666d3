/* SPDX-License-Identifier: MIT */
/*
 * The tables that depmod(8) left in a modules directory of the sysroot. libkmod maps
 * them and trusts every offset in them (libkmod/libkmod-index.c), so a damaged one
 * would crash this program: they are checked first.
 */
#ifndef DEPINDEX_H
#define DEPINDEX_H

#include <stdbool.h>
#include <time.h>

#include "bytes.h"
#include "root.h"

/* What depmod reads in a directory of modules besides these. */
enum { DEPINDEX_INPUTS = 3 };
extern const char *const depindex_inputs[DEPINDEX_INPUTS];

/* Whether libkmod can read the index B without leaving it. */
bool depindex_sound(const struct bytes *b);

/*
 * Whether the directory DIR of the root has all tables, none of them damaged or older
 * than NEWEST and than what else depmod reads there.
 */
bool depindex_current(const struct root *root, const char *dir, struct timespec newest);

bool depindex_newer(const struct timespec *a, const struct timespec *b);

/*
 * The lines of the table NAME in DIR, a directory of the host's, without comments; none if
 * there is no such table.
 */
int depindex_lines(const char *dir, const char *name, struct names *lines, struct error *err);

#endif
