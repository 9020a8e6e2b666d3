// SPDX-License-Identifier: MIT
#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SYMLINKS_MAX = 40 }; /* MAXSYMLINKS in the kernel's include/linux/namei.h */

static int openat2_in_root(int dirfd, const char *path, int flags)
{
	struct open_how how = {.flags = (unsigned)flags,
			       .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
	long fd;

	do {
		fd = syscall(SYS_openat2, dirfd, path, &how, sizeof(how));
		/* EAGAIN: a rename elsewhere raced with a ".." */
	} while (fd < 0 && (errno == EINTR || errno == EAGAIN));
	return fd < 0 ? -errno : (int)fd;
}

int root_open(struct root *root, const char *dir, bool walk, struct error *err)
{
	size_t n = strlen(dir);
	int fd;

	if (!n || n >= sizeof(root->name))
		return error_set(err, dir, "cannot be the name of a root directory");
	memcpy(root->name, dir, n + 1);
	while (n > 0 && root->name[n - 1] == '/')
		root->name[--n] = 0;
	root->fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (root->fd < 0)
		return error_set_errno(err, dir, errno, "cannot be used as root");
	root->unreadable = NULL;
	root->walk = walk;
	if (!walk) {
		fd = openat2_in_root(root->fd, ".", O_PATH | O_CLOEXEC);
		/* a kernel before 5.6, or a seccomp filter that does not know the call */
		root->walk = fd < 0;
		if (fd >= 0)
			close(fd);
	}
	return 0;
}

void root_close(struct root *root)
{
	if (root->fd >= 0)
		close(root->fd);
	root->fd = -1;
}

/*
 * Packages of a system with merged directories hold usr/lib only; the symlink /lib
 * comes from another package, which an unpacked root may not have. Sets OUT to
 * the path below /usr, if PATH is of that kind.
 */
static bool below_usr(const char *path, char out[PATH_MAX])
{
	static const char *const merged[] = {"lib/", "lib64/", "bin/", "sbin/"};
	const char *p = path + strspn(path, "/");

	for (size_t i = 0; i < sizeof(merged) / sizeof(merged[0]); i++)
		if (!strncmp(p, merged[i], strlen(merged[i])))
			return (size_t)snprintf(out, PATH_MAX, "/usr/%s", p) < PATH_MAX;
	return false;
}

static int open_as_is(const struct root *root, const char *path, int flags);

/* Keeps ERRNUM if it does not say that there is no such file for us. */
static void note(const struct root *root, const char *path, int errnum)
{
	char name[PATH_MAX + 8];

	switch (errnum) {
	case ENOENT:
	case ENOTDIR:
	case ELOOP:
	case EACCES:
	case ENAMETOOLONG:
		return;
	}
	if (!root->unreadable || root->unreadable->message[0])
		return;
	snprintf(name, sizeof(name), "%.*s/%s", PATH_MAX / 2, root->name, path + strspn(path, "/"));
	error_set_errno(root->unreadable, name, errnum, "cannot be looked at");
}

void root_name(const struct root *root, const char *path, char out[PATH_MAX])
{
	char usr[PATH_MAX];

	if (below_usr(path, usr)) {
		int fd = open_as_is(root, path, O_PATH | O_CLOEXEC);

		if (fd >= 0)
			close(fd);
		else if (note(root, path, -fd),
			 (fd = open_as_is(root, usr, O_PATH | O_CLOEXEC)) >= 0) {
			close(fd);
			path = usr;
		} else {
			note(root, usr, -fd);
		}
	}
	if ((size_t)snprintf(out, PATH_MAX, "%s/%s", root->name, path + strspn(path, "/")) >=
	    PATH_MAX) /* for messages only: too long a one may end early */
		out[PATH_MAX - 1] = 0;
}

/* Takes the last component off PATH. */
static void pop(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash)
		*slash = 0;
}

/* Puts TARGET, of the symlink CUR, in front of REST. */
static int follow(const char *target, char *cur, char rest[PATH_MAX])
{
	char joined[PATH_MAX];

	if (!*target)
		return -ENOENT;
	if ((size_t)snprintf(joined, sizeof(joined), "%s%s%s", target, rest[0] ? "/" : "", rest) >=
	    sizeof(joined))
		return -ENAMETOOLONG;
	strcpy(rest, joined);
	if (target[0] == '/')
		cur[0] = 0;
	else
		pop(cur);
	return 0;
}

int root_walk(const char *path, root_look *look, const void *ctx, char out[PATH_MAX])
{
	char rest[PATH_MAX], cur[PATH_MAX] = "", target[PATH_MAX];
	int links = 0;

	if (strlen(path) >= sizeof(rest))
		return -ENAMETOOLONG;
	strcpy(rest, path);
	while (rest[0]) {
		size_t skip = strspn(rest, "/"), n = strcspn(rest + skip, "/");
		char part[NAME_MAX + 1];
		bool more = rest[skip + n] == '/';
		int type;

		if (n > NAME_MAX)
			return -ENAMETOOLONG;
		memcpy(part, rest + skip, n);
		part[n] = 0;
		memmove(rest, rest + skip + n, strlen(rest + skip + n) + 1);
		if (n == 0 || !strcmp(part, "."))
			continue;
		if (!strcmp(part, "..")) {
			pop(cur);
			continue;
		}
		if (strlen(cur) + n + 2 > sizeof(cur))
			return -ENAMETOOLONG;
		strcat(strcat(cur, "/"), part);
		target[0] = 0;
		type = look(ctx, cur, target);
		if (type == S_IFLNK)
			type = ++links > SYMLINKS_MAX ? -ELOOP : follow(target, cur, rest);
		else if (type > 0 && more && type != S_IFDIR)
			type = -ENOTDIR;
		if (type < 0)
			return type;
	}
	strcpy(out, cur[0] ? cur : "/");
	return 0;
}

static int look_in_root(const void *ctx, const char *path, char target[PATH_MAX])
{
	const struct root *root = ctx;
	struct stat st;
	ssize_t n;

	if (fstatat(root->fd, path + 1, &st, AT_SYMLINK_NOFOLLOW))
		return -errno;
	if (S_ISLNK(st.st_mode)) {
		n = readlinkat(root->fd, path + 1, target, PATH_MAX - 1);
		if (n < 0)
			return -errno;
		target[n] = 0;
	}
	return (int)(st.st_mode & S_IFMT);
}

int root_resolve(const struct root *root, const char *path, char out[PATH_MAX])
{
	return root_walk(path, look_in_root, root, out);
}

static int open_as_is(const struct root *root, const char *path, int flags)
{
	char real[PATH_MAX] = "";
	int ret;

	if (!root->walk)
		return openat2_in_root(root->fd, *path ? path : "/", flags);
	ret = root_resolve(root, path, real);
	if (ret)
		return ret;
	ret = openat(root->fd, real[1] ? real + 1 : ".", flags | O_NOFOLLOW);
	return ret < 0 ? -errno : ret;
}

int root_openat(const struct root *root, const char *path, int flags)
{
	char usr[PATH_MAX];
	int fd = open_as_is(root, path, flags | O_CLOEXEC);

	if (fd == -ENOENT && below_usr(path, usr))
		fd = open_as_is(root, usr, flags | O_CLOEXEC);
	return fd;
}

bool root_stat(const struct root *root, const char *path, struct stat *st)
{
	int fd = root_openat(root, path, O_PATH);
	bool ok;

	if (fd < 0) {
		note(root, path, -fd);
		return false;
	}
	ok = fstat(fd, st) == 0;
	if (!ok)
		note(root, path, errno);
	close(fd);
	return ok;
}

bool root_is_file(const struct root *root, const char *path)
{
	struct stat st;

	return root_stat(root, path, &st) && S_ISREG(st.st_mode);
}

bool root_is_dir(const struct root *root, const char *path)
{
	struct stat st;

	return root_stat(root, path, &st) && S_ISDIR(st.st_mode);
}

int root_read(const struct root *root, const char *path, struct bytes *b, struct error *err)
{
	char name[PATH_MAX];
	int fd = root_openat(root, path, O_RDONLY | O_NONBLOCK);
	int ret;

	root_name(root, path, name);
	if (fd < 0)
		return error_set_errno(err, name, -fd, "cannot be opened");
	ret = bytes_read_fd(b, fd, name, BYTES_FILE_MAX, err);
	close(fd);
	return ret;
}

int root_list(const struct root *root, const char *path, struct names *names, struct error *err)
{
	char name[PATH_MAX];
	int fd = root_openat(root, path, O_RDONLY | O_DIRECTORY);

	root_name(root, path, name);
	errno = -fd;
	return names_from_dir(names, fd, name, err);
}
