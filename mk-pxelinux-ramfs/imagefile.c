// SPDX-License-Identifier: MIT
#include "imagefile.h"

#include <sys/stat.h>
#include <unistd.h>

#include "opened.h"
#include "s390hdr.h"

/* Where the ramdisk is in the file ALL. */
static int find_ramdisk(struct imagefile *f, struct error *err)
{
	const char *name = f->file.name;
	unsigned char head[S390_CMDLINE];
	size_t len = f->all.size < sizeof(head) ? (size_t)f->all.size : sizeof(head);
	struct s390hdr h;

	if (f->all.read(f->all.ctx, 0, head, len, err))
		return -1;
	f->ramdisk = f->all;
	if (!s390hdr_magic(head, len))
		return 0;
	if (!s390hdr_get(head, len, &h) || !h.initrd_start || !h.initrd_size)
		return error_set(err, name, "is a kernel without a ramdisk in it");
	if (h.initrd_start > f->all.size || h.initrd_size > f->all.size - h.initrd_start)
		return error_set(err, name,
				 "is cut short: its ramdisk would end after the file does");
	f->ramdisk = source_part(&f->range, &f->all, h.initrd_start, h.initrd_size);
	return 0;
}

int imagefile_open(struct imagefile *f, const char *path, struct error *err)
{
	struct stat st;

	*f = (struct imagefile){.file = {opened_open(path, &st, err), path}};
	if (f->file.fd < 0)
		return -1;
	f->all = source_file(&f->file, (uint64_t)st.st_size);
	if (!find_ramdisk(f, err))
		return 0;
	imagefile_close(f);
	return -1;
}

void imagefile_close(struct imagefile *f)
{
	if (f->file.fd >= 0)
		close(f->file.fd);
	f->file.fd = -1;
}

int imagefile_judge(const struct imagefile *f, const struct ramdisk *r, struct error *err)
{
	if (!r->problem[0])
		return 0;
	return error_set_at(err, f->file.name, f->range.at + r->problem_at,
			    "archive %zu in it (%s): %s", r->pieces, r->piece[r->pieces - 1].type,
			    r->problem);
}
