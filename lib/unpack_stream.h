/* SPDX-License-Identifier: MIT */
/*
 * Unpacking of what kernels unpack: Linux lib/decompress.c and the lib/decompress_*.c
 * that it names are the specification. One stream at a time, from a source to a
 * function; nothing but the format's own window is kept in memory.
 */
#ifndef UNPACK_STREAM_H
#define UNPACK_STREAM_H

#include <stdbool.h>

#include "bytes.h"
#include "error.h"
#include "input.h"

enum unpack_format {
	UNPACK_NONE,
	UNPACK_GZIP,
	UNPACK_XZ,
	UNPACK_ZSTD,
	UNPACK_LZMA,
	UNPACK_BZIP2,
	UNPACK_LZ4, /* the legacy form, lz4 -l: the kernel knows no other */
	UNPACK_LZO,
};

/* "gzip", "xz" ...; "" for UNPACK_NONE. */
const char *unpack_name(enum unpack_format f);

/* What the kernel takes the LEN bytes at P for: it looks at two of them. */
enum unpack_format unpack_kernel_detect(const unsigned char *p, size_t len);
/* The same with all that the formats have to tell them from other data. */
enum unpack_format unpack_detect(const unsigned char *p, size_t len);

/*
 * Takes what was unpacked. A result that is not 0 ends the unpacking and is returned by
 * it: -1 for an error, UNPACK_BAD for what the caller refuses, or a value above.
 */
typedef int unpack_sink(void *ctx, const void *p, size_t len, struct error *err);

enum { UNPACK_BAD = 1 };

struct unpack {
	struct input *in; /* from the first byte of the stream; after it when all is done */
	unpack_sink *sink;
	void *ctx;
	bool lenient;	 /* xz: also with the checks and filters that kernels do not know */
	const char *why; /* set with UNPACK_BAD: why no kernel unpacks it */
	struct error *err;
};

/* 0; UNPACK_BAD; -1 with an error: reading, memory; or what the sink returned. */
int unpack_run(struct unpack *u, enum unpack_format f);

/*
 * Unpacks one stream at P (called NAME in errors) after what is in OUT and sets *USED
 * to the number of bytes the stream had. More than LIMIT bytes are an error.
 */
int unpack_stream(enum unpack_format f, const unsigned char *p, size_t len, size_t *used,
		  struct bytes *out, uint64_t limit, const char *name, struct error *err);

/* Replaces B by what it holds compressed; leaves it alone if it is not. */
int unpack_file(struct bytes *b, const char *name, struct error *err);

/* The formats that have a file of their own: see unpack_run(). */
int unpack_xz(struct unpack *u);
int unpack_lzma(struct unpack *u);
int unpack_lz4(struct unpack *u);
int unpack_lzo(struct unpack *u);
/* For them. Each gives what unpack_run() gives: UNPACK_BAD and U->why where the stream ends too
 * early. */
int unpack_bad(struct unpack *u, const char *why);
int unpack_cut(struct unpack *u);
/* Makes at least one more byte visible. */
int unpack_more(struct unpack *u);
/* Takes LEN bytes. */
int unpack_take(struct unpack *u, void *buf, size_t len);

#endif
