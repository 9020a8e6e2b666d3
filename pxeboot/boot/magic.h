/* SPDX-License-Identifier: MIT */
/* What a fetched file is, by its first bytes. */
#ifndef MAGIC_H
#define MAGIC_H

#include <stddef.h>

enum magic {
	MAGIC_UNKNOWN,
	MAGIC_EMPTY,
	MAGIC_ZEROS,
	MAGIC_CPIO, /* newc, with or without a checksum */
	MAGIC_GZIP, /* and what else packs files, until MAGIC_LZO */
	MAGIC_XZ,
	MAGIC_ZSTD,
	MAGIC_LZ4, /* as kernels unpack it */
	MAGIC_LZMA,
	MAGIC_BZIP2,
	MAGIC_LZO,
	MAGIC_ELF,
	MAGIC_PC, /* a kernel for PCs, or an EFI program */
	MAGIC_ARM,
	MAGIC_SQUASHFS,
	MAGIC_HTML,
	MAGIC_INS,
};
extern const char *const magic_names[];

enum magic magic_of(const void *data, size_t len);

#endif
