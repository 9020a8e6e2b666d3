// SPDX-License-Identifier: MIT
#include "rootfs.h"

#include <errno.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "rootfs_tree.h"

/* A name that others of the same file are made links to, until a trailer. */
struct rootfs_link {
	struct rootfs_link *next;
	uint32_t ino, dev_major, dev_minor, type;
	char name[];
};

enum { LINKS = 1024, WARNINGS = 100 };

static void forget_links(void *ctx)
{
	struct rootfs *fs = ctx;

	for (size_t i = 0; i < LINKS; i++)
		while (fs->links[i]) {
			struct rootfs_link *l = fs->links[i];

			fs->links[i] = l->next;
			free(l);
		}
}

/* The first name of the same file; *NEW becomes true, or not, if this is one. */
static int find_link(struct rootfs *fs, const struct newc_entry *e, const char **name)
{
	struct rootfs_link **l = &fs->links[(e->ino ^ e->dev_minor * 31 ^ e->dev_major) % LINKS];
	struct rootfs_link *new;

	for (; *l; l = &(*l)->next)
		if ((*l)->ino == e->ino && (*l)->dev_minor == e->dev_minor &&
		    (*l)->dev_major == e->dev_major && (*l)->type == (e->mode & S_IFMT)) {
			*name = (*l)->name;
			return 0;
		}
	*name = NULL;
	new = malloc(sizeof(*new) + strlen(e->name) + 1);
	if (!new)
		return -1;
	*new = (struct rootfs_link){NULL, e->ino, e->dev_major, e->dev_minor, e->mode & S_IFMT};
	strcpy(new->name, e->name);
	*l = new;
	return 0;
}

static const char *reason(int why)
{
	switch (why) {
	case ENOENT:
		return "its directory is missing";
	case ENOTDIR:
		return "its parent is not a directory";
	case EEXIST:
	case EISDIR:
		return "a directory of this name cannot be replaced";
	case ELOOP:
		return "it is reached by too many symlinks";
	case ENAMETOOLONG:
		return "a part of its name, or its target, is too long";
	default:
		return "a file cannot have this name";
	}
}

static int warn(struct rootfs *fs, const struct newc_entry *e, const char *why, struct error *err)
{
	int bad;

	if (fs->warnings_n >= WARNINGS)
		return 0;
	fs->warnings_n++;
	bad = e->name ? bytes_printf(&fs->warnings, "%s is not unpacked: %s", e->name, why)
		      : bytes_printf(&fs->warnings, "entry %llu is not unpacked: %s",
				     (unsigned long long)e->number, why);
	return bad || bytes_append(&fs->warnings, "", 1) ? error_memory(err) : 0;
}

/* What stands at PATH goes if it is of another type, as far as it can. */
static void clean(struct rootfs *fs, const char *path, uint32_t mode)
{
	struct rootfs_place p;

	if (rootfs_walk(fs, path, ROOTFS_STAT, &p) || !p.node ||
	    !((p.node->inode->mode ^ mode) & S_IFMT))
		return;
	/* by rmdir(2) or unlink(2), which both want a name at the end, and follow nothing */
	if (rootfs_walk(fs, path, ROOTFS_MAKE, &p) || !p.node || !p.len || p.node->children)
		return;
	if (p.slash && !S_ISDIR(p.node->inode->mode))
		return;
	rootfs_remove(fs, p.node);
}

/* Who it belongs to and what may be done with it. */
static void own(struct rootfs_inode *i, const struct newc_entry *e)
{
	i->mode = (i->mode & S_IFMT) | (e->mode & 07777);
	i->uid = e->uid;
	i->gid = e->gid;
}

/* A new file of any type at P, or why not. */
static int make(struct rootfs *fs, struct rootfs_place *p, const struct newc_entry *e,
		struct rootfs_node **made, struct error *err)
{
	struct rootfs_inode *i;

	if (p->node || !p->len)
		return EEXIST;
	if (p->slash && !S_ISDIR(e->mode))
		return ENOENT;
	i = calloc(1, sizeof(*i));
	if (!i)
		return error_memory(err);
	i->mode = e->mode & S_IFMT;
	i->rdev_major = e->rdev_major;
	i->rdev_minor = e->rdev_minor;
	i->mtime = e->mtime;
	own(i, e);
	*made = rootfs_add(fs, p, i);
	return *made ? 0 : error_memory(err);
}

/* 1: made a link; 0: it is the first of its names; else why not, or -1. */
static int link_to_first(struct rootfs *fs, const struct newc_entry *e, bool *linked,
			 struct error *err)
{
	struct rootfs_place from, to;
	const char *old = NULL;
	int why;

	*linked = false;
	if (e->nlink < 2)
		return 0;
	if (find_link(fs, e, &old))
		return error_memory(err);
	if (!old)
		return 0;
	clean(fs, e->name, 0);
	why = rootfs_walk(fs, old, ROOTFS_STAT, &from);
	if (!why)
		why = !from.node ? ENOENT : S_ISDIR(from.node->inode->mode) ? EISDIR : 0;
	if (!why)
		why = rootfs_walk(fs, e->name, ROOTFS_MAKE, &to);
	if (!why)
		why = to.node || !to.len ? EEXIST : to.slash ? ENOENT : 0;
	if (why)
		return why;
	*linked = true;
	return rootfs_add(fs, &to, from.node->inode) ? 0 : error_memory(err);
}

static int make_file(struct rootfs *fs, const struct newc_entry *e, struct error *err)
{
	struct rootfs_place p;
	struct rootfs_node *node;
	bool linked;
	int why = link_to_first(fs, e, &linked, err);

	if (!why)
		why = rootfs_walk(fs, e->name, ROOTFS_OPEN, &p);
	if (why)
		return why;
	node = p.node;
	if (!node) {
		why = p.slash ? EISDIR : make(fs, &p, e, &node, err);
		if (why)
			return why;
	}
	if (!S_ISREG(node->inode->mode))
		return S_ISDIR(node->inode->mode) ? EISDIR : EINVAL;
	own(node->inode, e);
	node->inode->mtime = e->mtime;
	rootfs_show(fs, node);
	if (!linked || e->size) {
		node->inode->size = e->size;
		node->inode->body = e->size ? e->number : 0;
		node->inode->digest = 0;
	}
	fs->writing = node->inode;
	return 0;
}

static int make_directory(struct rootfs *fs, const struct newc_entry *e, struct error *err)
{
	struct rootfs_place p;
	struct rootfs_node *node;
	int why = rootfs_walk(fs, e->name, ROOTFS_MAKE, &p);

	if (why)
		return why;
	if (!p.node) {
		why = make(fs, &p, e, &node, err);
		if (why)
			return why;
		node->inode->dated = true;
		return 0;
	}
	why = rootfs_walk(fs, e->name, ROOTFS_OPEN, &p);
	if (why || !p.node)
		return why ? why : ENOENT;
	if (!S_ISDIR(p.node->inode->mode))
		return EEXIST;
	own(p.node->inode, e);
	/* they are dated at the end, the last entry first */
	if (!p.node->inode->dated)
		p.node->inode->mtime = e->mtime;
	p.node->inode->dated = true;
	rootfs_show(fs, p.node);
	return 0;
}

static int make_node(struct rootfs *fs, const struct newc_entry *e, struct error *err)
{
	struct rootfs_place p;
	struct rootfs_node *node;
	bool linked;
	int why = link_to_first(fs, e, &linked, err);

	if (why || linked)
		return why;
	why = rootfs_walk(fs, e->name, ROOTFS_MAKE, &p);
	if (why)
		return why;
	node = p.node;
	if (!node || !p.len)
		return make(fs, &p, e, &node, err);
	/* what is there stays what it is, but for these */
	own(node->inode, e);
	node->inode->mtime = e->mtime;
	rootfs_show(fs, node);
	return (node->inode->mode ^ e->mode) & S_IFMT ? EEXIST : 0;
}

static int make_symlink(struct rootfs *fs, const struct newc_entry *e, struct error *err)
{
	struct rootfs_place p;
	struct rootfs_node *node;
	const char *target = e->target ? e->target : "";
	size_t len = strlen(target);
	int why;

	clean(fs, e->name, 0);
	why = rootfs_walk(fs, e->name, ROOTFS_MAKE, &p);
	if (!why && !len)
		why = EINVAL;
	if (!why && len >= PATH_MAX)
		why = ENAMETOOLONG;
	if (!why)
		why = make(fs, &p, e, &node, err);
	if (why)
		return why;
	node->inode->mode |= 0777;
	node->inode->size = (uint32_t)len;
	node->inode->target = strdup(target);
	return node->inode->target ? 0 : error_memory(err);
}

static int on_entry(void *ctx, const struct newc_entry *e, struct error *err)
{
	struct rootfs *fs = ctx;
	int why;

	fs->writing = NULL;
	if (e->ignored)
		return warn(fs, e, e->ignored, err);
	if (!e->target)
		clean(fs, e->name, e->mode);
	why = S_ISREG(e->mode)	 ? make_file(fs, e, err)
	      : S_ISDIR(e->mode) ? make_directory(fs, e, err)
	      : S_ISLNK(e->mode) ? make_symlink(fs, e, err)
	      : S_ISCHR(e->mode) || S_ISBLK(e->mode) || S_ISFIFO(e->mode) || S_ISSOCK(e->mode)
		      ? make_node(fs, e, err)
		      : EPERM;
	if (why == EPERM)
		return warn(fs, e, "no kernel knows its type", err);
	if (why)
		return why < 0 ? -1 : warn(fs, e, reason(why), err);
	return fs->writing != NULL;
}

static int on_data(void *ctx, const void *p, size_t len, struct error *err)
{
	struct rootfs *fs = ctx;

	(void)err;
	if (fs->digests)
		fs->writing->digest = lzma_crc64(p, len, fs->writing->digest);
	return 0;
}

/* What the kernel has in it before: usr/default_cpio_list. */
static int populate(struct rootfs *fs)
{
	static const struct newc_entry given[] = {
		{.name = "dev", .mode = S_IFDIR | 0755},
		{.name = "dev/console", .mode = S_IFCHR | 0600, .rdev_major = 5, .rdev_minor = 1},
		{.name = "root", .mode = S_IFDIR | 0700},
	};
	struct rootfs_place p;
	struct rootfs_node *node;

	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
		if (rootfs_walk(fs, given[i].name, ROOTFS_MAKE, &p) ||
		    make(fs, &p, &given[i], &node, NULL))
			return -1;
		node->listed = node->parent->listed = false;
	}
	return 0;
}

int rootfs_read(struct rootfs *fs, const struct source *from, struct ramdisk *r, struct error *err)
{
	struct newc_handler h = {on_entry, on_data, forget_links, fs};
	int ret;

	fs->links = calloc(LINKS, sizeof(struct rootfs_link *));
	if (!fs->links || rootfs_init(fs) || populate(fs))
		return error_memory(err);
	ret = ramdisk_read(from, &h, r, err);
	forget_links(fs);
	return ret;
}

struct wanted {
	uint64_t number;
	int (*sink)(void *ctx, const void *p, size_t len, struct error *err);
	void *ctx;
};

static int body_entry(void *ctx, const struct newc_entry *e, struct error *err)
{
	struct wanted *w = ctx;

	(void)err;
	if (e->number > w->number)
		return NEWC_STOP;
	return e->number == w->number;
}

static int body_data(void *ctx, const void *p, size_t len, struct error *err)
{
	struct wanted *w = ctx;

	return w->sink(w->ctx, p, len, err);
}

int rootfs_body(const struct source *from, const struct rootfs_inode *inode,
		int (*sink)(void *ctx, const void *p, size_t len, struct error *err), void *ctx,
		struct error *err)
{
	struct wanted w = {inode->body, sink, ctx};
	struct newc_handler h = {body_entry, body_data, NULL, &w};
	struct ramdisk r;

	return inode->body && ramdisk_read(from, &h, &r, err) < 0 ? -1 : 0;
}
