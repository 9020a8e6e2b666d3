// SPDX-License-Identifier: MIT
#include "newc_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { HEADER = 110, BLOCK = 1 << 18 };
static const char trailer[] = "TRAILER!!!";

/* What is written goes out in blocks: compressors and files like that better. */
struct writer {
	newc_sink *sink;
	void *ctx;
	struct error *err;
	unsigned char *block;
	size_t used;
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

static int flush(struct writer *w)
{
	size_t n = w->used;

	w->used = 0;
	return n ? w->sink(w->ctx, w->block, n, w->err) : 0;
}

static int put(struct writer *w, const void *buf, size_t len)
{
	const unsigned char *p = buf;

	while (len) {
		size_t room = BLOCK - w->used, n = len < room ? len : room;

		memcpy(w->block + w->used, p, n);
		w->used += n;
		p += n;
		len -= n;
		if (w->used == BLOCK && flush(w))
			return -1;
	}
	return 0;
}

/* LEN bytes, and zeros up to the next multiple of 4; a header before has AT. */
static int put_padded(struct writer *w, const void *buf, size_t at, size_t len)
{
	static const char zeros[3];

	return put(w, buf, len) || put(w, zeros, (size_t)(padded(at + len) - at - len)) ? -1 : 0;
}

static int put_header(struct writer *w, const char *name, uint32_t ino, uint32_t mode,
		      uint32_t nlink, uint32_t mtime, uint32_t size, uint32_t major, uint32_t minor)
{
	char text[HEADER + 1];
	size_t n = strlen(name) + 1;

	/* ino mode uid gid nlink mtime size major minor rmajor rminor namesize check */
	snprintf(text, sizeof(text), "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
		 ino, mode, 0, 0, nlink, mtime, size, 0, 0, major, minor, (unsigned int)n, 0);
	return put(w, text, HEADER) || put_padded(w, name, HEADER, n) ? -1 : 0;
}

static int put_all(struct writer *w, const struct tree *t, uint32_t mtime)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct entry *e = &t->v[i];
		bool body = S_ISREG(e->mode) || S_ISLNK(e->mode);
		size_t len = body ? e->data.len : 0;

		if (put_header(w, e->path, (uint32_t)i + 1, e->mode, S_ISDIR(e->mode) ? 2 : 1,
			       mtime, (uint32_t)len, e->major, e->minor) ||
		    put_padded(w, e->data.data, 0, len))
			return -1;
	}
	return put_header(w, trailer, 0, 0, 1, 0, 0, 0, 0) || flush(w) ? -1 : 0;
}

int newc_write(const struct tree *t, uint32_t mtime, newc_sink *sink, void *ctx, struct error *err)
{
	struct writer w = {.sink = sink, .ctx = ctx, .err = err};
	int ret;

	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].data.len > UINT32_MAX)
			return error_set(err, t->v[i].path, "is too large for a newc archive");
	w.block = malloc(BLOCK);
	if (!w.block)
		return error_memory(err);
	ret = put_all(&w, t, mtime);
	free(w.block);
	return ret;
}
