// SPDX-License-Identifier: MIT
/*
 * xz and lzma. An xz stream is taken apart here, block by block (xz-file-format.txt), as
 * liblzma takes more of it than kernels do (linux/lib/xz/xz_dec_stream.c).
 */
#include <lzma.h>
#include <stdlib.h>
#include <string.h>

#include "unpack_stream.h"

enum { OUT = 131072 };
/* the kernel has no limit of its own; a dictionary is at most 1.5 GiB */
#define MEMORY_LIMIT (UINT64_C(2) << 30)

static int judge(struct unpack *u, lzma_ret ret)
{
	if (ret == LZMA_OK || ret == LZMA_STREAM_END)
		return 0;
	if (ret == LZMA_MEM_ERROR)
		return error_memory(u->err);
	if (ret == LZMA_MEMLIMIT_ERROR)
		return unpack_bad(u, "its dictionary needs more than 2 GiB of memory");
	return ret == LZMA_BUF_ERROR ? unpack_cut(u) : unpack_bad(u, "its data is damaged");
}

/* Runs S to its end, at most STEP bytes of input at a time; STOP: so much output is all. */
static int decode(struct unpack *u, lzma_stream *s, size_t step, uint64_t stop)
{
	unsigned char *out = malloc(OUT);
	struct input *in = u->in;
	lzma_ret ret = LZMA_OK;
	int rc = out ? 0 : error_memory(u->err);

	while (!rc && ret == LZMA_OK && s->total_out < stop) {
		rc = input_fill(in, 1, u->err);
		if (rc)
			break;
		s->next_in = in->buf + in->pos;
		s->avail_in = in->len - in->pos < step ? in->len - in->pos : step;
		s->next_out = out;
		s->avail_out = OUT;
		ret = lzma_code(s, LZMA_RUN);
		in->pos = (size_t)(s->next_in - in->buf);
		if (s->avail_out < OUT)
			rc = u->sink(u->ctx, out, OUT - s->avail_out, u->err);
	}
	free(out);
	return rc ? rc : judge(u, ret);
}

struct xz {
	lzma_stream_flags flags;
	lzma_index_hash *index;
};

static int xz_header(struct unpack *u, struct xz *x)
{
	unsigned char h[LZMA_STREAM_HEADER_SIZE];
	int ret = unpack_take(u, h, sizeof(h));

	if (ret)
		return ret;
	if (lzma_stream_header_decode(&x->flags, h) != LZMA_OK)
		return unpack_bad(u, "its header is damaged");
	if (x->flags.check > LZMA_CHECK_CRC32 && !u->lenient)
		return unpack_bad(u, "no kernel knows its kind of check; use xz --check=crc32");
	return 0;
}

static bool only_lzma2(const lzma_filter *f)
{
	return f[0].id == LZMA_FILTER_LZMA2 && f[1].id == LZMA_VLI_UNKNOWN;
}

static int xz_block(struct unpack *u, struct xz *x)
{
	lzma_filter filters[LZMA_FILTERS_MAX + 1];
	unsigned char h[LZMA_BLOCK_HEADER_SIZE_MAX];
	lzma_block b = {.version = 0, .check = x->flags.check, .filters = filters};
	lzma_stream s = LZMA_STREAM_INIT;
	lzma_ret ret;
	int rc;

	b.header_size = lzma_block_header_size_decode(u->in->buf[u->in->pos]);
	rc = unpack_take(u, h, b.header_size);
	if (rc)
		return rc;
	ret = lzma_block_header_decode(&b, NULL, h);
	if (ret != LZMA_OK)
		return ret == LZMA_OPTIONS_ERROR
			       ? unpack_bad(u, "it has a filter that kernels do not know")
			       : judge(u, ret);
	if (!only_lzma2(filters) && !u->lenient)
		rc = unpack_bad(u, "it has a filter other than LZMA2, which kernels do not know");
	else if (lzma_raw_decoder_memusage(filters) > MEMORY_LIMIT)
		rc = judge(u, LZMA_MEMLIMIT_ERROR);
	else
		rc = judge(u, lzma_block_decoder(&s, &b));
	if (!rc)
		rc = decode(u, &s, INPUT_WINDOW, UINT64_MAX);
	if (!rc)
		rc = judge(u, lzma_index_hash_append(x->index, lzma_block_unpadded_size(&b),
						     b.uncompressed_size));
	lzma_end(&s);
	for (size_t i = 0; filters[i].id != LZMA_VLI_UNKNOWN; i++)
		free(filters[i].options);
	return rc;
}

static int xz_index(struct unpack *u, struct xz *x)
{
	lzma_ret ret = LZMA_OK;
	int rc;

	while (ret == LZMA_OK) {
		rc = unpack_more(u);
		if (rc)
			return rc;
		ret = lzma_index_hash_decode(x->index, u->in->buf, &u->in->pos, u->in->len);
	}
	return judge(u, ret);
}

static int xz_footer(struct unpack *u, struct xz *x)
{
	unsigned char h[LZMA_STREAM_HEADER_SIZE];
	lzma_stream_flags f;
	int ret = unpack_take(u, h, sizeof(h));

	if (ret)
		return ret;
	if (lzma_stream_footer_decode(&f, h) != LZMA_OK ||
	    lzma_stream_flags_compare(&x->flags, &f) != LZMA_OK ||
	    f.backward_size != lzma_index_hash_size(x->index))
		return unpack_bad(u, "its end is damaged");
	return 0;
}

static int xz_blocks(struct unpack *u, struct xz *x)
{
	int ret = unpack_more(u);

	while (!ret && u->in->buf[u->in->pos]) {
		ret = xz_block(u, x);
		if (!ret)
			ret = unpack_more(u);
	}
	return ret;
}

int unpack_xz(struct unpack *u)
{
	struct xz x = {.index = lzma_index_hash_init(NULL, NULL)};
	int ret = x.index ? xz_header(u, &x) : error_memory(u->err);

	if (!ret)
		ret = xz_blocks(u, &x);
	if (!ret)
		ret = xz_index(u, &x);
	if (!ret)
		ret = xz_footer(u, &x);
	lzma_index_hash_end(x.index, NULL);
	return ret;
}

/*
 * A stream that tells its size ends for the kernel with its last byte, and what an encoder
 * put after that is not passed: so the input is then given byte by byte.
 */
int unpack_lzma(struct unpack *u)
{
	enum { HEADER = 13, SIZE = 5, CODER = 5 };
	lzma_stream s = LZMA_STREAM_INIT;
	uint64_t size = 0;
	int ret;

	if (input_fill(u->in, HEADER, u->err))
		return -1;
	if (u->in->len - u->in->pos < HEADER)
		return unpack_cut(u);
	for (int i = HEADER; i-- > SIZE;)
		size = size << 8 | u->in->buf[u->in->pos + (size_t)i];
	/* of nothing the kernel still reads what its decoder starts with */
	if (!size)
		return unpack_take(u, (unsigned char[HEADER + CODER]){0}, HEADER + CODER);
	ret = judge(u, lzma_alone_decoder(&s, MEMORY_LIMIT));
	if (!ret)
		ret = decode(u, &s, size == UINT64_MAX ? INPUT_WINDOW : 1, size);
	lzma_end(&s);
	return ret;
}
