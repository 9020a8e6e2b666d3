// SPDX-License-Identifier: MIT
#include "ramdisk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "byteorder.h"
#include "unpack_stream.h"

/* a guest has less; and a small file must not keep us busy for ever */
#define UNPACKED_MAX (UINT64_C(64) << 30)

struct reading {
	struct ramdisk *r;
	struct input in;
	struct newc newc;
	bool plain; /* the last piece is a plain archive, which may go on */
	struct error *err;
};

static struct ramdisk_piece *last(struct ramdisk *r)
{
	return &r->piece[r->pieces - 1];
}

static void begin(struct reading *x, const char *type)
{
	/* without room for another one it takes the place of the last */
	x->r->pieces += x->r->pieces < RAMDISK_PIECES;
	*last(x->r) = (struct ramdisk_piece){.type = type, .offset = input_at(&x->in)};
}

__attribute__((format(printf, 2, 3))) static void refuse(struct reading *x, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(x->r->problem, sizeof(x->r->problem), fmt, ap);
	va_end(ap);
	x->r->problem_at = last(x->r)->offset;
}

/* From the header of an entry on, up to what is not an entry. */
static int read_plain(struct reading *x)
{
	struct newc *n = &x->newc;
	struct ramdisk_piece *p;
	size_t used;
	int ret = 0;

	if (!x->plain || n->trailer)
		begin(x, "cpio");
	x->plain = true;
	n->trailer = false;
	n->step = NEWC_HEAD;
	n->have = 0;
	p = last(x->r);
	x->r->unpacked -= p->unpacked;
	do {
		ret = input_fill(&x->in, 1, x->err);
		if (ret)
			break;
		ret = newc_feed(n, x->in.buf + x->in.pos, x->in.len - x->in.pos, &used, x->err);
		x->in.pos += used;
	} while (!ret && !n->problem && x->in.pos == x->in.len && input_left(&x->in));
	if (!ret && !n->problem && !input_left(&x->in))
		n->problem = newc_cut(n);
	p->size = (n->problem || ret	   ? x->in.from->size
		   : n->step == NEWC_ZEROS ? n->end
					   : n->at) -
		  p->offset;
	p->unpacked = p->size;
	x->r->unpacked += p->unpacked;
	if (n->problem) {
		refuse(x, "%s", n->problem);
		x->r->problem_at = n->at;
	}
	return ret;
}

static int to_newc(void *ctx, const void *buf, size_t len, struct error *err)
{
	struct reading *x = ctx;
	struct newc *n = &x->newc;
	const unsigned char *p = buf;
	size_t used = 0;
	int ret = 0;

	for (; len && !ret; p += used, len -= used) {
		if (n->step == NEWC_ZEROS && *p && n->at % 4 == 0) {
			n->step = NEWC_HEAD;
			n->have = 0;
			if (*p != '0')
				n->problem = "what it unpacks to is not a newc archive: it is "
					     "packed twice, or of another format";
			else if (n->at > UNPACKED_MAX)
				n->problem = "it unpacks to more than 64 GiB";
		}
		ret = n->problem ? UNPACK_BAD : newc_feed(n, p, len, &used, err);
		if (!ret && n->problem)
			ret = UNPACK_BAD;
	}
	return ret;
}

static int read_packed(struct reading *x, enum unpack_format f)
{
	struct unpack u = {.in = &x->in, .sink = to_newc, .ctx = x, .err = x->err};
	struct newc *n = &x->newc;
	struct ramdisk_piece *p;
	int ret;

	begin(x, unpack_name(f));
	p = last(x->r);
	n->at = 0;
	n->step = NEWC_ZEROS;
	ret = unpack_run(&u, f);
	if (!ret && n->step != NEWC_ZEROS) {
		n->problem = newc_cut(n);
		if (!n->problem)
			n->problem = "the archive in it ends without padding";
	}
	p->unpacked = n->at;
	x->r->unpacked += n->at;
	if (n->problem)
		refuse(x, "%s (at byte 0x%llx of what it unpacks to)", n->problem,
		       (unsigned long long)n->at);
	else if (ret == UNPACK_BAD)
		refuse(x, "it does not unpack: %s", u.why);
	p->size = (x->r->problem[0] ? x->in.from->size : input_at(&x->in)) - p->offset;
	n->at = input_at(&x->in);
	n->step = NEWC_ZEROS;
	x->plain = false;
	return ret == UNPACK_BAD ? 0 : ret;
}

static int read_piece(struct reading *x)
{
	const unsigned char *p = x->in.buf + x->in.pos;
	enum unpack_format f = unpack_kernel_detect(p, x->in.len - x->in.pos);

	if (*p == '0' && x->newc.at % 4 == 0)
		return read_plain(x);
	if (f != UNPACK_NONE)
		return read_packed(x, f);
	begin(x, "unknown");
	last(x->r)->size = input_left(&x->in);
	if (*p == '0')
		refuse(x, "a plain archive must begin at a multiple of 4 bytes; put zeros "
			  "before it");
	else if (x->in.len - x->in.pos >= 4 && le32_get(p) == 0x184d2204)
		refuse(x, "kernels do not unpack LZ4's frame format; use lz4 -l");
	else
		refuse(x, "neither a newc archive nor of a compression that kernels unpack");
	return 0;
}

static int ignore(void *ctx, const struct newc_entry *e, struct error *err)
{
	(void)ctx;
	(void)e;
	(void)err;
	return 0;
}

int ramdisk_read(const struct source *from, const struct newc_handler *handler, struct ramdisk *r,
		 struct error *err)
{
	static const struct newc_handler nobody = {.entry = ignore};
	struct reading *x = malloc(sizeof(*x));
	int ret = 0;

	memset(r, 0, sizeof(*r));
	if (!x)
		return error_memory(err);
	x->r = r;
	x->err = err;
	x->plain = false;
	input_start(&x->in, from, 0);
	newc_start(&x->newc, handler ? handler : &nobody);
	while (!ret && !r->problem[0] && input_left(&x->in)) {
		ret = input_fill(&x->in, 4, err);
		if (!ret && !x->in.buf[x->in.pos]) {
			x->in.pos++;
			x->newc.at++;
		} else if (!ret) {
			ret = read_piece(x);
		}
	}
	free(x);
	return ret;
}

/* Linux fs/ext2/ext2.h: the superblock is at 1024; a number that is 0 is none's. */
int ramdisk_is_ext2(const struct source *from, bool *is, struct error *err)
{
	enum { SUPERBLOCK = 1024, BLOCKS = 4, MAGIC = 56, LENGTH = 58 };
	unsigned char b[LENGTH];

	*is = false;
	if (from->size < SUPERBLOCK + LENGTH)
		return 0;
	if (from->read(from->ctx, SUPERBLOCK, b, sizeof(b), err))
		return -1;
	*is = b[MAGIC] == 0x53 && b[MAGIC + 1] == 0xef && memcmp(b, "\0\0\0", 4) &&
	      memcmp(b + BLOCKS, "\0\0\0", 4);
	return 0;
}
