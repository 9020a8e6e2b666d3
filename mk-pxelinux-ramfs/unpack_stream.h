/* SPDX-License-Identifier: MIT */
/* Decompression in memory of gzip, xz and zstd, with a limit on what comes out. */
#ifndef UNPACK_STREAM_H
#define UNPACK_STREAM_H

#include "bytes.h"
#include "error.h"
#include "pack.h"

/* What the LEN bytes at P begin as; PACK_NONE if they are not compressed. */
enum pack_format unpack_detect(const unsigned char *p, size_t len);

/*
 * Unpacks one compressed stream at P (called NAME in errors) behind what is in
 * OUT and sets *USED to the number of bytes the stream had. More than LIMIT
 * bytes are an error.
 */
int unpack_stream(enum pack_format f, const unsigned char *p, size_t len, size_t *used,
		  struct bytes *out, uint64_t limit, const char *name, struct error *err);

/* Replaces B by what it holds compressed; leaves it alone if it is not. */
int unpack_file(struct bytes *b, const char *name, struct error *err);

#endif
