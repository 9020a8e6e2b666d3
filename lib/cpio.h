/* SPDX-License-Identifier: MIT */
/*
 * Writes a newc cpio archive, entry by entry, with uid and gid 0. Format: the
 * kernel's Documentation/driver-api/early-userspace/buffer-format.rst.
 */
#ifndef CPIO_H
#define CPIO_H

#include <stdint.h>

#include "bytes.h"
#include "error.h"

/* Takes LEN bytes of the archive; 0, or -1 with ERR set. */
typedef int cpio_sink(void *ctx, const void *buf, size_t len, struct error *err);

/* Set sink and ctx, all else to zeros. cpio_finish() is needed in any case. */
struct cpio {
	cpio_sink *sink;
	void *ctx;
	struct bytes batch; /* small writes are batched: the sink may be a system call */
};

struct cpio_entry {
	const char *path;
	uint32_t ino, mode, mtime;
	uint32_t dev_major, dev_minor;	 /* of the file system it is on */
	uint32_t rdev_major, rdev_minor; /* of the device that it is */
	const void *data;
	uint64_t size; /* below 4 GiB */
};

/* What every archive ends with. Only its name counts; the numbers are free for use. */
extern const struct cpio_entry cpio_trailer;

/* How many bytes an entry takes. */
uint64_t cpio_entry_size(const struct cpio_entry *e);

int cpio_add(struct cpio *w, const struct cpio_entry *e, struct error *err);
/*
 * The same for contents that come in parts: cpio_begin() with all but the data, cpio_data()
 * for each part (W is a struct cpio: it is a sink), cpio_end() when all E->size bytes are in.
 */
int cpio_begin(struct cpio *w, const struct cpio_entry *e, struct error *err);
int cpio_data(void *w, const void *p, size_t len, struct error *err);
int cpio_end(struct cpio *w, const struct cpio_entry *e, struct error *err);

/* Adds the trailer if RET is 0, frees what W holds; RET, or -1 if that failed. */
int cpio_finish(struct cpio *w, const struct cpio_entry *trailer, int ret, struct error *err);

#endif
