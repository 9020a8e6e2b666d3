// SPDX-License-Identifier: MIT
#include "extents.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct extent *add(struct extents *x, uint64_t len, struct error *err)
{
	struct extent *list;
	size_t room;

	if (x->count == x->room) {
		room = x->room ? x->room * 2 : 8;
		list = reallocarray(x->list, room, sizeof(*list));
		if (!list) {
			error_memory(err);
			return NULL;
		}
		x->list = list;
		x->room = room;
	}
	x->list[x->count] = (struct extent){.length = len};
	x->size += len;
	return &x->list[x->count++];
}

int extents_add_file(struct extents *x, const struct infile *file, uint64_t offset, uint64_t len,
		     struct error *err)
{
	struct extent *e;

	if (!len)
		return 0;
	e = add(x, len, err);
	if (!e)
		return -1;
	e->file = file;
	e->offset = offset;
	return 0;
}

int extents_add_bytes(struct extents *x, const void *buf, size_t len, struct error *err)
{
	struct extent *e;
	uint8_t *copy;

	if (!len)
		return 0;
	copy = malloc(len);
	if (!copy)
		return error_memory(err);
	memcpy(copy, buf, len);
	e = add(x, len, err);
	if (!e) {
		free(copy);
		return -1;
	}
	e->bytes = copy;
	return 0;
}

int extents_add_zeros(struct extents *x, uint64_t len, struct error *err)
{
	return !len || add(x, len, err) ? 0 : -1;
}

int extents_pad(struct extents *x, uint64_t unit, struct error *err)
{
	return extents_add_zeros(x, (unit - x->size % unit) % unit, err);
}

int extents_add_slice(struct extents *x, const struct extents *from, uint64_t offset, uint64_t len,
		      struct error *err)
{
	const struct extent *e;
	uint64_t n;
	size_t i;
	int rc;

	for (i = 0; i < from->count && len; i++) {
		e = &from->list[i];
		if (offset >= e->length) {
			offset -= e->length;
			continue;
		}
		n = e->length - offset < len ? e->length - offset : len;
		if (e->file)
			rc = extents_add_file(x, e->file, e->offset + offset, n, err);
		else if (e->bytes)
			rc = extents_add_bytes(x, e->bytes + offset, (size_t)n, err);
		else
			rc = extents_add_zeros(x, n, err);
		if (rc)
			return -1;
		offset = 0;
		len -= n;
	}
	return 0;
}

int extents_patch(struct extents *x, uint64_t offset, const void *buf, size_t len,
		  struct error *err)
{
	struct extents y = {0};

	if (offset > x->size || len > x->size - offset)
		return error_set_at(err, NULL, offset,
				    "the image ends before what is to be changed");
	if (extents_add_slice(&y, x, 0, offset, err) || extents_add_bytes(&y, buf, len, err) ||
	    extents_add_slice(&y, x, offset + len, x->size - offset - len, err)) {
		extents_free(&y);
		return -1;
	}
	extents_free(x);
	*x = y;
	return 0;
}

int extents_read(const struct extents *x, uint64_t offset, void *buf, size_t len, struct error *err)
{
	const struct extent *e;
	uint8_t *p = buf;
	size_t i, n;

	if (offset > x->size || len > x->size - offset)
		return error_set_at(err, NULL, offset, "the image ends too early");
	for (i = 0; i < x->count && len; i++) {
		e = &x->list[i];
		if (offset >= e->length) {
			offset -= e->length;
			continue;
		}
		n = e->length - offset < len ? (size_t)(e->length - offset) : len;
		if (e->file && infile_read(e->file, e->offset + offset, p, n, err))
			return -1;
		if (e->bytes)
			memcpy(p, e->bytes + offset, n);
		else if (!e->file)
			memset(p, 0, n);
		offset = 0;
		p += n;
		len -= n;
	}
	return 0;
}

static int read_source(void *ctx, uint64_t at, void *buf, size_t len, struct error *err)
{
	return extents_read(ctx, at, buf, len, err);
}

struct source extents_source(const struct extents *x)
{
	return (struct source){read_source, (void *)(uintptr_t)x, x->size};
}

int extents_write(const struct extents *x, struct outfile *out, struct error *err)
{
	const struct extent *e;
	size_t i;
	int rc = 0;

	for (i = 0; i < x->count && !rc; i++) {
		e = &x->list[i];
		if (e->file)
			rc = outfile_copy(out, e->file->fd, e->file->name, e->offset, e->length,
					  err);
		else if (e->bytes)
			rc = outfile_write(out, e->bytes, (size_t)e->length, err);
		else
			rc = outfile_zeros(out, e->length, err);
	}
	return rc;
}

void extents_free(struct extents *x)
{
	size_t i;

	for (i = 0; i < x->count; i++)
		free(x->list[i].bytes);
	free(x->list);
	memset(x, 0, sizeof(*x));
}
