// SPDX-License-Identifier: MIT
/* gzip without name and time, RFC 1952: the bytes depend on the input only. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "bytes.h"
#include "pack_format.h"

struct gz {
	z_stream s;
	gz_header head;
};

static int gz_open(struct packer *p, const struct pack_options *o, struct error *err)
{
	struct gz *g = calloc(1, sizeof(*g));

	if (!g)
		return error_memory(err);
	g->head.os = 3; /* Unix, whatever this is built on */
	if (deflateInit2(&g->s, o->level, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY) !=
	    Z_OK) {
		free(g);
		return error_memory(err);
	}
	deflateSetHeader(&g->s, &g->head);
	p->state = g;
	return 0;
}

static int gz_step(struct packer *p, const unsigned char **in, size_t *len, bool end, size_t *made,
		   struct error *err)
{
	struct gz *g = p->state;
	size_t n = *len < 1 << 30 ? *len : 1 << 30;
	int ret;

	g->s.next_in = (unsigned char *)(uintptr_t)*in;
	g->s.avail_in = (unsigned int)n;
	g->s.next_out = p->out;
	g->s.avail_out = PACK_OUT;
	ret = deflate(&g->s, end ? Z_FINISH : Z_NO_FLUSH);
	if (ret == Z_STREAM_ERROR)
		return error_set(err, NULL, "gzip failed");
	*in += n - g->s.avail_in;
	*len -= n - g->s.avail_in;
	*made = PACK_OUT - g->s.avail_out;
	return ret == Z_STREAM_END;
}

static void gz_free(struct packer *p)
{
	struct gz *g = p->state;

	deflateEnd(&g->s);
	free(g);
}

const struct pack_ops pack_gzip_ops = {"gzip", 1, 9, 6, gz_open, gz_step, gz_free};
