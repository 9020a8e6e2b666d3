// SPDX-License-Identifier: MIT
#include "opened.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
	dev_t dev;
	ino_t ino;
} * files;
static size_t count, room;

bool opened_has(const struct stat *st)
{
	for (size_t i = 0; i < count; i++)
		if (files[i].ino == st->st_ino && files[i].dev == st->st_dev)
			return true;
	return false;
}

int opened_add(const struct stat *st, struct error *err)
{
	/* one without a name is no output's */
	if (!S_ISREG(st->st_mode) || !st->st_nlink)
		return 0;
	if (count == room) {
		size_t more = room ? room * 2 : 64;
		void *p = reallocarray(files, more, sizeof(*files));

		if (!p)
			return error_memory(err);
		files = p;
		room = more;
	}
	files[count].dev = st->st_dev;
	files[count++].ino = st->st_ino;
	return 0;
}

int opened_regular(int fd, const char *name, struct stat *st, struct error *err)
{
	if (fstat(fd, st))
		return error_set_errno(err, name, errno, "cannot be read");
	if (S_ISDIR(st->st_mode))
		return error_set(err, name, "is a directory; give a file");
	return S_ISREG(st->st_mode) ? opened_add(st, err)
				    : error_set(err, name, "is not a regular file");
}

int opened_open(const char *path, struct stat *st, struct error *err)
{
	/* O_NONBLOCK: a pipe in place of a file is refused, not waited for */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return error_set_errno(err, path, errno, "cannot be opened");
	if (!opened_regular(fd, path, st, err))
		return fd;
	close(fd);
	return -1;
}
