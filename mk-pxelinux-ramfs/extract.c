// SPDX-License-Identifier: MIT
#include "extract.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "fullio.h"
#include "imagefile.h"
#include "rootfs.h"

struct extraction {
	struct imagefile f;
	struct rootfs fs;
	int top;
	const struct rootfs_node *in; /* the directory that dir is open on */
	int dir;
	struct rootfs_inode **body; /* the files with contents, in the order of these */
	size_t bodies, next;
	int file;	 /* whose contents come */
	bool privileged; /* owners can be set */
	struct names *warnings;
};

/* The directory NODE below the target; no symlink is followed on the way. */
static int open_dir(struct extraction *x, const struct rootfs_node *node)
{
	struct bytes path = {0};
	char *part, *rest;
	int fd, sub;

	if (x->in == node)
		return x->dir;
	if (x->in)
		close(x->dir);
	x->in = NULL;
	if (rootfs_path(node, &path)) {
		errno = ENOMEM;
		return -1;
	}
	fd = dup(x->top);
	for (part = (char *)path.data; fd >= 0 && (part = strtok_r(part, "/", &rest));
	     part = NULL) {
		sub = openat(fd, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(fd);
		fd = sub;
	}
	bytes_free(&path);
	if (fd >= 0)
		x->in = node;
	return x->dir = fd;
}

/* Whether it is this machine that fails, and not the archive that asks for too much. */
static bool is_failure(int why)
{
	return why == EIO || why == ENOSPC || why == EDQUOT || why == EROFS || why == ENOMEM ||
	       why == EMFILE || why == ENFILE;
}

/* A warning that NODE cannot be made; -1 if nothing that follows could be either. */
static int warn(struct extraction *x, const struct rootfs_node *n, int why, struct error *err)
{
	struct bytes path = {0};
	bool device = why == EPERM && (S_ISCHR(n->inode->mode) || S_ISBLK(n->inode->mode));
	int bad;

	if (is_failure(why))
		return error_set_errno(err, n->name, why, "cannot be made");
	bad = rootfs_path(n, &path) ||
	      (device ? names_addf(x->warnings, "%s is a device node, which only root can make",
				   path.data)
		      : names_addf(x->warnings, "%s cannot be made: %s", path.data, strerror(why)));

	bytes_free(&path);
	return bad ? error_memory(err) : 0;
}

/* Everything is its owner's alone, and without contents, until the end. */
static int make(struct extraction *x, const struct rootfs_node *n)
{
	const struct rootfs_node *first = n->inode->made;
	uint32_t mode = n->inode->mode;
	struct bytes path = {0};
	int dir = open_dir(x, n->parent), fd, ret;

	if (dir < 0)
		return -1;
	if (first) {
		ret = rootfs_path(first, &path) ||
		      linkat(x->top, (char *)path.data, dir, n->name, 0);
		bytes_free(&path);
		return ret ? -1 : 0;
	}
	if (S_ISDIR(mode))
		return mkdirat(dir, n->name, 0700);
	if (S_ISLNK(mode))
		return symlinkat(n->inode->target, dir, n->name);
	if (!S_ISREG(mode))
		return mknodat(dir, n->name, (mode & S_IFMT) | 0600,
			       makedev(n->inode->rdev_major, n->inode->rdev_minor));
	fd = openat(dir, n->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	return fd < 0 ? -1 : close(fd);
}

static int make_all(struct extraction *x, struct error *err)
{
	for (struct rootfs_node *n = x->fs.first; n; n = n->next) {
		struct rootfs_inode *i = n->inode;

		if (!n->listed)
			continue;
		if (make(x, n)) {
			if (warn(x, n, errno, err))
				return -1;
			continue;
		}
		if (!i->made && i->body)
			x->body[x->bodies++] = i;
		if (!i->made)
			i->made = n;
	}
	return 0;
}

static int by_body(const void *a, const void *b)
{
	uint64_t x = (*(struct rootfs_inode *const *)a)->body;
	uint64_t y = (*(struct rootfs_inode *const *)b)->body;

	return x < y ? -1 : x > y;
}

static int on_entry(void *ctx, const struct newc_entry *e, struct error *err)
{
	struct extraction *x = ctx;
	const struct rootfs_inode *i;

	if (x->next == x->bodies)
		return NEWC_STOP;
	i = x->body[x->next];
	if (e->number != i->body)
		return 0;
	x->next++;
	if (x->file >= 0)
		close(x->file);
	x->file = openat(open_dir(x, i->made->parent), i->made->name,
			 O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	if (x->file < 0 || ftruncate(x->file, i->size))
		return error_set_errno(err, i->made->name, errno, "cannot be written");
	return 1;
}

static int on_data(void *ctx, const void *p, size_t len, struct error *err)
{
	struct extraction *x = ctx;
	if (fullio_write(x->file, p, len))
		return error_set_errno(err, x->body[x->next - 1]->made->name, errno,
				       "cannot be written");
	return 0;
}

/* The contents come in a second pass over the archive. */
static int fill_all(struct extraction *x, struct error *err)
{
	struct newc_handler h = {on_entry, on_data, NULL, x};
	struct ramdisk r;
	int ret = 0;

	if (x->bodies)
		qsort(x->body, x->bodies, sizeof(struct rootfs_inode *), by_body);
	if (x->bodies && ramdisk_read(&x->f.ramdisk, &h, &r, err) < 0)
		ret = -1;
	if (x->file >= 0 && close(x->file) && !ret)
		ret = error_set_errno(err, x->f.file.name, errno, "cannot be unpacked");
	return ret;
}

/* Owner, mode and time. The set-id bits would be those of whoever unpacks. */
static int set(struct extraction *x, const struct rootfs_node *n)
{
	const struct rootfs_inode *i = n->inode;
	struct timespec t[2] = {{.tv_sec = i->mtime}, {.tv_sec = i->mtime}};
	int dir = open_dir(x, n->parent);

	if (dir < 0 ||
	    (x->privileged && fchownat(dir, n->name, i->uid, i->gid, AT_SYMLINK_NOFOLLOW)))
		return -1;
	if (!S_ISLNK(i->mode) &&
	    fchmodat(dir, n->name, i->mode & (x->privileged ? 07777 : 0777), 0))
		return -1;
	return utimensat(dir, n->name, t, AT_SYMLINK_NOFOLLOW);
}

/* From the end on, so that nothing changes in a directory that is done. */
static int set_all(struct extraction *x, struct error *err)
{
	for (const struct rootfs_node *n = x->fs.last; n; n = n->prev)
		if (n->inode->made == n && set(x, n) && warn(x, n, errno, err))
			return -1;
	return 0;
}

/* An empty directory, made if need be. */
static int open_target(const char *dir, struct error *err)
{
	struct names names = {0};
	int fd, ret;

	if (mkdir(dir, 0777) && errno != EEXIST)
		return error_set_errno(err, dir, errno, "cannot be made");
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return error_set_errno(err, dir, errno, "cannot be opened");
	ret = names_from_dir(&names, dup(fd), dir, err);
	if (!ret && names.n)
		ret = error_set(err, dir, "is not empty; name a new directory");
	names_free(&names);
	if (!ret)
		return fd;
	close(fd);
	return -1;
}

int extract(const char *image, const char *dir, struct names *warnings, struct error *err)
{
	struct extraction x = {
		.top = -1, .file = -1, .privileged = !geteuid(), .warnings = warnings};
	struct ramdisk r;
	const char *text;
	int ret = imagefile_open(&x.f, image, err);

	if (ret)
		return ret;
	ret = rootfs_read(&x.fs, &x.f.ramdisk, &r, err);
	text = (const char *)x.fs.warnings.data;
	for (size_t i = 0; !ret && i < x.fs.warnings_n; i++, text += strlen(text) + 1)
		ret = names_add(warnings, text) ? error_memory(err) : 0;
	if (!ret) {
		x.top = open_target(dir, err);
		ret = x.top < 0 ? -1 : 0;
	}
	if (!ret) {
		x.body = calloc(x.fs.n + 1, sizeof(struct rootfs_inode *));
		if (!x.body) {
			error_memory(err);
			ret = -1;
		}
	}
	if (!ret)
		ret = make_all(&x, err) || fill_all(&x, err) || set_all(&x, err) ? -1 : 0;
	if (!ret)
		ret = imagefile_judge(&x.f, &r, err);
	if (x.in)
		close(x.dir);
	if (x.top >= 0)
		close(x.top);
	free(x.body);
	rootfs_free(&x.fs);
	imagefile_close(&x.f);
	return ret;
}
