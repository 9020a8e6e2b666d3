// SPDX-License-Identifier: MIT
/* Ramdisks: archives, what they are packed with, the file system that they become. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source from = source_memory(data, size);
	struct rootfs fs = {.digests = true};
	struct bytes path = {0};
	enum unpack_format f = unpack_detect(data, size);
	struct bytes unpacked = {0};
	struct ramdisk r;
	size_t len = 0;

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
	/* modules are unpacked into memory */
	if (f != UNPACK_NONE && !unpack_stream(f, data, size, &len, &unpacked, 1 << 20, "", NULL) &&
	    len > size)
		abort();
	bytes_free(&unpacked);
	bytes_free(&path);
	rootfs_free(&fs);
	return 0;
}
