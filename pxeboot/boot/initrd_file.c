// SPDX-License-Identifier: MIT
#include "boot/initrd_file.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cpio.h"
#include "fullio.h"
#include "opened.h"

static int write_part(void *ctx, const void *buf, size_t len, struct error *err)
{
	return fullio_write(*(int *)ctx, buf, len)
		       ? error_set_errno(err, NULL, errno, "the initrd cannot be written")
		       : 0;
}

static int add_directories(struct cpio *w, const char *path, struct error *err)
{
	char name[PATH_MAX];
	const struct cpio_entry dir = {.path = name, .mode = S_IFDIR | 0755};
	int ret = 0;

	for (const char *p = path; !ret && (p = strchr(p, '/')); p++)
		if (p > path && p[-1] != '/') {
			memcpy(name, path, (size_t)(p - path));
			name[p - path] = 0;
			ret = cpio_add(w, &dir, err);
		}
	return ret;
}

/* The contents are not copied: they may be as large as what memory is left. */
static int add_file(struct cpio *w, int fd, const char *path, size_t size, struct error *err)
{
	struct cpio_entry e = {.path = path, .mode = S_IFREG | 0755, .size = size};
	void *data = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
	int ret;

	if (data == MAP_FAILED)
		return error_set_errno(err, path, errno, "cannot be mapped");
	e.data = data;
	ret = cpio_add(w, &e, err);
	if (size)
		munmap(data, size);
	return ret;
}

int initrd_file_write(int fd, const char *file, const char *path, struct error *err)
{
	struct cpio w = {.sink = write_part, .ctx = &fd};
	struct stat st;
	int in, ret;

	if (!*path || strlen(path) >= PATH_MAX)
		return error_set(err, NULL, "a path of %zu bytes is not one in an initrd",
				 strlen(path));
	in = opened_open(file, &st, err);
	if (in < 0)
		return -1;
	ret = add_directories(&w, path, err);
	if (!ret)
		ret = add_file(&w, in, path, (size_t)st.st_size, err);
	close(in);
	return cpio_finish(&w, &cpio_trailer, ret, err);
}
