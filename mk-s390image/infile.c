// SPDX-License-Identifier: MIT
#include "infile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "fullio.h"
#include "input.h"
#include "opened.h"
#include "s390hdr.h"

static int unnamed_file(struct error *err)
{
	const char *dir = getenv("TMPDIR");
	char *path;
	int fd;

	if (!dir || !*dir)
		dir = "/tmp";
	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	if (errno != EOPNOTSUPP && errno != EISDIR)
		return error_set_errno(err, dir, errno, "cannot create a temporary file");
	if (asprintf(&path, "%s/mk-s390image.XXXXXX", dir) < 0)
		return error_memory(err);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		error_set_errno(err, dir, errno, "cannot create a temporary file");
	else
		unlink(path);
	free(path);
	return fd;
}

/* Copies what the pipe FROM still gives to TO; the number of bytes or -1. */
static int64_t drain(int from, int to, const char *name, struct error *err)
{
	static char buf[65536];
	uint64_t size = 0;
	ssize_t n;

	for (;;) {
		n = read(from, buf, sizeof(buf));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set_errno(err, name, errno, "cannot read");
		if (!n)
			return (int64_t)size;
		size += (uint64_t)n;
		if (size > S390_IMAGE_MAX)
			return error_set(err, name, "is larger than 2 GiB; no loader accepts that");
		if (fullio_write(to, buf, (size_t)n))
			return error_set_errno(err, name, errno,
					       "cannot be copied to a temporary file (TMPDIR says "
					       "where)");
	}
}

/* Replaces the pipe in file->fd by a temporary file with all that it gives. */
static int spool(struct infile *file, struct error *err)
{
	int fd = unnamed_file(err);
	int64_t size;

	if (fd < 0)
		return -1;
	size = drain(file->fd, fd, file->name, err);
	close(file->fd);
	file->fd = fd;
	file->size = size < 0 ? 0 : (uint64_t)size;
	return size < 0 ? -1 : 0;
}

/* What people give for "nothing". */
static bool is_null(const struct stat *st)
{
	return S_ISCHR(st->st_mode) && st->st_rdev == makedev(1, 3);
}

static int open_fd(const char *path, struct error *err)
{
	struct stat st;

	if (!strcmp(path, "-"))
		return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	/* a device must not be opened to find out that it is one; a pipe must wait for its writer
	 */
	if (stat(path, &st))
		return -1;
	if (S_ISREG(st.st_mode) || S_ISFIFO(st.st_mode) || S_ISDIR(st.st_mode) || is_null(&st))
		return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	error_set(err, path, "is a device or a socket; give a file");
	errno = 0;
	return -1;
}

int infile_open(struct infile *file, const char *path, struct error *err)
{
	struct stat st;
	int rc;

	memset(file, 0, sizeof(*file));
	file->fd = open_fd(path, err);
	if (file->fd < 0)
		return errno ? error_set_errno(err, path, errno, "cannot open") : -1;
	file->name = strdup(strcmp(path, "-") ? path : "standard input");
	if (!file->name)
		rc = error_memory(err);
	else if (fstat(file->fd, &st))
		rc = error_set_errno(err, file->name, errno, "cannot stat");
	else if (S_ISDIR(st.st_mode))
		rc = error_set(err, file->name, "is a directory; give a file");
	else if (is_null(&st))
		rc = 0;
	else if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode))
		rc = error_set(err, file->name, "is a device; give a file or a pipe");
	else if (S_ISREG(st.st_mode) && (strcmp(path, "-") || !lseek(file->fd, 0, SEEK_CUR)))
		file->size = (uint64_t)st.st_size, rc = opened_add(&st, err);
	else
		rc = spool(file, err);
	if (rc)
		infile_close(file);
	return rc;
}

int infile_read(const struct infile *file, uint64_t offset, void *buf, size_t len,
		struct error *err)
{
	struct source_file f = {file->fd, file->name};
	struct source from = source_file(&f, file->size);

	if (offset > file->size || len > file->size - offset)
		return error_set_at(err, file->name, offset, "ends too early");
	return from.read(from.ctx, offset, buf, len, err);
}

void infile_close(struct infile *file)
{
	if (file->name || file->fd > 0)
		close(file->fd);
	free(file->name);
	memset(file, 0, sizeof(*file));
}
