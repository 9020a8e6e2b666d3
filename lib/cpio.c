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

int cpio_data(void *ctx, const void *p, size_t len, struct error *err)
{
	struct cpio *w = ctx;

	if (len >= BLOCK)
		return flush(w, err) || w->sink(w->ctx, p, len, err) ? -1 : 0;
	return bytes_append(&w->batch, p, len) ? error_memory(err) : 0;
}

/* Zeros after a part that ends SIZE bytes after the last one. */
static int pad(struct cpio *w, uint64_t size, struct error *err)
{
	static const char zeros[4];

	if (bytes_append(&w->batch, zeros, padded(size) - size))
		return error_memory(err);
	return w->batch.len >= BLOCK ? flush(w, err) : 0;
}

int cpio_begin(struct cpio *w, const struct cpio_entry *e, struct error *err)
{
	size_t name = strlen(e->path) + 1;
	char head[HEADER + 1];

	if (e->size > UINT32_MAX)
		return error_set(err, e->path, "is too large for a newc archive");
	/* ino, mode, uid, gid, nlink, mtime, size, device (2), what it is (2), name, sum */
	snprintf(head, sizeof(head), "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
		 e->ino, e->mode, 0, 0, S_ISDIR(e->mode) ? 2 : 1, e->mtime, (uint32_t)e->size,
		 e->dev_major, e->dev_minor, e->rdev_major, e->rdev_minor, (uint32_t)name, 0);
	return cpio_data(w, head, HEADER, err) || cpio_data(w, e->path, name, err) ||
			       pad(w, HEADER + name, err)
		       ? -1
		       : 0;
}

int cpio_end(struct cpio *w, const struct cpio_entry *e, struct error *err)
{
	return pad(w, e->size, err);
}

int cpio_add(struct cpio *w, const struct cpio_entry *e, struct error *err)
{
	return cpio_begin(w, e, err) || cpio_data(w, e->data, (size_t)e->size, err) ||
			       cpio_end(w, e, err)
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
