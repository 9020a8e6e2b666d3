/* SPDX-License-Identifier: MIT */
/* What one compressed format gives to pack.c. */
#ifndef PACK_FORMAT_H
#define PACK_FORMAT_H

#include <stdbool.h>

#include "pack.h"

enum { PACK_OUT = 1 << 16 };

struct packer {
	const struct pack_ops *ops;
	void *state;
	pack_sink *sink;
	void *ctx;
	unsigned char out[PACK_OUT];
};

struct pack_ops {
	const char *name;
	int min, max, def; /* levels */
	/* sets p->state; level and threads are resolved */
	int (*open)(struct packer *p, const struct pack_options *o, struct error *err);
	/*
	 * Goes on with the *LEN bytes at *IN, of which it leaves what it did not take, and
	 * puts *MADE bytes into p->out. END: nothing follows them; then 1 if all is out.
	 */
	int (*step)(struct packer *p, const unsigned char **in, size_t *len, bool end, size_t *made,
		    struct error *err);
	void (*free)(struct packer *p);
};

extern const struct pack_ops pack_gzip_ops, pack_xz_ops, pack_zstd_ops;

#endif
