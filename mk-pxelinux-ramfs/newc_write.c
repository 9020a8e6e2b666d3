// SPDX-License-Identifier: MIT
#include "newc_write.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { HEADER = 110, BLOCK = 1 << 18, TRAILER = sizeof("TRAILER!!!") };

struct writer {
	newc_sink *sink;
	void *ctx;
	struct error *err;
	uint64_t written;
	bool failed;
};

static uint64_t padded(uint64_t n)
{
	return (n + 3) & ~UINT64_C(3);
}

uint64_t newc_size(const struct tree *t)
{
	uint64_t sum = padded(HEADER + TRAILER);

	for (size_t i = 0; i < t->n; i++)
		sum += padded(HEADER + strlen(t->v[i].path) + 1) + padded(t->v[i].data.len);
	return sum;
}

static la_ssize_t on_write(struct archive *a, void *ctx, const void *buf, size_t len)
{
	struct writer *w = ctx;

	if (w->sink(w->ctx, buf, len, w->err)) {
		w->failed = true;
		archive_set_error(a, EIO, "the output failed");
		return -1;
	}
	w->written += len;
	return (la_ssize_t)len;
}

static int write_entry(struct archive *a, struct archive_entry *ae, const struct entry *e,
		       uint32_t ino, uint32_t mtime)
{
	archive_entry_clear(ae);
	archive_entry_set_pathname(ae, e->path);
	archive_entry_set_mode(ae, e->mode);
	archive_entry_set_ino64(ae, ino);
	archive_entry_set_nlink(ae, S_ISDIR(e->mode) ? 2 : 1);
	archive_entry_set_mtime(ae, mtime, 0);
	archive_entry_set_size(ae, 0);
	if (S_ISLNK(e->mode))
		archive_entry_set_symlink(ae, (const char *)e->data.data);
	else if (S_ISREG(e->mode))
		archive_entry_set_size(ae, (la_int64_t)e->data.len);
	else if (S_ISCHR(e->mode))
		archive_entry_set_rdev(ae, makedev(e->major, e->minor));
	if (archive_write_header(a, ae) != ARCHIVE_OK)
		return -1;
	if (!S_ISREG(e->mode) || !e->data.len)
		return 0;
	return archive_write_data(a, e->data.data, e->data.len) == (la_ssize_t)e->data.len ? 0 : -1;
}

static int write_all(struct archive *a, const struct tree *t, uint32_t mtime, struct writer *w)
{
	struct archive_entry *ae = archive_entry_new();
	int ret = ae ? 0 : -1;

	/* the last block ends where the archive ends, on files and pipes alike */
	if (ret || archive_write_set_format_cpio_newc(a) != ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(a, BLOCK) != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(a, 1) != ARCHIVE_OK ||
	    archive_write_open(a, w, NULL, on_write, NULL) != ARCHIVE_OK)
		ret = -1;
	for (size_t i = 0; !ret && i < t->n; i++)
		ret = write_entry(a, ae, &t->v[i], (uint32_t)i + 1, mtime);
	archive_entry_free(ae);
	if (!ret && archive_write_close(a) != ARCHIVE_OK)
		ret = -1;
	return ret;
}

int newc_write(const struct tree *t, uint32_t mtime, newc_sink *sink, void *ctx, struct error *err)
{
	struct writer w = {.sink = sink, .ctx = ctx, .err = err};
	struct archive *a;
	int ret;

	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].data.len > UINT32_MAX)
			return error_set(err, t->v[i].path, "is too large for a newc archive");
	a = archive_write_new();
	if (!a)
		return error_memory(err);
	ret = write_all(a, t, mtime, &w);
	if (ret && !w.failed)
		error_set(err, NULL, "the archive cannot be written: %s",
			  archive_error_string(a) ? archive_error_string(a) : "unknown reason");
	archive_write_free(a);
	/* libarchive fills up a body that came short without a word */
	if (!ret && w.written != newc_size(t))
		ret = error_set(err, NULL, "the archive has %llu bytes where %llu were expected",
				(unsigned long long)w.written, (unsigned long long)newc_size(t));
	return ret;
}
