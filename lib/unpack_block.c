// SPDX-License-Identifier: MIT
/*
 * LZ4 in its legacy form and lzop: blocks with their size before them, unpacked whole.
 * lz4_Block_format.md; Linux Documentation/staging/lzo.rst; what is taken of the files
 * is what lib/decompress_unlz4.c and lib/decompress_unlzo.c take.
 */
#include <stdlib.h>
#include <string.h>

#include "byteorder.h"
#include "unpack_stream.h"

/* A block while it is unpacked: bytes are read from in, written to out. */
struct block {
	const unsigned char *in, *in_end;
	unsigned char *start, *out, *out_end;
};

/* The next LEN bytes of the input as they are. */
static bool literals(struct block *b, size_t len)
{
	if (len > (size_t)(b->in_end - b->in) || len > (size_t)(b->out_end - b->out))
		return false;
	memcpy(b->out, b->in, len);
	b->in += len;
	b->out += len;
	return true;
}

/* LEN bytes again that were written DISTANCE bytes ago; they may overlap. */
static bool match(struct block *b, size_t distance, size_t len)
{
	if (!distance || distance > (size_t)(b->out - b->start) ||
	    len > (size_t)(b->out_end - b->out))
		return false;
	for (; len; len--, b->out++)
		*b->out = *(b->out - distance);
	return true;
}

/* Adds the bytes by which LZ4 goes on with a length of 15. */
static bool lz4_length(struct block *b, size_t *len)
{
	unsigned char more = 255;

	while (more == 255) {
		if (b->in == b->in_end)
			return false;
		more = *b->in++;
		*len += more;
	}
	return true;
}

static bool lz4_block(struct block *b)
{
	enum { MIN_MATCH = 4 };

	while (b->in < b->in_end) {
		unsigned char token = *b->in++;
		size_t len = token >> 4, distance;

		if ((len == 15 && !lz4_length(b, &len)) || !literals(b, len))
			return false;
		if (b->in == b->in_end)
			return true;
		if (b->in_end - b->in < 2)
			return false;
		distance = b->in[0] | (size_t)b->in[1] << 8;
		b->in += 2;
		len = token & 15;
		if ((len == 15 && !lz4_length(b, &len)) || !match(b, distance, len + MIN_MATCH))
			return false;
	}
	return false;
}

enum { LZ4_BLOCK = 8 << 20, LZ4_PACKED = LZ4_BLOCK + LZ4_BLOCK / 255 + 16 };

/* MEM has room for PACKED bytes, and after them for the PLAIN ones they unpack to at most. */
static int lz4_chunk(struct unpack *u, unsigned char *mem, size_t packed, size_t plain,
		     uint32_t size)
{
	unsigned char *out = mem + packed;
	struct block b = {mem, mem + size, out, out, out + plain};

	if (size > packed || size > input_left(u->in))
		return unpack_bad(u, "it is cut short, or other data follows it without at least "
				     "4 zeros between them");
	if (input_take(u->in, mem, size, u->err))
		return -1;
	if (!lz4_block(&b))
		return unpack_bad(u, "its data is damaged");
	return u->sink(u->ctx, out, (size_t)(b.out - out), u->err);
}

/* It ends before four zeros, or where fewer than four bytes are left. */
int unpack_lz4(struct unpack *u)
{
	enum { MAGIC = 0x184c2102 };
	uint64_t left = input_left(u->in);
	/* a byte is a length of 255 at most */
	size_t packed = left < LZ4_PACKED ? (size_t)left : LZ4_PACKED;
	size_t plain = packed < LZ4_BLOCK / 255 ? packed * 255 : LZ4_BLOCK;
	unsigned char *mem = malloc(packed + plain);
	bool first = true;
	int ret = mem ? 0 : error_memory(u->err);

	while (!ret) {
		uint32_t size = 0;

		ret = input_fill(u->in, 4, u->err);
		if (!ret && u->in->len - u->in->pos >= 4)
			size = le32_get(u->in->buf + u->in->pos);
		if (!ret && first && size != MAGIC)
			ret = unpack_bad(u, "it is not LZ4's legacy form; use lz4 -l");
		if (ret || !size)
			break;
		u->in->pos += 4;
		first = false;
		if (size != MAGIC)
			ret = lz4_chunk(u, mem, packed, plain, size);
	}
	free(mem);
	return ret;
}

/* Adds to LEN, which had BASE where its bits were 0, what the bytes after it say. */
static bool lzo_length(struct block *b, size_t *len, size_t base)
{
	if (*len)
		return true;
	while (b->in < b->in_end && !*b->in) {
		*len += 255;
		b->in++;
	}
	if (b->in == b->in_end)
		return false;
	*len += base + *b->in++;
	return true;
}

/*
 * One instruction after T, which begins it: a match, then up to three literals, whose
 * number is in the two lowest bits before the distance. 1: it was the end.
 */
static int lzo_match(struct block *b, unsigned int t, unsigned int state)
{
	size_t len, distance;
	unsigned int low;

	if (t < 16) {
		if (b->in == b->in_end)
			return -1;
		len = state == 4 ? 3 : 2;
		distance = (t >> 2) + ((size_t)*b->in++ << 2) + (state == 4 ? 2049 : 1);
		low = t & 3;
		return match(b, distance, len) ? (int)(low << 1) : -1;
	}
	if (t >= 64) {
		if (b->in == b->in_end)
			return -1;
		len = (t >> 5) + 1;
		distance = (t >> 2 & 7) + ((size_t)*b->in++ << 3) + 1;
		low = t & 3;
		return match(b, distance, len) ? (int)(low << 1) : -1;
	}
	len = t >= 32 ? t & 31 : t & 7;
	if (!lzo_length(b, &len, t >= 32 ? 31 : 7) || b->in_end - b->in < 2)
		return -1;
	low = b->in[0] | (unsigned int)b->in[1] << 8;
	b->in += 2;
	distance = low >> 2;
	if (t >= 32)
		return match(b, distance + 1, len + 2) ? (int)((low & 3) << 1) : -1;
	distance += (size_t)(t & 8) << 11;
	if (!distance)
		return len == 1 ? 1 : -1;
	return match(b, distance + 16384, len + 2) ? (int)((low & 3) << 1) : -1;
}

/* STATE: how many literals went before, 4 for any larger number. */
static bool lzo_block(struct block *b)
{
	unsigned int state = 0;
	int low;

	if (b->in<b->in_end && * b->in> 17) {
		size_t len = *b->in++ - 17U;

		if (!literals(b, len))
			return false;
		state = len < 4 ? (unsigned int)len : 4;
	}
	while (b->in < b->in_end) {
		unsigned int t = *b->in++;
		size_t len = t & 15;

		if (t < 16 && !state) {
			if (!lzo_length(b, &len, 15) || !literals(b, len + 3))
				return false;
			state = 4;
			continue;
		}
		low = lzo_match(b, t, state);
		if (low == 1)
			return b->in == b->in_end;
		if (low < 0 || !literals(b, (size_t)low >> 1))
			return false;
		state = (unsigned int)low >> 1;
	}
	return false;
}

/* Passes the header; its version and a filter decide how long it is. */
static int lzo_header(struct unpack *u)
{
	enum { MAGIC = 9, FLAGS = 16, LONGER = 0x0940, FILTER = 0x800, MIN = 33, CHECKSUM = 4 };
	const unsigned char *h;
	size_t at, n;
	bool longer;

	if (input_fill(u->in, 512, u->err))
		return -1;
	h = u->in->buf + u->in->pos;
	n = u->in->len - u->in->pos;
	if (n < MIN || memcmp(h, "\x89LZO\0\r\n\x1a\n", MAGIC))
		return unpack_bad(u, "its header is damaged");
	longer = (h[MAGIC] << 8 | h[MAGIC + 1]) >= LONGER;
	at = FLAGS + longer; /* a level */
	at += be32_get(h + at) & FILTER ? 8 : 4;
	at += 8 + (longer ? 4 : 0); /* mode, time */
	if (at >= n || at + 1 + h[at] + CHECKSUM > n)
		return unpack_bad(u, "its header is damaged");
	u->in->pos += at + 1 + h[at] + CHECKSUM;
	return 0;
}

enum { LZO_BLOCK = 256 << 10 };

/* A block of SIZE bytes; 1 in *LAST if it was the end. */
static int lzo_chunk(struct unpack *u, unsigned char *mem, bool *last)
{
	unsigned char h[8], *out = mem + LZO_BLOCK;
	struct block b = {mem, mem, out, out, out};
	uint32_t size, packed;
	int ret = unpack_take(u, h, 4);

	if (ret)
		return ret;
	size = be32_get(h);
	*last = !size;
	if (*last)
		return 0;
	ret = unpack_take(u, h, 8);
	if (ret)
		return ret;
	packed = be32_get(h);
	if (size > LZO_BLOCK || !packed || packed > size)
		return unpack_bad(u, "its data is damaged");
	ret = unpack_take(u, packed == size ? out : mem, packed);
	if (ret)
		return ret;
	b.in_end += packed;
	b.out_end += size;
	if (packed < size && (!lzo_block(&b) || b.out != b.out_end))
		return unpack_bad(u, "its data is damaged");
	return u->sink(u->ctx, out, size, u->err);
}

int unpack_lzo(struct unpack *u)
{
	unsigned char *mem = malloc((size_t)2 * LZO_BLOCK);
	bool last = false;
	int ret = mem ? lzo_header(u) : error_memory(u->err);

	while (!ret && !last)
		ret = lzo_chunk(u, mem, &last);
	free(mem);
	return ret;
}
