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
		return error_set(err, NULL, "xz has no level %d", o->level);
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

static int xz_step(struct packer *p, const unsigned char **in, size_t *len, bool end, size_t *made,
		   struct error *err)
{
	struct xz *x = p->state;
	lzma_ret ret;

	x->s.next_in = *in;
	x->s.avail_in = *len;
	x->s.next_out = p->out;
	x->s.avail_out = PACK_OUT;
	ret = lzma_code(&x->s, end ? LZMA_FINISH : LZMA_RUN);
	if (ret != LZMA_OK && ret != LZMA_STREAM_END)
		return ret == LZMA_MEM_ERROR ? error_memory(err)
					     : error_set(err, NULL, "xz failed (%d)", ret);
	*in = x->s.next_in;
	*len = x->s.avail_in;
	*made = PACK_OUT - x->s.avail_out;
	return ret == LZMA_STREAM_END;
}

static void xz_free(struct packer *p)
{
	struct xz *x = p->state;

	lzma_end(&x->s);
	free(x);
}

const struct pack_ops pack_xz_ops = {"xz", 0, 9, 6, xz_open, xz_step, xz_free};
