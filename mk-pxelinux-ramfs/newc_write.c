// SPDX-License-Identifier: MIT
#include "newc_write.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "bytes.h"

enum { HEADER = 110, BLOCK = 1 << 16 };

static const char trailer[] = "TRAILER!!!";

/* What is small is gathered: a sink may be a system call. */
struct writer {
	newc_sink *sink;
	void *ctx;
	struct bytes gathered;
};

static uint64_t padded(uint64_t n)
{
	return (n + 3) & ~UINT64_C(3);
}

uint64_t newc_size(const struct tree *t)
{
	uint64_t sum = padded(HEADER + sizeof(trailer));

	for (size_t i = 0; i < t->n; i++)
		sum += padded(HEADER + strlen(t->v[i].path) + 1) + padded(t->v[i].data.len);
	return sum;
}

static int flush(struct writer *w, struct error *err)
{
	size_t n = w->gathered.len;

	w->gathered.len = 0;
	return n ? w->sink(w->ctx, w->gathered.data, n, err) : 0;
}

/* P with LEN bytes, and zeros up to where the next part begins, OFFSET bytes behind the last. */
static int put(struct writer *w, const void *p, size_t len, size_t offset, struct error *err)
{
	static const char zeros[4];

	if (len >= BLOCK) {
		if (flush(w, err) || w->sink(w->ctx, p, len, err))
			return -1;
	} else if (bytes_append(&w->gathered, p, len)) {
		return error_memory(err);
	}
	if (bytes_append(&w->gathered, zeros, padded(offset + len) - (offset + len)))
		return error_memory(err);
	return w->gathered.len >= BLOCK ? flush(w, err) : 0;
}

static int put_entry(struct writer *w, const struct entry *e, const char *path, uint32_t ino,
		     uint32_t mtime, struct error *err)
{
	char head[HEADER + 1];

	/* ino, mode, uid, gid, nlink, mtime, size, device (2), what it is (2), name, sum */
	snprintf(head, sizeof(head), "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
		 ino, e->mode, 0, 0, S_ISDIR(e->mode) ? 2 : 1, mtime, (uint32_t)e->data.len, 0, 0,
		 e->major, e->minor, (uint32_t)strlen(path) + 1, 0);
	if (bytes_append(&w->gathered, head, HEADER))
		return error_memory(err);
	return put(w, path, strlen(path) + 1, HEADER, err) ||
			       put(w, e->data.data, e->data.len, 0, err)
		       ? -1
		       : 0;
}

int newc_write(const struct tree *t, uint32_t mtime, newc_sink *sink, void *ctx, struct error *err)
{
	static const struct entry end;
	struct writer w = {.sink = sink, .ctx = ctx};
	int ret = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].data.len > UINT32_MAX)
			return error_set(err, t->v[i].path, "is too large for a newc archive");
	for (size_t i = 0; !ret && i < t->n; i++)
		ret = put_entry(&w, &t->v[i], t->v[i].path, (uint32_t)i + 1, mtime, err);
	if (!ret)
		ret = put_entry(&w, &end, trailer, 0, 0, err) || flush(&w, err) ? -1 : 0;
	bytes_free(&w.gathered);
	return ret;
}
