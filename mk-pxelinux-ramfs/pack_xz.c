// SPDX-License-Identifier: MIT
/*
 * xz with CRC32, the only check that the kernel's decoder knows besides none
 * (linux/lib/decompress_unxz.c). Always liblzma's threaded encoder: at one block
 * size it gives the same bytes for any number of threads, other bytes than the
 * plain encoder.
 */
#include <lzma.h>
#include <stdlib.h>

#include "bytes.h"
#include "pack_format.h"

#define MIB UINT64_C(1048576)
enum { BLOCK_MIB = 12 };

struct xz {
	lzma_stream s;
	lzma_options_lzma lzma;
};

/*
 * Small archives compress best as one block. Larger ones become an even number
 * of equal blocks, so that two cores end at the same time; blocks of two thirds
 * of this would be 0.6 % larger in sum, and no faster.
 */
static uint64_t block_size(uint64_t total)
{
	uint64_t pairs;

	if (total <= BLOCK_MIB * MIB)
		return total < 4096 ? 4096 : total;
	pairs = (total + 2 * BLOCK_MIB * MIB - 1) / (2 * BLOCK_MIB * MIB);
	return (total + 2 * pairs - 1) / (2 * pairs);
}

static int xz_open(struct packer *p, const struct pack_options *o, struct error *err)
{
	struct xz *x = calloc(1, sizeof(*x));
	lzma_filter filters[] = {{LZMA_FILTER_LZMA2, x ? &x->lzma : NULL},
				 {LZMA_VLI_UNKNOWN, NULL}};
	lzma_mt mt = {.threads = o->threads,
		      .block_size = block_size(o->total),
		      .filters = filters,
		      .check = LZMA_CHECK_CRC32};
	lzma_ret ret;

	if (!x)
		return error_memory(err);
	/* -9's dictionary would make the booting machine allocate 64 MiB for nothing */
	if (lzma_lzma_preset(&x->lzma, (uint32_t)o->level)) {
		free(x);
		return error_set(err, NULL, "xz knows no level %d", o->level);
	}
	if (x->lzma.dict_size > 8 * MIB)
		x->lzma.dict_size = 8 * MIB;
	/* s390 instructions are 2, 4 or 6 bytes at even addresses: half a percent less */
	x->lzma.lp = 1;
	x->lzma.pb = 1;
	ret = lzma_stream_encoder_mt(&x->s, &mt);
	if (ret != LZMA_OK) {
		free(x);
		return ret == LZMA_MEM_ERROR
			       ? error_memory(err)
			       : error_set(err, NULL, "xz cannot be started (%d)", ret);
	}
	p->state = x;
	return 0;
}

static int run(struct packer *p, lzma_action action, struct error *err)
{
	struct xz *x = p->state;
	lzma_ret ret;

	do {
		size_t n;

		x->s.next_out = p->out;
		x->s.avail_out = PACK_OUT;
		ret = lzma_code(&x->s, action);
		n = PACK_OUT - x->s.avail_out;
		if (ret != LZMA_OK && ret != LZMA_STREAM_END)
			return ret == LZMA_MEM_ERROR ? error_memory(err)
						     : error_set(err, NULL, "xz failed (%d)", ret);
		if (n && p->sink(p->ctx, p->out, n, err))
			return -1;
	} while (action == LZMA_FINISH ? ret != LZMA_STREAM_END : x->s.avail_in > 0);
	return 0;
}

static int xz_write(struct packer *p, const void *buf, size_t len, struct error *err)
{
	struct xz *x = p->state;

	if (!len) /* twice no progress is an error to liblzma */
		return 0;
	x->s.next_in = buf;
	x->s.avail_in = len;
	return run(p, LZMA_RUN, err);
}

static int xz_finish(struct packer *p, struct error *err)
{
	return run(p, LZMA_FINISH, err);
}

static void xz_free(struct packer *p)
{
	struct xz *x = p->state;

	lzma_end(&x->s);
	free(x);
}

const struct pack_ops pack_xz_ops = {"xz", 0, 9, 6, xz_open, xz_write, xz_finish, xz_free};
