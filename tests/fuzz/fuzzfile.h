/* SPDX-License-Identifier: MIT */
/* What the fuzzers of mk-s390image share: files in memory that have a path. */
#ifndef FUZZFILE_H
#define FUZZFILE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct fuzzfile {
	int fd;
	char path[32];
};

static inline void fuzzfile_open(struct fuzzfile *f, const void *data, size_t size)
{
	f->fd = memfd_create("fuzz", 0);
	if (f->fd < 0 || (size && write(f->fd, data, size) != (ssize_t)size))
		abort();
	snprintf(f->path, sizeof(f->path), "/proc/self/fd/%d", f->fd);
}

static inline void fuzzfile_close(struct fuzzfile *f)
{
	close(f->fd);
}

enum { FUZZ_BODY = 0x14000 };

/*
 * A fuzzer would take long to find the 64 KiB before the parameter area, so its
 * bytes are: 24 for the start, 128 for the parameter area, a length and so many
 * bytes of command line, a flag that cuts the file off; the rest goes behind the
 * kernel. The caller frees.
 */
static inline uint8_t *fuzz_image(const uint8_t *data, size_t size, size_t *len)
{
	uint8_t *img;
	size_t n, cut;

	if (size < 24 + 128 + 4)
		return NULL;
	img = calloc(1, FUZZ_BODY + size);
	if (!img)
		abort();
	memcpy(img, data, 24);
	memcpy(img + 0x10008, "S390EP\0\1", 8);
	memcpy(img + 0x10400, data + 24, 128);
	n = data[152];
	cut = (size_t)data[153] << 8 | data[154];
	data += 155;
	size -= 155;
	if (n > size)
		n = size;
	memcpy(img + 0x10480, data, n);
	memcpy(img + FUZZ_BODY, data + n, size - n);
	*len = FUZZ_BODY + size - n;
	if (cut & 1)
		*len = *len > cut ? *len - cut : 0;
	return img;
}

#endif
