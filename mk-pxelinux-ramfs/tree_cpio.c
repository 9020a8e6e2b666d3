// SPDX-License-Identifier: MIT
#include "tree_cpio.h"

static struct cpio_entry entry_of(const struct tree *t, size_t i, uint32_t mtime)
{
	const struct entry *e = &t->v[i];

	return (struct cpio_entry){.path = e->path,
				   .ino = (uint32_t)i + 1,
				   .mode = e->mode,
				   .mtime = mtime,
				   .rdev_major = e->major,
				   .rdev_minor = e->minor,
				   .size = e->size};
}

uint64_t tree_cpio_size(const struct tree *t)
{
	uint64_t sum = cpio_entry_size(&cpio_trailer);

	for (size_t i = 0; i < t->n; i++) {
		struct cpio_entry e = entry_of(t, i, 0);

		sum += cpio_entry_size(&e);
	}
	return sum;
}

int tree_cpio_write(const struct tree *t, uint32_t mtime, cpio_sink *sink, void *ctx,
		    struct error *err)
{
	struct cpio w = {.sink = sink, .ctx = ctx};
	int ret = 0;

	for (size_t i = 0; !ret && i < t->n; i++) {
		struct cpio_entry e = entry_of(t, i, mtime);

		ret = cpio_begin(&w, &e, err) || tree_contents(&t->v[i], cpio_data, &w, err) ||
		      cpio_end(&w, &e, err);
	}
	return cpio_finish(&w, &cpio_trailer, ret, err);
}
