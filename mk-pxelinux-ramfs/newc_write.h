/* SPDX-License-Identifier: MIT */
/*
 * A tree as a newc cpio archive: sorted as the tree is, uid and gid 0, inode
 * numbers 1, 2, 3 ..., one modification time for all. Format: the kernel's
 * Documentation/driver-api/early-userspace/buffer-format.rst.
 */
#ifndef NEWC_WRITE_H
#define NEWC_WRITE_H

#include <stdint.h>

#include "error.h"
#include "tree.h"

/* Takes LEN bytes of the archive; 0, or -1 with ERR set. */
typedef int newc_sink(void *ctx, const void *buf, size_t len, struct error *err);

/* Exactly how many bytes newc_write() will write. */
uint64_t newc_size(const struct tree *t);
int newc_write(const struct tree *t, uint32_t mtime, newc_sink *sink, void *ctx, struct error *err);

#endif
