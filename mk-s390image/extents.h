/* SPDX-License-Identifier: MIT */
/*
 * A file that is not written yet: a list of ranges of input files, of bytes in
 * memory and of zeros. Images are put together, cut and patched as such lists;
 * their contents pass through memory only in small pieces when they are written.
 */
#ifndef EXTENTS_H
#define EXTENTS_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "infile.h"
#include "input.h"
#include "outfile.h"

struct extent {
	uint64_t length;
	const struct infile *file; /* NULL: not from a file */
	uint64_t offset;	   /* in file */
	uint8_t *bytes;		   /* owned; NULL together with file: zeros */
};

/* All zeros is an empty list. */
struct extents {
	struct extent *list;
	size_t count, room;
	uint64_t size; /* sum of the lengths */
};

/*
 * All four append, and -1 means out of memory. The FILE is kept by reference and
 * must outlive the list; its range is the caller's to check. Bytes are copied.
 */
int extents_add_file(struct extents *x, const struct infile *file, uint64_t offset, uint64_t len,
		     struct error *err);
int extents_add_bytes(struct extents *x, const void *buf, size_t len, struct error *err);
int extents_add_zeros(struct extents *x, uint64_t len, struct error *err);
/* LEN bytes from OFFSET of FROM, which must be there; FROM must not be X */
int extents_add_slice(struct extents *x, const struct extents *from, uint64_t offset, uint64_t len,
		      struct error *err);

/* Appends zeros up to the next multiple of UNIT. */
int extents_pad(struct extents *x, uint64_t unit, struct error *err);

/* Puts LEN bytes in place of those at OFFSET; the range must be in the list. */
int extents_patch(struct extents *x, uint64_t offset, const void *buf, size_t len,
		  struct error *err);

/* Reads exactly LEN bytes; a range that is not in the list fails. */
int extents_read(const struct extents *x, uint64_t offset, void *buf, size_t len,
		 struct error *err);

/* The same as a source; X must outlive it. */
struct source extents_source(const struct extents *x);

/* Appends everything to OUT. */
int extents_write(const struct extents *x, struct outfile *out, struct error *err);

void extents_free(struct extents *x);

#endif
