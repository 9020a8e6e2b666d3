/* SPDX-License-Identifier: MIT */
/*
 * Compression of the archive, in forms that the kernel unpacks
 * (linux/lib/decompress_*.c). The bytes do not depend on the number of threads.
 */
#ifndef PACK_H
#define PACK_H

#include <stdint.h>

#include "error.h"

enum pack_format { PACK_NONE, PACK_GZIP, PACK_XZ, PACK_ZSTD, PACK_FORMATS };

struct pack_options {
	enum pack_format format;
	int level;	      /* -1: the format's default */
	unsigned int threads; /* 0: as many as there are cores */
	uint64_t total;	      /* how many bytes will come; chooses the block size */
};

typedef int pack_sink(void *ctx, const void *buf, size_t len, struct error *err);

struct packer;

const char *pack_name(enum pack_format f);
/* -1 for a name that is none. */
int pack_parse(const char *name, enum pack_format *f);
/* The range of levels and the default. */
void pack_levels(enum pack_format f, int *min, int *max, int *def);

/* *P is set on success only. SINK is called with what comes out. */
int pack_open(struct packer **p, const struct pack_options *o, pack_sink *sink, void *ctx,
	      struct error *err);
int pack_write(struct packer *p, const void *buf, size_t len, struct error *err);
/* Writes what is left. pack_free() is still needed. */
int pack_finish(struct packer *p, struct error *err);
void pack_free(struct packer *p);

#endif
