/* SPDX-License-Identifier: MIT */
/* A directory that stands for a TFTP server, as a source of configurations. Nothing outside of it
 * is read, whatever a name or a symbolic link says. */
#ifndef TREE_H
#define TREE_H

#include "source.h"

struct tree {
	const char *root;  /* its real path */
	const char *shown; /* what people call it, with a slash behind it; "" */
	bool is_prefix; /* it may be the directory that the prefix names, not the server's root */
	void (*say)(const char *text);
	struct arena arena; /* of what it shows */
};

/* The tree around the configuration FILE: its directory, or what holds its pxelinux.cfg, without
 * the directories of PREFIX. */
int tree_around(struct tree *t, const char *file, const char *prefix, struct error *err);
/* The tree that the directory DIR is; or that holds it, if it is a pxelinux.cfg. */
int tree_open(struct tree *t, const char *dir, struct error *err);
void tree_close(struct tree *t);

/* A source's get(), CTX being a struct tree. */
enum source_result tree_get(void *ctx, const struct name_base *from, const char *name,
			    struct bytes *text, const char **shown);

/* What tree_get() would find, "" for nothing: for files that are not read. */
const char *tree_find(struct tree *t, const struct name_base *from, const char *name);

#endif
