/* SPDX-License-Identifier: MIT */
/*
 * What a ramdisk consists of: the archives that were joined into one, found the
 * way the kernel finds them (init/initramfs.c: zeros between them are skipped).
 */
#ifndef RAMDISK_H
#define RAMDISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "extents.h"

enum { RAMDISK_PIECES = 64 };

struct ramdisk_piece {
	const char *type; /* "cpio", a compression, or "unknown" */
	uint64_t offset;  /* in the image */
	uint64_t size;
	uint64_t unpacked; /* 0 if it is not known */
	char problem[160]; /* why the kernel would not unpack it; "" = none found */
};

struct ramdisk {
	struct ramdisk_piece piece[RAMDISK_PIECES];
	size_t pieces;
	uint64_t unpacked; /* in total */
};

/*
 * Looks into the SIZE bytes at START of IMG, which must be there, and unpacks
 * them into nothing to see whether that works. -1 only where reading fails.
 */
int ramdisk_read(const struct extents *img, uint64_t start, uint64_t size, struct ramdisk *r,
		 struct error *err);

#endif
