/* SPDX-License-Identifier: MIT */
/* Decompression in memory of what kernels unpack, with a limit on what comes out. */
#ifndef UNPACK_STREAM_H
#define UNPACK_STREAM_H

#include "bytes.h"
#include "error.h"

enum unpack_format {
	UNPACK_NONE,
	UNPACK_GZIP,
	UNPACK_XZ,
	UNPACK_ZSTD,
	UNPACK_LZMA,
	UNPACK_BZIP2,
	UNPACK_LZ4,
};

/* What the LEN bytes at P begin as; UNPACK_NONE if they are not compressed. */
enum unpack_format unpack_detect(const unsigned char *p, size_t len);

/*
 * Unpacks one compressed stream at P (called NAME in errors) behind what is in
 * OUT and sets *USED to the number of bytes the stream had. More than LIMIT
 * bytes are an error.
 */
int unpack_stream(enum unpack_format f, const unsigned char *p, size_t len, size_t *used,
		  struct bytes *out, uint64_t limit, const char *name, struct error *err);

/* Replaces B by what it holds compressed; leaves it alone if it is not. */
int unpack_file(struct bytes *b, const char *name, struct error *err);

#endif
