/* SPDX-License-Identifier: MIT */
/* Reading and writing of all that is asked for, also where a call does a part of it. */
#ifndef FULLIO_H
#define FULLIO_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Reads LEN bytes at OFFSET of FD: how many, fewer only at the end; -1 with errno. */
ssize_t fullio_read_at(int fd, void *buf, size_t len, uint64_t offset);

/* Writes LEN bytes; 0, or -1 with errno. */
int fullio_write(int fd, const void *buf, size_t len);

#endif
