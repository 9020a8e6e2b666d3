/* SPDX-License-Identifier: MIT */
/* What a file is, by its first bytes. */
#ifndef FILETYPE_H
#define FILETYPE_H

#include <stddef.h>

/* How much of a file's beginning the functions want to see. */
enum { FILETYPE_HEAD = 1024 };

/*
 * The compression of BUF: "gzip", "xz", "zstd", "lz4", "lzo", "bzip2", "lzma";
 * NULL if it is none of those (Linux lib/decompress.c).
 */
const char *filetype_compression(const void *buf, size_t len);

/* The program that unpacks such a compression. */
const char *filetype_unpacker(const char *compression);

/* "cpio" for the newc archives the kernel unpacks (init/initramfs.c), else NULL. */
const char *filetype_cpio(const void *buf, size_t len);

/*
 * Something else that is given for a kernel or a ramdisk: "an x86 kernel", "an ISO 9660
 * image" ..., and in *HINT what to do; NULL if it is none that is known. BUF should be
 * all of the first S390_CMDLINE bytes.
 */
const char *filetype_foreign(const void *buf, size_t len, const char **hint);

#endif
