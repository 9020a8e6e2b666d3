/* SPDX-License-Identifier: MIT */
/*
 * Where an archive ends that others may follow. Each function looks at IMG from
 * AT, where the format's magic is, to END, and sets *STOP to the archive's end
 * (END, if it has none before). Nothing is unpacked. -1 only where reading fails.
 */
#ifndef PIECES_H
#define PIECES_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "extents.h"

/* Moves *AT over zeros, to END at most. */
int piece_skip_zeros(const struct extents *img, uint64_t *at, uint64_t end, struct error *err);

/* These two also tell what the kernel would not take, in PROBLEM, else "". */
int piece_end_cpio(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		   char *problem, size_t size, struct error *err);
int piece_end_xz(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		 char *problem, size_t size, struct error *err);
int piece_end_zstd(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		   struct error *err);
int piece_end_lz4(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		  struct error *err);

#endif
