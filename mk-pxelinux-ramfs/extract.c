// SPDX-License-Identifier: MIT
#include "extract.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "newc_read.h"

/*
 * Opens the folder that PATH is in below DIRFD, without following any symlink,
 * making folders that are not there. *LAST is the last part of PATH.
 */
static int open_parent(int dirfd, char *path, char **last)
{
	int fd = dup(dirfd);
	char *slash;

	while (fd >= 0 && (slash = strchr(path, '/'))) {
		int sub;

		*slash = 0;
		if (!strcmp(path, "..")) {
			close(fd);
			errno = EINVAL;
			return -1;
		}
		if (*path && strcmp(path, ".")) {
			if (mkdirat(fd, path, 0755) && errno != EEXIST) {
				close(fd);
				return -1;
			}
			sub = openat(fd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
			close(fd);
			fd = sub;
		}
		path = slash + 1;
	}
	if (fd >= 0 && (!*path || !strcmp(path, "..") || !strcmp(path, "."))) {
		close(fd);
		errno = EINVAL;
		return -1;
	}
	*last = path;
	return fd;
}

static int write_file(int dirfd, const char *name, const struct newc_entry *body, mode_t mode)
{
	int fd = openat(dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	size_t done = 0;

	if (fd < 0)
		return -1;
	while (done < body->size) {
		ssize_t n = write(fd, body->data + done, body->size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			close(fd);
			return -1;
		}
		done += (size_t)n;
	}
	/* no setuid bits: the files now belong to whoever unpacks */
	if (fchmod(fd, mode & 0777)) {
		close(fd);
		return -1;
	}
	return close(fd);
}

/* Makes one entry; folders get their mode at the end. 1 = it needs root. */
static int make(int dirfd, const char *name, const struct newc_list *l, const struct newc_entry *e)
{
	char *target;
	int ret;

	if (S_ISDIR(e->mode))
		return mkdirat(dirfd, name, 0755) && errno != EEXIST ? -1 : 0;
	/* later entries replace earlier ones, as in the kernel */
	if (unlinkat(dirfd, name, 0) && errno != ENOENT)
		return -1;
	if (S_ISREG(e->mode))
		return write_file(dirfd, name, newc_body(l, e), e->mode);
	if (S_ISLNK(e->mode)) {
		target = strndup((const char *)e->data, e->size);
		ret = target ? symlinkat(target, dirfd, name) : -1;
		free(target);
		return ret;
	}
	if (!mknodat(dirfd, name, e->mode & (S_IFMT | 0777), makedev(e->rdev_major, e->rdev_minor)))
		return 0;
	return errno == EPERM ? 1 : -1;
}

static int extract_entry(int dirfd, const struct newc_list *l, const struct newc_entry *e,
			 struct names *warnings, const char *image, struct error *err)
{
	char *copy = strdup(e->path), *last;
	int parent, ret;

	if (!copy)
		return error_memory(err);
	if (!strcmp(copy, ".")) {
		free(copy);
		return 0;
	}
	parent = open_parent(dirfd, copy, &last);
	ret = parent < 0 ? -1 : make(parent, last, l, e);
	if (ret < 0)
		error_set_errno(err, image, errno, "holds %s, which cannot be unpacked", e->path);
	if (ret > 0)
		ret = names_addf(warnings, "%s is a device node, which only root can make", e->path)
			      ? error_memory(err)
			      : 0;
	if (parent >= 0)
		close(parent);
	free(copy);
	return ret;
}

/* An empty folder, made if need be. */
static int open_target(const char *dir, struct error *err)
{
	struct dirent *de;
	bool empty = true;
	DIR *d;
	int fd;

	if (mkdir(dir, 0777) && errno != EEXIST)
		return error_set_errno(err, dir, errno, "cannot be made");
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	d = fd < 0 ? NULL : fdopendir(dup(fd));
	if (!d) {
		if (fd >= 0)
			close(fd);
		return error_set_errno(err, dir, errno, "cannot be opened");
	}
	while ((de = readdir(d)))
		empty &= !strcmp(de->d_name, ".") || !strcmp(de->d_name, "..");
	closedir(d);
	if (!empty) {
		close(fd);
		return error_set(err, dir, "is not empty; name a new folder");
	}
	return fd;
}

int extract(const char *image, const char *dir, struct names *warnings, struct error *err)
{
	struct newc_list l;
	int ret = newc_read_file(&l, image, err), fd;

	if (!ret) {
		fd = open_target(dir, err);
		ret = fd < 0 ? -1 : 0;
		for (size_t i = 0; !ret && i < l.n; i++)
			ret = extract_entry(fd, &l, &l.v[i], warnings, image, err);
		if (fd >= 0)
			close(fd);
	}
	newc_free(&l);
	return ret;
}
