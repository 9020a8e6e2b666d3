/* SPDX-License-Identifier: MIT */
/* A growing run of bytes in memory, and whole files read into one. */
#ifndef BYTES_H
#define BYTES_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

/* All zeros is an empty one. One byte after LEN is always a NUL once it holds data. */
struct bytes {
	unsigned char *data;
	size_t len, cap;
};

/* No single file that goes into an initramfs may be larger: newc ends at 4 GiB - 1. */
#define BYTES_FILE_MAX UINT64_C(0xffffffff)

/* Each returns 0, or -1 without memory; the contents are then what they were. */
int bytes_reserve(struct bytes *b, size_t more);
int bytes_append(struct bytes *b, const void *p, size_t n);
int bytes_string(struct bytes *b, const char *s);
int bytes_printf(struct bytes *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void bytes_free(struct bytes *b);

/*
 * Replaces B's contents by all that can be read from FD (called NAME in
 * errors), which must be a regular file of at most LIMIT bytes.
 */
int bytes_read_fd(struct bytes *b, int fd, const char *name, uint64_t limit, struct error *err);
/* The same for a path of the host. */
int bytes_read_file(struct bytes *b, const char *path, uint64_t limit, struct error *err);

#endif
