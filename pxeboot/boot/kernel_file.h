/* SPDX-License-Identifier: MIT */
/* Whether a fetched file is an s390 kernel, and all of it. */
#ifndef KERNEL_FILE_H
#define KERNEL_FILE_H

#include <stdint.h>

#include "arena.h"
#include "boot/magic.h"

struct kernel_file {
	const char *why;  /* it is not, or is damaged: a sentence about "it"; NULL: it is one */
	enum magic magic; /* if it is none */
	uint64_t ramdisk_at, ramdisk_size; /* inside the file; size 0: there is none */
	uint64_t cmdline_max;		   /* bytes with the final NUL */
	const char *version;		   /* as of uname -r; "" if it does not say */
};

void kernel_file_look(struct kernel_file *k, struct arena *a, const uint8_t *data, size_t len);

/* The command line inside a kernel. */
const char *kernel_file_cmdline(const struct kernel_file *k, struct arena *a, const uint8_t *data,
				size_t len);

#endif
