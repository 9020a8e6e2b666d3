/* SPDX-License-Identifier: MIT */
/*
 * The file system that the kernel makes of a ramdisk: names, types, owners and links of
 * what is left when all entries were unpacked in turn, replaced ones, dropped ones and
 * links to directories as there (Linux init/initramfs.c, fs/namei.c). Contents are not
 * kept: each file knows the number of the entry that has them.
 */
#ifndef ROOTFS_H
#define ROOTFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "error.h"
#include "ramdisk.h"

struct rootfs_inode {
	uint32_t mode, uid, gid, mtime, rdev_major, rdev_minor;
	uint32_t size;		  /* of a file's contents, of a symlink's target */
	uint64_t body;		  /* the entry with the contents; 0: a file of no bytes */
	char *target;		  /* of a symlink */
	uint32_t links;		  /* names */
	bool dated;		  /* an entry said when a directory was changed */
	struct rootfs_node *made; /* for whoever reads this: NULL at first */
	uint64_t digest;	  /* CRC-64 of the contents, if asked for */
};

/* A name; those of one directory are in no order. */
struct rootfs_node {
	struct rootfs_node *parent; /* NULL: the top */
	struct rootfs_inode *inode;
	struct rootfs_node *chain, *next, *prev;
	size_t children;
	bool listed; /* an entry made it, or something in it: not the kernel itself */
	char name[];
};

struct rootfs {
	struct rootfs_node *top;
	struct rootfs_node *first, *last; /* all but the top, in the order they were made */
	size_t n;
	struct rootfs_node **bucket;
	size_t buckets;
	struct rootfs_link **links;   /* the first names of files that may have more */
	bool digests;		      /* to be set before reading */
	struct rootfs_inode *writing; /* whose contents come */
	/* what the kernel would not make, a sentence each with a NUL; the first ones */
	struct bytes warnings;
	size_t warnings_n;
};

/* Reads the ramdisk FROM into FS, all zeros before; see ramdisk_read(). Then rootfs_free(). */
int rootfs_read(struct rootfs *fs, const struct source *from, struct ramdisk *r, struct error *err);
void rootfs_free(struct rootfs *fs);

/* The node that PATH leads to, links followed, or NULL. */
struct rootfs_node *rootfs_find(const struct rootfs *fs, const char *path);

/* Appends the path of a node: without a slash before it, "." for the top. -1: no memory. */
int rootfs_path(const struct rootfs_node *node, struct bytes *out);

/* Gives the contents of a file to SINK, from FROM: the ramdisk that was read. */
int rootfs_body(const struct source *from, const struct rootfs_inode *inode,
		int (*sink)(void *ctx, const void *p, size_t len, struct error *err), void *ctx,
		struct error *err);

#endif
