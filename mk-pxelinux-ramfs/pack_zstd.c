// SPDX-License-Identifier: MIT
/*
 * zstd, RFC 8878. The window is at most 2^27 bytes, as the kernel's decoder has
 * it (linux/lib/decompress_unzstd.c: ZSTD_WINDOWSIZE_MAX). Without workers
 * libzstd gives other bytes than with any number of them, so there is always one.
 */
#include <zstd.h>

#include "bytes.h"
#include "pack_format.h"

enum { WINDOW_LOG = 23 };

static int zs_open(struct packer *p, const struct pack_options *o, struct error *err)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();

	if (!c)
		return error_memory(err);
	ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, o->level);
	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, WINDOW_LOG);
	if (ZSTD_isError(ZSTD_CCtx_setParameter(c, ZSTD_c_nbWorkers, (int)o->threads))) {
		ZSTD_freeCCtx(c);
		return error_set(err, NULL,
				 "this libzstd has no threads, and so would write other bytes; "
				 "choose another compression");
	}
	p->state = c;
	return 0;
}

static int zs_step(struct packer *p, const unsigned char **in, size_t *len, bool end, size_t *made,
		   struct error *err)
{
	ZSTD_inBuffer i = {*in, *len, 0};
	ZSTD_outBuffer o = {p->out, PACK_OUT, 0};
	size_t left = ZSTD_compressStream2(p->state, &o, &i, end ? ZSTD_e_end : ZSTD_e_continue);

	if (ZSTD_isError(left))
		return error_set(err, NULL, "zstd failed: %s", ZSTD_getErrorName(left));
	*in += i.pos;
	*len -= i.pos;
	*made = o.pos;
	return !left;
}

static void zs_free(struct packer *p)
{
	ZSTD_freeCCtx(p->state);
}

const struct pack_ops pack_zstd_ops = {"zstd", 1, 19, 19, zs_open, zs_step, zs_free};
