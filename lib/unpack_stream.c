// SPDX-License-Identifier: MIT
#include "unpack_stream.h"

#include <lzma.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "byteorder.h"
#include "unpack_lib.h"

enum { STEP = 1 << 20 };
/* decoders may take this much memory; the kernel's own limits are lower */
#define MEMORY_LIMIT (UINT64_C(256) << 20)

static const char *const names[] = {"", "gzip", "xz", "zstd", "lzma", "bzip2", "LZ4"};

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
	size_t used;

	if (len >= 6 && !memcmp(p, "\xfd\x37zXZ\0", 6))
		return UNPACK_XZ;
	if (len >= 4 && !memcmp(p, "\x28\xb5\x2f\xfd", 4))
		return UNPACK_ZSTD;
	if (len >= 3 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8)
		return UNPACK_GZIP;
	if (is_lzma(p, len))
		return UNPACK_LZMA;
	if (unpack_is_bzip2(p, len))
		return UNPACK_BZIP2;
	return unpack_lz4_extent(p, len, &used) ? UNPACK_LZ4 : UNPACK_NONE;
}

static int damaged(const char *name, enum unpack_format f, struct error *err)
{
	return error_set(err, name, "is damaged or cut short: its %s data does not unpack",
			 names[f]);
}

/* Room for the next piece of output, within the limit. */
static int room(struct bytes *out, size_t start, uint64_t limit, const char *name,
		struct error *err)
{
	if (out->len - start >= limit)
		return error_set(err, name, "unpacks to more than %llu bytes",
				 (unsigned long long)limit);
	if (out->cap < out->len + 4096 && bytes_reserve(out, out->cap < STEP ? STEP : out->cap))
		return error_memory(err);
	return 0;
}

static int from_xz(enum unpack_format f, const unsigned char *p, size_t len, size_t *used,
		   struct bytes *out, uint64_t limit, const char *name, struct error *err)
{
	lzma_stream s = LZMA_STREAM_INIT;
	lzma_ret ret = f == UNPACK_XZ ? lzma_stream_decoder(&s, MEMORY_LIMIT, 0)
				      : lzma_alone_decoder(&s, MEMORY_LIMIT);
	size_t start = out->len;
	int bad = 0;

	s.next_in = p;
	s.avail_in = len;
	while (ret == LZMA_OK && !bad) {
		bad = room(out, start, limit, name, err);
		if (bad)
			break;
		s.next_out = out->data + out->len;
		s.avail_out = out->cap - out->len - 1;
		ret = lzma_code(&s, LZMA_FINISH);
		out->len = (size_t)(s.next_out - out->data);
	}
	*used = len - s.avail_in;
	lzma_end(&s);
	if (!bad && ret != LZMA_STREAM_END)
		bad = ret == LZMA_MEM_ERROR ? error_memory(err) : damaged(name, f, err);
	return bad;
}

static int from_gzip(const unsigned char *p, size_t len, size_t *used, struct bytes *out,
		     uint64_t limit, const char *name, struct error *err)
{
	z_stream s = {0};
	size_t start = out->len, fed = 0;
	int ret = Z_OK, bad = 0;

	if (inflateInit2(&s, MAX_WBITS + 16) != Z_OK)
		return error_memory(err);
	while (ret == Z_OK && !bad) {
		size_t space;

		bad = room(out, start, limit, name, err);
		if (bad)
			break;
		if (!s.avail_in) {
			s.next_in = (unsigned char *)(uintptr_t)(p + fed);
			s.avail_in = (unsigned int)(len - fed < 1 << 30 ? len - fed : 1 << 30);
			fed += s.avail_in;
		}
		space = out->cap - out->len - 1;
		s.next_out = out->data + out->len;
		s.avail_out = (unsigned int)(space < 1 << 30 ? space : 1 << 30);
		ret = inflate(&s, Z_NO_FLUSH);
		out->len = (size_t)(s.next_out - out->data);
	}
	*used = fed - s.avail_in;
	inflateEnd(&s);
	if (!bad && ret != Z_STREAM_END)
		bad = damaged(name, UNPACK_GZIP, err);
	return bad;
}

static int from_zstd(const unsigned char *p, size_t len, size_t *used, struct bytes *out,
		     uint64_t limit, const char *name, struct error *err)
{
	ZSTD_DCtx *d = ZSTD_createDCtx();
	ZSTD_inBuffer in = {p, len, 0};
	size_t start = out->len, left = 1;
	int bad = 0;

	if (!d)
		return error_memory(err);
	while (left && !bad) {
		ZSTD_outBuffer o;
		size_t before = in.pos;

		bad = room(out, start, limit, name, err);
		if (bad)
			break;
		o = (ZSTD_outBuffer){out->data + out->len, out->cap - out->len - 1, 0};
		left = ZSTD_decompressStream(d, &o, &in);
		out->len += o.pos;
		if (ZSTD_isError(left) || (left && in.pos == before && !o.pos))
			bad = damaged(name, UNPACK_ZSTD, err);
	}
	*used = in.pos;
	ZSTD_freeDCtx(d);
	return bad;
}

static int from_lib(enum unpack_format f, const unsigned char *p, size_t len, size_t *used,
		    struct bytes *out, uint64_t limit, const char *name, struct error *err)
{
	struct error why = {0};

	*used = len;
	if (f == UNPACK_LZ4 && !unpack_lz4_extent(p, len, used))
		return damaged(name, f, err);
	if (!unpack_lib(p, *used, used, out, limit, name, &why))
		return 0;
	if (!why.message[0])
		return damaged(name, f, err);
	if (err)
		*err = why;
	return -1;
}

int unpack_stream(enum unpack_format f, const unsigned char *p, size_t len, size_t *used,
		  struct bytes *out, uint64_t limit, const char *name, struct error *err)
{
	int ret;

	if (f == UNPACK_XZ || f == UNPACK_LZMA)
		ret = from_xz(f, p, len, used, out, limit, name, err);
	else if (f == UNPACK_GZIP)
		ret = from_gzip(p, len, used, out, limit, name, err);
	else if (f == UNPACK_ZSTD)
		ret = from_zstd(p, len, used, out, limit, name, err);
	else if (f == UNPACK_BZIP2 || f == UNPACK_LZ4)
		ret = from_lib(f, p, len, used, out, limit, name, err);
	else
		return error_set(err, name, "is not compressed");
	if (out->data)
		out->data[out->len] = 0;
	return ret;
}

int unpack_file(struct bytes *b, const char *name, struct error *err)
{
	enum unpack_format f = unpack_detect(b->data, b->len);
	struct bytes out = {0};
	size_t at = 0, used = 0;

	if (f == UNPACK_NONE)
		return 0;
	/* several streams one behind the other are one file to all three tools */
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
