// SPDX-License-Identifier: MIT
#include "imagefile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "fullio.h"
#include "s390hdr.h"

static int read_file(void *ctx, uint64_t at, void *buf, size_t len, struct error *err)
{
	const struct imagefile *f = ctx;
	ssize_t n = fullio_read_at(f->fd, buf, len, f->start + at);

	if (n < 0)
		return error_set_errno(err, f->name, errno, "cannot be read");
	if ((size_t)n < len)
		return error_set(err, f->name, "became shorter while it was read");
	return 0;
}

/* Where the ramdisk is in a file that begins with HEAD. */
static int find_ramdisk(struct imagefile *f, const struct bytes *head, uint64_t size,
			struct error *err)
{
	struct s390hdr h;

	f->ramdisk = (struct source){read_file, f, size};
	if (!s390hdr_magic(head->data, head->len))
		return 0;
	if (!s390hdr_get(head->data, head->len, &h) || !h.initrd_start || !h.initrd_size)
		return error_set(err, f->name, "is a kernel without a ramdisk in it");
	if (h.initrd_start > size || h.initrd_size > size - h.initrd_start)
		return error_set(err, f->name,
				 "is cut short: its ramdisk would end after the file does");
	f->start = h.initrd_start;
	f->ramdisk.size = h.initrd_size;
	return 0;
}

int imagefile_open(struct imagefile *f, const char *path, struct error *err)
{
	struct bytes head = {0};
	struct stat st;
	int ret = bytes_read_start(&head, path, S390_CMDLINE, err);

	*f = (struct imagefile){.fd = -1, .name = path};
	if (!ret) {
		f->fd = open(path, O_RDONLY | O_CLOEXEC);
		if (f->fd < 0 || fstat(f->fd, &st))
			ret = error_set_errno(err, path, errno, "cannot be opened");
	}
	if (!ret)
		ret = find_ramdisk(f, &head, (uint64_t)st.st_size, err);
	bytes_free(&head);
	if (ret)
		imagefile_close(f);
	return ret;
}

void imagefile_close(struct imagefile *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

int imagefile_judge(const struct imagefile *f, const struct ramdisk *r, struct error *err)
{
	if (!r->problem[0])
		return 0;
	return error_set_at(err, f->name, f->start + r->problem_at, "archive %zu in it (%s): %s",
			    r->pieces, r->piece[r->pieces - 1].type, r->problem);
}
