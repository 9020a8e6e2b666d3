/* SPDX-License-Identifier: MIT */
/* Inside of rootfs: names are found as system calls find them (Linux fs/namei.c). */
#ifndef ROOTFS_TREE_H
#define ROOTFS_TREE_H

#include "rootfs.h"

enum rootfs_way {
	ROOTFS_STAT, /* lstat(2): the last name is not followed, but before a slash */
	ROOTFS_MAKE, /* mkdir(2), unlink(2) ...: never */
	ROOTFS_OPEN, /* open(2): always; a symlink that leads to nothing is where it leads */
};

/* Where a path leads. */
struct rootfs_place {
	struct rootfs_node *parent, *node; /* node is NULL if there is nothing */
	const char *name;		   /* the last part; lives as long as the path */
	size_t len;			   /* 0: the path ends with "/", "." or "..", node is set */
	bool slash;			   /* there are slashes after it */
};

/* 0, or the errno of a path that leads nowhere. */
int rootfs_walk(const struct rootfs *fs, const char *path, enum rootfs_way way,
		struct rootfs_place *p);

int rootfs_init(struct rootfs *fs);
/* Both count the names of the inode; NULL and the inode is freed: no memory. */
struct rootfs_node *rootfs_add(struct rootfs *fs, const struct rootfs_place *p,
			       struct rootfs_inode *inode);
/* From now on it is listed, where the list ends. */
void rootfs_show(struct rootfs *fs, struct rootfs_node *node);
void rootfs_remove(struct rootfs *fs, struct rootfs_node *node);

#endif
