// SPDX-License-Identifier: MIT
/* Ramdisks: archives, what they are packed with, the file system that they become. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "rootfs.h"
#include "unpack_stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int take(void *ctx, const void *p, size_t len, struct error *err)
{
	(void)p;
	(void)err;
	*(size_t *)ctx += len;
	return 0;
}

/* A file of the bytes at DATA: the same one each time. */
static int file_of(const uint8_t *data, size_t size)
{
	static int fd = -1;

	if (fd < 0)
		fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0 || ftruncate(fd, 0) || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* now and then it is shorter than was told, so that reading fails at its end */
	struct source_file file = {file_of(data, size), "fuzz"};
	struct source all = source_file(&file, size + (size % 16 == 15));
	struct source_range range;
	struct source from = source_part(&range, &all, 0, all.size);
	struct rootfs fs = {.digests = true};
	struct bytes path = {0};
	enum unpack_format f = unpack_detect(data, size);
	struct bytes unpacked = {0};
	struct ramdisk r;
	size_t len = 0;
	bool ext2;

	if (!rootfs_read(&fs, &from, &r, NULL)) {
		for (const struct rootfs_node *n = fs.first; n; n = n->next) {
			path.len = 0;
			/* a path leads to its node, unless it is too long to be one */
			if (rootfs_path(n, &path) || (!n->inode->target && path.len < 4096 &&
						      rootfs_find(&fs, (char *)path.data) != n))
				abort();
		}
		if (fs.last)
			rootfs_body(&from, fs.last->inode, take, &len, NULL);
	}
	ramdisk_is_ext2(&from, &ext2, NULL);
	/* modules are unpacked into memory */
	if (f != UNPACK_NONE && !unpack_stream(f, data, size, &len, &unpacked, 1 << 20, "", NULL) &&
	    len > size)
		abort();
	bytes_free(&unpacked);
	/* all streams of a file; of a larger one they could be more than there is memory */
	if (size < 512 && !bytes_append(&unpacked, data, size))
		unpack_file(&unpacked, "", NULL);
	bytes_free(&unpacked);
	bytes_free(&path);
	rootfs_free(&fs);
	return 0;
}
