// SPDX-License-Identifier: MIT
#include "init.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { SCRIPT_LINE = 256 };

static int look_in_tree(const void *ctx, const char *path, char target[PATH_MAX])
{
	const struct entry *e = tree_find(ctx, path);

	if (!e)
		return -ENOENT;
	if (S_ISLNK(e->mode) &&
	    (size_t)snprintf(target, PATH_MAX, "%s", (char *)e->data.data) >= PATH_MAX)
		return -ENAMETOOLONG;
	return (int)(e->mode & S_IFMT);
}

/* The entry that PATH leads to, symlinks followed, or NULL. */
static const struct entry *resolve(const struct tree *t, const char *path)
{
	char real[PATH_MAX];

	return root_walk(path, look_in_tree, t, real) ? NULL : tree_find(t, real);
}

/* The program after "#!" (fs/binfmt_script.c); false if E is not a script. */
static bool interpreter(const struct entry *e, char buf[SCRIPT_LINE])
{
	size_t i = 2, n;

	if (!S_ISREG(e->mode) || e->data.len < 3 || memcmp(e->data.data, "#!", 2) != 0)
		return false;
	i += strspn((const char *)e->data.data + i, " \t");
	n = strcspn((const char *)e->data.data + i, " \t\n");
	if (n >= SCRIPT_LINE)
		return false;
	memcpy(buf, e->data.data + i, n);
	buf[n] = 0;
	return true;
}

/* Why the kernel cannot run E, NULL if it can. */
static const char *fault(const struct tree *t, const struct entry *e)
{
	char program[SCRIPT_LINE];
	const struct entry *by;

	if (!S_ISREG(e->mode))
		return "is not a file";
	if (!e->data.len)
		return "is empty";
	if (e->data.len >= 3 && !memcmp(e->data.data, "\xef\xbb\xbf", 3))
		return "begins with a byte order mark (BOM); save it as UTF-8 without one";
	if (!(e->mode & S_IXUSR))
		return "is not executable; chmod +x it";
	if (elf_magic(&e->data))
		return NULL;
	if (!interpreter(e, program))
		return "is neither a program nor a script; its first line has to be \"#!/bin/sh\"";
	if (memmem(e->data.data, e->data.len, "\r\n", 2))
		return "has line ends as on Windows (CR LF); convert it with dos2unix";
	by = resolve(t, program);
	if (!by || !S_ISREG(by->mode) || !(by->mode & S_IXUSR))
		return "names a program after \"#!\" that is not in the initramfs";
	return NULL;
}

int init_check(struct initramfs *c, struct error *err)
{
	const struct entry *e = tree_find(&c->tree, "init"), *target = resolve(&c->tree, "init");
	char program[SCRIPT_LINE];
	const char *why;

	if (!e || S_ISDIR(e->mode))
		return error_set(
			err, NULL,
			"there is no init in the skeleton; the kernel would have nothing to "
			"run, so name the right directory with --skel");
	why = target ? fault(&c->tree, target) : "is a symlink to what is not in the initramfs";
	if (why)
		return error_set(err, e->source, "the kernel cannot run it as /init: it %s", why);
	for (size_t i = 0; i < c->tree.n; i++)
		if (c->tree.v[i].mode & S_IXUSR && interpreter(&c->tree.v[i], program) &&
		    !resolve(&c->tree, program) &&
		    names_addf(&c->warnings, "/%s is run by %s, which is not in the initramfs",
			       c->tree.v[i].path, program))
			return error_memory(err);
	return 0;
}
