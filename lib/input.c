// SPDX-License-Identifier: MIT
#include "input.h"

#include <errno.h>
#include <string.h>

#include "fullio.h"

void input_start(struct input *in, const struct source *from, uint64_t at)
{
	in->from = from;
	in->next = at;
	in->pos = in->len = 0;
}

uint64_t input_at(const struct input *in)
{
	return in->next - (in->len - in->pos);
}

uint64_t input_left(const struct input *in)
{
	return in->from->size - input_at(in);
}

int input_fill(struct input *in, size_t want, struct error *err)
{
	uint64_t rest = in->from->size - in->next;
	size_t n;

	if (in->len - in->pos >= want || !rest)
		return 0;
	memmove(in->buf, in->buf + in->pos, in->len - in->pos);
	in->len -= in->pos;
	in->pos = 0;
	n = sizeof(in->buf) - in->len;
	if (n > rest)
		n = (size_t)rest;
	if (in->from->read(in->from->ctx, in->next, in->buf + in->len, n, err))
		return -1;
	in->next += n;
	in->len += n;
	return 0;
}

int input_take(struct input *in, void *buf, size_t len, struct error *err)
{
	unsigned char *to = buf;
	size_t n;

	for (; len; len -= n, to += n, in->pos += n) {
		if (input_fill(in, 1, err))
			return -1;
		n = in->len - in->pos < len ? in->len - in->pos : len;
		memcpy(to, in->buf + in->pos, n);
	}
	return 0;
}

static int read_file(void *ctx, uint64_t at, void *buf, size_t len, struct error *err)
{
	const struct source_file *f = ctx;
	ssize_t n = fullio_read_at(f->fd, buf, len, at);

	if (n < 0)
		return error_set_errno(err, f->name, errno, "cannot read");
	if ((size_t)n < len)
		return error_set_at(err, f->name, at + (uint64_t)n,
				    "became shorter while it was read");
	return 0;
}

struct source source_file(struct source_file *file, uint64_t size)
{
	return (struct source){read_file, file, size};
}

static int read_memory(void *ctx, uint64_t at, void *buf, size_t len, struct error *err)
{
	(void)err;
	memcpy(buf, (const unsigned char *)ctx + at, len);
	return 0;
}

struct source source_memory(const void *p, size_t len)
{
	return (struct source){read_memory, (void *)(uintptr_t)p, len};
}

static int read_part(void *ctx, uint64_t at, void *buf, size_t len, struct error *err)
{
	const struct source_range *r = ctx;

	return r->from->read(r->from->ctx, r->at + at, buf, len, err);
}

struct source source_part(struct source_range *range, const struct source *from, uint64_t at,
			  uint64_t size)
{
	*range = (struct source_range){from, at};
	return (struct source){read_part, range, size};
}
