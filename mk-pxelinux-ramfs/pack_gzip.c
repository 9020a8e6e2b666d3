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

static int run(struct packer *p, int flush, struct error *err)
{
	struct gz *g = p->state;
	int ret;

	do {
		size_t n;

		g->s.next_out = p->out;
		g->s.avail_out = PACK_OUT;
		ret = deflate(&g->s, flush);
		n = PACK_OUT - g->s.avail_out;
		if (ret == Z_STREAM_ERROR)
			return error_set(err, NULL, "gzip failed");
		if (n && p->sink(p->ctx, p->out, n, err))
			return -1;
	} while (flush == Z_FINISH ? ret != Z_STREAM_END : g->s.avail_out == 0);
	return 0;
}

static int gz_write(struct packer *p, const void *buf, size_t len, struct error *err)
{
	struct gz *g = p->state;
	const unsigned char *b = buf;

	while (len) {
		size_t n = len < 1 << 30 ? len : 1 << 30;

		g->s.next_in = (unsigned char *)(uintptr_t)b;
		g->s.avail_in = (unsigned int)n;
		if (run(p, Z_NO_FLUSH, err))
			return -1;
		b += n;
		len -= n;
	}
	return 0;
}

static int gz_finish(struct packer *p, struct error *err)
{
	struct gz *g = p->state;

	g->s.avail_in = 0;
	return run(p, Z_FINISH, err);
}

static void gz_free(struct packer *p)
{
	struct gz *g = p->state;

	deflateEnd(&g->s);
	free(g);
}

const struct pack_ops pack_gzip_ops = {"gzip", 1, 9, 6, gz_open, gz_write, gz_finish, gz_free};
