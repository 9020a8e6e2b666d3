/* SPDX-License-Identifier: MIT */
/*
 * A tree as a newc cpio archive: sorted as the tree is, inode numbers 1, 2, 3 ...,
 * one modification time for all.
 */
#ifndef TREE_CPIO_H
#define TREE_CPIO_H

#include <stdint.h>

#include "cpio.h"
#include "error.h"
#include "tree.h"

/* Exactly how many bytes tree_cpio_write() will write. */
uint64_t tree_cpio_size(const struct tree *t);
int tree_cpio_write(const struct tree *t, uint32_t mtime, cpio_sink *sink, void *ctx,
		    struct error *err);

#endif
