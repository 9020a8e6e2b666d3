// SPDX-License-Identifier: MIT
#include "cpio.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { HEADER = 110, BLOCK = 1 << 16 };

const struct cpio_entry cpio_trailer = {.path = "TRAILER!!!"};

static uint64_t padded(uint64_t n)
{
	return (n + 3) & ~UINT64_C(3);
}

uint64_t cpio_entry_size(const struct cpio_entry *e)
{
	return padded(HEADER + strlen(e->path) + 1) + padded(e->size);
}

static int flush(struct cpio *w, struct error *err)
{
	size_t n = w->batch.len;

	w->batch.len = 0;
	return n ? w->sink(w->ctx, w->batch.data, n, err) : 0;
}

/* P with LEN bytes, and zeros up to where the next part begins, OFFSET bytes after the last. */
static int put(struct cpio *w, const void *p, size_t len, size_t offset, struct error *err)
{
	static const char zeros[4];

	if (len >= BLOCK) {
		if (flush(w, err) || w->sink(w->ctx, p, len, err))
			return -1;
	} else if (bytes_append(&w->batch, p, len)) {
		return error_memory(err);
	}
	if (bytes_append(&w->batch, zeros, padded(offset + len) - (offset + len)))
		return error_memory(err);
	return w->batch.len >= BLOCK ? flush(w, err) : 0;
}

int cpio_add(struct cpio *w, const struct cpio_entry *e, struct error *err)
{
	char head[HEADER + 1];

	if (e->size > UINT32_MAX)
		return error_set(err, e->path, "is too large for a newc archive");
	/* ino, mode, uid, gid, nlink, mtime, size, device (2), what it is (2), name, sum */
	snprintf(head, sizeof(head), "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
		 e->ino, e->mode, 0, 0, S_ISDIR(e->mode) ? 2 : 1, e->mtime, (uint32_t)e->size,
		 e->dev_major, e->dev_minor, e->rdev_major, e->rdev_minor,
		 (uint32_t)strlen(e->path) + 1, 0);
	if (bytes_append(&w->batch, head, HEADER))
		return error_memory(err);
	return put(w, e->path, strlen(e->path) + 1, HEADER, err) ||
			       put(w, e->data, (size_t)e->size, 0, err)
		       ? -1
		       : 0;
}

int cpio_finish(struct cpio *w, const struct cpio_entry *trailer, int ret, struct error *err)
{
	if (!ret)
		ret = cpio_add(w, trailer, err) || flush(w, err) ? -1 : 0;
	bytes_free(&w->batch);
	return ret;
}
