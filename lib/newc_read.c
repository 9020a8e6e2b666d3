// SPDX-License-Identifier: MIT
#include "newc_read.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "s390hdr.h"
#include "unpack_stream.h"

enum { HEADER = 110, FIELDS = 13, FIELD = 8 };
#define UNPACKED_MAX (UINT64_C(4) << 30)

struct reader {
	struct newc_list *list;
	const char *name;
	const unsigned char *p;
	size_t len, at;
	bool inner; /* inside of a compressed segment: no further compression */
	struct error *err;
};

static int hex(const unsigned char *p, uint32_t *v)
{
	*v = 0;
	for (int i = 0; i < FIELD; i++) {
		unsigned int d = p[i] >= '0' && p[i] <= '9'   ? p[i] - '0'
				 : p[i] >= 'a' && p[i] <= 'f' ? p[i] - 'a' + 10
				 : p[i] >= 'A' && p[i] <= 'F' ? p[i] - 'A' + 10
							      : 16;

		if (d > 15)
			return -1;
		*v = *v << 4 | d;
	}
	return 0;
}

static int damaged(struct reader *r, const char *what)
{
	return error_set_at(r->err, r->name, r->at, "is no sound newc archive: %s%s", what,
			    r->inner ? " (offset in the unpacked data)" : "");
}

static int append(struct newc_list *l, const struct newc_entry *e)
{
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 256;
		struct newc_entry *v = realloc(l->v, cap * sizeof(*v));

		if (!v)
			return -1;
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = *e;
	return 0;
}

static const char *clean_name(const char *name)
{
	for (;;) {
		if (name[0] == '/')
			name++;
		else if (name[0] == '.' && name[1] == '/')
			name += 2;
		else
			return *name ? name : ".";
	}
}

/* The entry at r->at: 1 taken, 0 it was the trailer, -1. */
static int read_entry(struct reader *r)
{
	uint32_t f[FIELDS], namesize;
	size_t left = r->len - r->at, name_end, data_end;
	const unsigned char *h = r->p + r->at;
	struct newc_entry e = {.segment = r->list->segments};
	const char *name;

	if (left < HEADER)
		return damaged(r, "it ends within a header");
	if (memcmp(h, "070701", 6) && memcmp(h, "070702", 6))
		return damaged(r, "there is no header where one is due");
	for (int i = 0; i < FIELDS; i++)
		if (hex(h + 6 + FIELD * i, &f[i]))
			return damaged(r, "a header has what is no hexadecimal number");
	namesize = f[11];
	if (namesize < 1 || namesize > PATH_MAX || namesize > left - HEADER)
		return damaged(r, "the length of a name makes no sense");
	name = (const char *)h + HEADER;
	if (name[namesize - 1] || strlen(name) != namesize - 1)
		return damaged(r, "a name does not end where it should");
	name_end = (HEADER + (size_t)namesize + 3) & ~(size_t)3;
	if (name_end > left || f[6] > left - name_end)
		return damaged(r, "it ends within a file");
	data_end = (name_end + f[6] + 3) & ~(size_t)3;
	if (!strcmp(name, "TRAILER!!!")) {
		r->at += data_end < left ? data_end : left;
		return 0;
	}
	e = (struct newc_entry){.path = strdup(clean_name(name)),
				.ino = f[0],
				.mode = f[1],
				.uid = f[2],
				.gid = f[3],
				.nlink = f[4],
				.mtime = f[5],
				.size = f[6],
				.dev_major = f[7],
				.dev_minor = f[8],
				.rdev_major = f[9],
				.rdev_minor = f[10],
				.data = h + name_end,
				.segment = r->list->segments};
	if (!e.path || append(r->list, &e)) {
		free(e.path);
		return error_memory(r->err);
	}
	r->at += data_end < left ? data_end : left;
	return 1;
}

static int read_segments(struct reader *r);

static int read_packed(struct reader *r, enum unpack_format f)
{
	struct newc_list *l = r->list;
	struct bytes *b = realloc(l->buffers, (l->buffers_n + 1) * sizeof(*b));
	struct reader sub = *r;
	size_t used;

	if (!b)
		return error_memory(r->err);
	l->buffers = b;
	b = &l->buffers[l->buffers_n++];
	memset(b, 0, sizeof(*b));
	if (unpack_stream(f, r->p + r->at, r->len - r->at, &used, b, UNPACKED_MAX, r->name, r->err))
		return -1;
	sub.p = b->data;
	sub.len = b->len;
	sub.at = 0;
	sub.inner = true;
	if (read_segments(&sub))
		return -1;
	r->at += used;
	return 0;
}

static int read_segments(struct reader *r)
{
	while (r->at < r->len) {
		enum unpack_format f;
		int ret;

		if (!r->p[r->at]) {
			r->at++;
			continue;
		}
		f = r->inner ? UNPACK_NONE : unpack_detect(r->p + r->at, r->len - r->at);
		if (f != UNPACK_NONE) {
			if (read_packed(r, f))
				return -1;
			continue;
		}
		do
			ret = read_entry(r);
		while (ret > 0 && r->at < r->len);
		if (ret < 0)
			return -1;
		if (ret > 0)
			return damaged(r, "it has no trailer");
		r->list->segments++;
	}
	return 0;
}

int newc_read(struct newc_list *l, const unsigned char *p, size_t len, const char *name,
	      struct error *err)
{
	struct reader r = {.list = l, .name = name, .p = p, .len = len, .err = err};

	if (read_segments(&r))
		return -1;
	return l->segments ? 0 : error_set(err, name, "is empty: there is no archive in it");
}

int newc_read_file(struct newc_list *l, const char *path, struct error *err)
{
	struct s390hdr h;
	uint64_t start = 0, size;

	memset(l, 0, sizeof(*l));
	if (bytes_read_file(&l->file, path, UNPACKED_MAX, err))
		return -1;
	size = l->file.len;
	if (s390hdr_magic(l->file.data, l->file.len)) {
		if (!s390hdr_get(l->file.data, l->file.len, &h) || !h.initrd_start ||
		    !h.initrd_size)
			return error_set(err, path, "is a kernel without a ramdisk in it");
		start = h.initrd_start;
		size = h.initrd_size;
		if (start > l->file.len || size > l->file.len - start)
			return error_set(err, path,
					 "is cut short: its ramdisk would end behind it");
	}
	return newc_read(l, l->file.data + start, (size_t)size, path, err);
}

void newc_free(struct newc_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].path);
	free(l->v);
	for (size_t i = 0; i < l->buffers_n; i++)
		bytes_free(&l->buffers[i]);
	free(l->buffers);
	bytes_free(&l->file);
	memset(l, 0, sizeof(*l));
}

const struct newc_entry *newc_find(const struct newc_list *l, const char *path)
{
	path = clean_name(path);
	for (size_t i = l->n; i-- > 0;)
		if (!strcmp(l->v[i].path, path))
			return &l->v[i];
	return NULL;
}

const struct newc_entry *newc_body(const struct newc_list *l, const struct newc_entry *e)
{
	if (e->size || e->nlink < 2 || !S_ISREG(e->mode))
		return e;
	for (size_t i = l->n; i-- > 0;) {
		const struct newc_entry *o = &l->v[i];

		if (o->segment == e->segment && o->ino == e->ino && o->size &&
		    o->dev_major == e->dev_major && o->dev_minor == e->dev_minor &&
		    S_ISREG(o->mode))
			return o;
	}
	return e;
}
