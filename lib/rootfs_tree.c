// SPDX-License-Identifier: MIT
#include "rootfs_tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SYMLINKS_MAX = 40, PART_MAX = 255 };

static size_t hash(const struct rootfs_node *parent, const char *name, size_t len)
{
	/* FNV-1a */
	uint64_t h = UINT64_C(0xcbf29ce484222325) ^ (uintptr_t)parent;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)name[i]) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

static struct rootfs_node *child(const struct rootfs *fs, const struct rootfs_node *parent,
				 const char *name, size_t len)
{
	struct rootfs_node *n = fs->bucket[hash(parent, name, len) & (fs->buckets - 1)];

	while (n && (n->parent != parent || strncmp(n->name, name, len) || n->name[len]))
		n = n->chain;
	return n;
}

static int grow(struct rootfs *fs)
{
	size_t buckets = fs->buckets ? fs->buckets * 2 : 1024;
	struct rootfs_node **b = calloc(buckets, sizeof(struct rootfs_node *)), *n;
	size_t i;

	if (!b)
		return -1;
	free(fs->bucket);
	fs->bucket = b;
	fs->buckets = buckets;
	for (n = fs->first; n; n = n->next) {
		i = hash(n->parent, n->name, strlen(n->name)) & (buckets - 1);
		n->chain = b[i];
		b[i] = n;
	}
	return 0;
}

static void drop(struct rootfs_inode *i)
{
	if (--i->links)
		return;
	free(i->target);
	free(i);
}

static void append(struct rootfs *fs, struct rootfs_node *n)
{
	n->prev = fs->last;
	n->next = NULL;
	*(fs->last ? &fs->last->next : &fs->first) = n;
	fs->last = n;
}

static void unchain(struct rootfs *fs, struct rootfs_node *n)
{
	*(n->prev ? &n->prev->next : &fs->first) = n->next;
	*(n->next ? &n->next->prev : &fs->last) = n->prev;
}

void rootfs_show(struct rootfs *fs, struct rootfs_node *n)
{
	if (!n->listed && n->parent) {
		unchain(fs, n);
		append(fs, n);
	}
	n->listed = true;
}

struct rootfs_node *rootfs_add(struct rootfs *fs, const struct rootfs_place *p,
			       struct rootfs_inode *inode)
{
	struct rootfs_node *n = calloc(1, sizeof(*n) + p->len + 1), *up, **chain;

	inode->links++;
	if (!n || (fs->n >= fs->buckets && grow(fs))) {
		free(n);
		drop(inode);
		return NULL;
	}
	memcpy(n->name, p->name, p->len);
	n->inode = inode;
	n->parent = p->parent;
	n->parent->children++;
	chain = &fs->bucket[hash(p->parent, p->name, p->len) & (fs->buckets - 1)];
	n->chain = *chain;
	*chain = n;
	for (up = n->parent; up->parent; up = up->parent)
		rootfs_show(fs, up);
	append(fs, n);
	fs->n++;
	n->listed = true;
	return n;
}

void rootfs_remove(struct rootfs *fs, struct rootfs_node *n)
{
	struct rootfs_node **chain =
		&fs->bucket[hash(n->parent, n->name, strlen(n->name)) & (fs->buckets - 1)];

	while (*chain != n)
		chain = &(*chain)->chain;
	*chain = n->chain;
	unchain(fs, n);
	n->parent->children--;
	fs->n--;
	drop(n->inode);
	free(n);
}

int rootfs_init(struct rootfs *fs)
{
	fs->top = calloc(1, sizeof(*fs->top) + 1);
	if (!fs->top)
		return -1;
	fs->top->inode = calloc(1, sizeof(*fs->top->inode));
	if (!fs->top->inode)
		return -1;
	fs->top->inode->mode = S_IFDIR | 0755;
	fs->top->inode->links = 1;
	return grow(fs);
}

static int walk(const struct rootfs *fs, struct rootfs_node *at, const char *path,
		enum rootfs_way way, unsigned int *symlinks, struct rootfs_place *p)
{
	bool last;

	if (*path == '/')
		at = fs->top;
	for (path += strspn(path, "/"); *path; path += strspn(path, "/")) {
		size_t len = strcspn(path, "/");
		const char *name = path;
		struct rootfs_node *n;
		bool slash = path[len];

		path += len;
		last = !path[strspn(path, "/")];
		if (len > PART_MAX)
			return ENAMETOOLONG;
		if (!S_ISDIR(at->inode->mode))
			return ENOTDIR;
		if (len <= 2 && !strncmp(name, "..", len)) {
			at = len == 2 && at->parent ? at->parent : at;
			continue;
		}
		n = child(fs, at, name, len);
		*p = (struct rootfs_place){at, n, name, len, slash};
		if (last && (!n || !S_ISLNK(n->inode->mode) || way == ROOTFS_MAKE ||
			     (way == ROOTFS_STAT && !slash)))
			return 0;
		if (n && S_ISLNK(n->inode->mode)) {
			int why = ++*symlinks > SYMLINKS_MAX ? ELOOP
							     : walk(fs, at, n->inode->target,
								    ROOTFS_OPEN, symlinks, p);

			if (why || last)
				return why;
			n = p->node;
		}
		if (!n)
			return ENOENT;
		at = n;
	}
	*p = (struct rootfs_place){at->parent, at, "", 0, false};
	return 0;
}

int rootfs_walk(const struct rootfs *fs, const char *path, enum rootfs_way way,
		struct rootfs_place *p)
{
	unsigned int symlinks = 0;

	return walk(fs, fs->top, path, way, &symlinks, p);
}

struct rootfs_node *rootfs_find(const struct rootfs *fs, const char *path)
{
	struct rootfs_place p;

	return rootfs_walk(fs, path, ROOTFS_OPEN, &p) ? NULL : p.node;
}

int rootfs_path(const struct rootfs_node *node, struct bytes *out)
{
	const struct rootfs_node *n;
	size_t len = 0, at;

	if (!node->parent)
		return bytes_string(out, ".");
	for (n = node; n->parent; n = n->parent)
		len += strlen(n->name) + 1;
	if (bytes_reserve(out, len))
		return -1;
	out->len += len - 1;
	out->data[out->len] = 0;
	for (n = node, at = out->len; n->parent; n = n->parent) {
		size_t part = strlen(n->name);

		memcpy(out->data + at - part, n->name, part);
		at -= part;
		if (n->parent->parent)
			out->data[--at] = '/';
	}
	return 0;
}

void rootfs_free(struct rootfs *fs)
{
	struct rootfs_node *n, *next;

	for (n = fs->first; n; n = next) {
		next = n->next;
		drop(n->inode);
		free(n);
	}
	if (fs->top) {
		free(fs->top->inode);
		free(fs->top);
	}
	free(fs->bucket);
	free(fs->links);
	bytes_free(&fs->warnings);
	memset(fs, 0, sizeof(*fs));
}
