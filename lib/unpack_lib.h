/* SPDX-License-Identifier: MIT */
/* bzip2 and LZ4 by libarchive, which knows where the one ends but not the other. */
#ifndef UNPACK_LIB_H
#define UNPACK_LIB_H

#include <stdbool.h>

#include "bytes.h"
#include "error.h"

/*
 * True if an LZ4 file begins at P, in the legacy form (the only one the kernel
 * unpacks) or as a frame; *USED is then how long it is. The legacy form has no end of
 * its own: it ends with the data, before a zero, or before what can be no length.
 */
bool unpack_lz4_extent(const unsigned char *p, size_t len, size_t *used);
bool unpack_is_bzip2(const unsigned char *p, size_t len);

/*
 * Unpacks what begins at P behind what is in OUT. *USED is only changed for bzip2.
 * 0, or -1: damaged (no error is set), no memory, more than LIMIT.
 */
int unpack_lib(const unsigned char *p, size_t len, size_t *used, struct bytes *out, uint64_t limit,
	       const char *name, struct error *err);

#endif
