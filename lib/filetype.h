/* SPDX-License-Identifier: MIT */
/* What a file is, by its first bytes. */
#ifndef FILETYPE_H
#define FILETYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

/* How much of a file's beginning the functions want to see. */
enum { FILETYPE_HEAD = 1024 };

/* True for the newc archives that kernels unpack (Linux init/initramfs.c). */
bool filetype_cpio(const void *buf, size_t len);

/*
 * Something else that is given for a kernel or a ramdisk: "an x86 kernel", "an ISO 9660
 * image" ..., and in *HINT what to do; NULL if it is none that is known. BUF should be
 * all of the first S390_CMDLINE bytes.
 */
const char *filetype_foreign(const void *buf, size_t len, const char **hint);

/*
 * The error for a file that is not an s390 kernel image: HEAD are its first LEN bytes, of
 * SIZE; all of the first S390_CMDLINE of them. False if nothing more is known of it.
 */
bool filetype_refuse(const void *head, size_t len, uint64_t size, const char *name,
		     struct error *err);

#endif
