// SPDX-License-Identifier: MIT
#include "unpack_stream.h"

#include <bzlib.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "byteorder.h"

enum { OUT = 131072 };

int unpack_bad(struct unpack *u, const char *why)
{
	u->why = why;
	return UNPACK_BAD;
}

int unpack_cut(struct unpack *u)
{
	return unpack_bad(u, "it is cut short");
}

int unpack_more(struct unpack *u)
{
	if (input_fill(u->in, 1, u->err))
		return -1;
	return u->in->pos == u->in->len ? unpack_cut(u) : 0;
}

int unpack_take(struct unpack *u, void *buf, size_t len)
{
	return input_left(u->in) < len ? unpack_cut(u) : input_take(u->in, buf, len, u->err);
}

/* Passes a name, up to and with its NUL. */
static int pass_name(struct unpack *u)
{
	int ret;

	while (!(ret = unpack_more(u)))
		if (!u->in->buf[u->in->pos++])
			break;
	return ret;
}

/* RFC 1952, 2.3: the kernel skips a file name and nothing else. */
static int gzip_header(struct unpack *u)
{
	enum { HEADER = 10, HCRC = 2, EXTRA = 4, NAME = 8, COMMENT = 16 };
	unsigned char h[HEADER];
	int ret = unpack_take(u, h, HEADER);

	if (ret)
		return ret;
	if (h[1] != 0x8b || h[2] != 8)
		return unpack_bad(u, "it is not the form of gzip that kernels unpack");
	if (h[3] & (HCRC | EXTRA | COMMENT))
		return unpack_bad(u, "its gzip header has a comment, an extra field or a checksum, "
				     "which no kernel skips; use gzip -n");
	return h[3] & NAME ? pass_name(u) : 0;
}

static int gzip_data(struct unpack *u, z_stream *z, unsigned char *out, uint32_t *crc)
{
	struct input *in = u->in;
	int ret = Z_OK, rc = 0;

	while (ret == Z_OK && !rc) {
		if (input_fill(in, 1, u->err))
			return -1;
		z->next_in = in->buf + in->pos;
		z->avail_in = (unsigned int)(in->len - in->pos);
		z->next_out = out;
		z->avail_out = OUT;
		ret = inflate(z, Z_NO_FLUSH);
		in->pos = in->len - z->avail_in;
		*crc = (uint32_t)crc32(*crc, out, OUT - z->avail_out);
		if (z->avail_out < OUT)
			rc = u->sink(u->ctx, out, OUT - z->avail_out, u->err);
	}
	if (rc || ret == Z_STREAM_END)
		return rc;
	if (ret == Z_MEM_ERROR)
		return error_memory(u->err);
	return ret == Z_BUF_ERROR ? unpack_cut(u) : unpack_bad(u, "its data is damaged");
}

/* The kernel does not compare the two numbers at the end, but needs them to be there. */
static int gunzip(struct unpack *u)
{
	unsigned char *out = malloc(OUT), tail[8];
	z_stream z = {0};
	uint32_t crc = 0;
	int ret = gzip_header(u);

	if (!ret && (!out || inflateInit2(&z, -MAX_WBITS) != Z_OK))
		ret = error_memory(u->err);
	if (!ret) {
		ret = gzip_data(u, &z, out, &crc);
		inflateEnd(&z);
	}
	free(out);
	if (!ret)
		ret = unpack_take(u, tail, sizeof(tail));
	if (ret)
		return ret;
	if (le32_get(tail) != crc || le32_get(tail + 4) != (uint32_t)z.total_out)
		return unpack_bad(u, "its data is damaged: the checksum does not match");
	return 0;
}

/* Windows of up to 128 MiB, as ZSTD_decompressStream() has them in the kernel, too. */
static int unzstd(struct unpack *u)
{
	ZSTD_DCtx *d = ZSTD_createDCtx();
	unsigned char *out = malloc(OUT);
	size_t left = 1;
	int ret = d && out ? 0 : error_memory(u->err);

	while (left && !ret) {
		ZSTD_outBuffer o = {out, OUT, 0};
		ZSTD_inBuffer i = {u->in->buf, 0, 0};

		ret = input_fill(u->in, 1, u->err);
		if (ret)
			break;
		i.pos = u->in->pos;
		i.size = u->in->len;
		left = ZSTD_decompressStream(d, &o, &i);
		if (ZSTD_isError(left))
			ret = ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge
				      ? unpack_bad(u,
						   "its window is larger than 128 MiB; leave out "
						   "--long, or give --long=27 at most")
				      : unpack_bad(u, "its data is damaged");
		else if (left && i.pos == u->in->pos && !o.pos)
			ret = unpack_cut(u);
		u->in->pos = i.pos;
		if (o.pos && !ret)
			ret = u->sink(u->ctx, out, o.pos, u->err);
	}
	ZSTD_freeDCtx(d);
	free(out);
	return ret;
}

static int bzip2_data(struct unpack *u, bz_stream *b, char *out)
{
	struct input *in = u->in;
	int ret = BZ_OK, rc = 0;

	while (ret == BZ_OK && !rc) {
		if (input_fill(in, 1, u->err))
			return -1;
		b->next_in = (char *)in->buf + in->pos;
		b->avail_in = (unsigned int)(in->len - in->pos);
		b->next_out = out;
		b->avail_out = OUT;
		ret = BZ2_bzDecompress(b);
		if (ret == BZ_OK && in->pos == in->len && b->avail_out == OUT)
			return unpack_cut(u);
		in->pos = in->len - b->avail_in;
		if (b->avail_out < OUT)
			rc = u->sink(u->ctx, out, OUT - b->avail_out, u->err);
	}
	if (rc || ret == BZ_STREAM_END)
		return rc;
	return ret == BZ_MEM_ERROR ? error_memory(u->err) : unpack_bad(u, "its data is damaged");
}

static int bunzip2(struct unpack *u)
{
	enum { RANDOMISED = 14 };
	bz_stream b = {0};
	char *out;
	int ret;

	if (input_fill(u->in, RANDOMISED + 1, u->err))
		return -1;
	/* blocks as bzip2 0.9.0 wrote them, in 1998 */
	if (u->in->len - u->in->pos > RANDOMISED && u->in->buf[u->in->pos + RANDOMISED] & 0x80 &&
	    u->in->buf[u->in->pos + 4] == 0x31)
		return unpack_bad(u, "it was made by a bzip2 that is too old for kernels");
	out = malloc(OUT);
	if (!out || BZ2_bzDecompressInit(&b, 0, 0) != BZ_OK) {
		free(out);
		return error_memory(u->err);
	}
	ret = bzip2_data(u, &b, out);
	BZ2_bzDecompressEnd(&b);
	free(out);
	return ret;
}

/* in the order of enum unpack_format */
static const struct {
	const char *name;
	unsigned char magic[2];
	int (*run)(struct unpack *u);
} formats[] = {
	{"", {0, 0}, NULL},
	{"gzip", {0x1f, 0x8b}, gunzip},
	{"xz", {0xfd, 0x37}, unpack_xz},
	{"zstd", {0x28, 0xb5}, unzstd},
	{"lzma", {0x5d, 0x00}, unpack_lzma},
	{"bzip2", {0x42, 0x5a}, bunzip2},
	{"lz4", {0x02, 0x21}, unpack_lz4},
	{"lzo", {0x89, 0x4c}, unpack_lzo},
};
enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

const char *unpack_name(enum unpack_format f)
{
	return formats[f].name;
}

enum unpack_format unpack_kernel_detect(const unsigned char *p, size_t len)
{
	for (int f = UNPACK_GZIP; len >= 2 && f < FORMATS; f++)
		if (!memcmp(p, formats[f].magic, 2))
			return (enum unpack_format)f;
	return UNPACK_NONE;
}

/*
 * A .lzma file has no magic: properties as everybody sets them, a dictionary of 2^n
 * or 2^n + 2^(n - 1) bytes, and a size that is not told or below 256 GiB.
 */
static bool is_lzma(const unsigned char *p, size_t len)
{
	uint32_t dict;

	if (len < 14 || p[0] != 0x5d)
		return false;
	dict = le32_get(p + 1);
	if (dict < 4096 ||
	    ((dict & (dict - 1)) && (dict / 3 * 3 != dict || ((dict / 3) & (dict / 3 - 1)))))
		return false;
	return !memcmp(p + 5, "\xff\xff\xff\xff\xff\xff\xff\xff", 8) ||
	       (!p[12] && !p[11] && !p[10] && p[9] < 64);
}

enum unpack_format unpack_detect(const unsigned char *p, size_t len)
{
	enum unpack_format f = unpack_kernel_detect(p, len);
	bool is = f == UNPACK_GZIP    ? len >= 3 && p[2] == 8
		  : f == UNPACK_XZ    ? len >= 6 && !memcmp(p, "\xfd\x37zXZ\0", 6)
		  : f == UNPACK_ZSTD  ? len >= 4 && !memcmp(p, "\x28\xb5\x2f\xfd", 4)
		  : f == UNPACK_LZMA  ? is_lzma(p, len)
		  : f == UNPACK_BZIP2 ? len >= 10 && !memcmp(p + 4, "1AY&SY", 6)
		  : f == UNPACK_LZ4   ? len >= 12 && !memcmp(p, "\x02\x21\x4c\x18", 4)
				      : len >= 9 && !memcmp(p, "\x89LZO\0\r\n\x1a\n", 9);

	return is ? f : UNPACK_NONE;
}

int unpack_run(struct unpack *u, enum unpack_format f)
{
	u->why = NULL;
	return formats[f].run(u);
}

struct collected {
	struct bytes *out;
	uint64_t left, limit;
	const char *name;
};

static int collect(void *ctx, const void *p, size_t len, struct error *err)
{
	struct collected *c = ctx;

	if (len > c->left)
		return error_set(err, c->name, "unpacks to more than %llu bytes",
				 (unsigned long long)c->limit);
	c->left -= len;
	return bytes_append(c->out, p, len) ? error_memory(err) : 0;
}

int unpack_stream(enum unpack_format f, const unsigned char *p, size_t len, size_t *used,
		  struct bytes *out, uint64_t limit, const char *name, struct error *err)
{
	struct collected c = {out, limit, limit, name};
	struct source from = source_memory(p, len);
	struct input *in = malloc(sizeof(*in));
	struct unpack u = {.in = in, .sink = collect, .ctx = &c, .lenient = true, .err = err};
	int ret;

	if (!in)
		return error_memory(err);
	input_start(in, &from, 0);
	ret = unpack_run(&u, f);
	*used = (size_t)input_at(in);
	free(in);
	if (ret == UNPACK_BAD)
		return error_set(err, name, "does not unpack as %s: %s", unpack_name(f), u.why);
	return ret;
}

int unpack_file(struct bytes *b, const char *name, struct error *err)
{
	enum unpack_format f = unpack_detect(b->data, b->len);
	struct bytes out = {0};
	size_t at = 0, used = 0;

	if (f == UNPACK_NONE)
		return 0;
	/* several streams one after the other are one file to all of the tools */
	while (at < b->len && unpack_detect(b->data + at, b->len - at) == f) {
		if (unpack_stream(f, b->data + at, b->len - at, &used, &out, BYTES_FILE_MAX, name,
				  err)) {
			bytes_free(&out);
			return -1;
		}
		at += used;
	}
	bytes_free(b);
	*b = out;
	return 0;
}
