/* SPDX-License-Identifier: MIT */
/*
 * A ramdisk as the kernel unpacks it: archives, plain or compressed, with zeros between
 * them. Linux init/initramfs.c is the specification, of the version that newc.h names.
 */
#ifndef RAMDISK_H
#define RAMDISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "input.h"
#include "newc.h"

enum { RAMDISK_PIECES = 64 };

struct ramdisk_piece {
	const char *type; /* "cpio", a compression, or "unknown" */
	uint64_t offset;  /* in the source */
	uint64_t size;
	uint64_t unpacked; /* 0 if it is not known */
};

struct ramdisk {
	struct ramdisk_piece piece[RAMDISK_PIECES]; /* the first ones, and the last */
	size_t pieces;
	uint64_t unpacked;   /* in total */
	char problem[224];   /* why the kernel would not unpack it all; "" = it does */
	uint64_t problem_at; /* where, or where the compressed piece with it begins */
};

/*
 * Reads FROM and gives what it holds to HANDLER, which may be NULL. 0, also where the kernel gives
 * up: then R->problem tells, and the entries before it were given. NEWC_STOP or -1: see newc.h; -1
 * also if reading fails or memory lacks.
 */
int ramdisk_read(const struct source *from, const struct newc_handler *handler, struct ramdisk *r,
		 struct error *err);

/* True if FROM begins as the file system of an old initrd (ext2 and later) does. */
int ramdisk_is_ext2(const struct source *from, bool *is, struct error *err);

#endif
