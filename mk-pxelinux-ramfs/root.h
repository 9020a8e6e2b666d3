/* SPDX-License-Identifier: MIT */
/*
 * The sysroot: a directory that is / for everything in it. No symlink, absolute or
 * with "..", leads out of it: openat2(2) with RESOLVE_IN_ROOT where the kernel
 * has it, else a walk of our own with the same answers.
 */
#ifndef ROOT_H
#define ROOT_H

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "bytes.h"
#include "error.h"
#include "names.h"

struct root {
	int fd;
	bool walk;	     /* use the fallback */
	char name[PATH_MAX]; /* as the user named it, without slashes at its end */
	struct error *unreadable;
};

/*
 * WALK asks for the fallback even where openat2 works. If UNREADABLE is set after
 * this, it gets the first error by which a file could not be looked at although it
 * may be there (an I/O error, no memory): the functions that answer yes or no
 * say no then, which must not be taken for the truth.
 */
int root_open(struct root *root, const char *dir, bool walk, struct error *err);
void root_close(struct root *root);

/* PATH inside the root as the host sees it, for messages. */
void root_name(const struct root *root, const char *path, char out[PATH_MAX]);

/*
 * A file descriptor for PATH inside the root, or -errno. Where /lib, /lib64, /bin
 * or /sbin has no such file, /usr below it is tried: an unpacked root may lack the
 * symlinks of a merged system. The same holds for what follows here, but not for
 * root_resolve().
 */
int root_openat(const struct root *root, const char *path, int flags);
/* True if PATH leads to something; its stat then in ST. */
bool root_stat(const struct root *root, const char *path, struct stat *st);
bool root_is_file(const struct root *root, const char *path);
bool root_is_dir(const struct root *root, const char *path);

/*
 * The path without any symlink or dot, absolute as seen inside the root.
 * 0 or -errno (ELOOP after 40 symlinks, as the kernel counts).
 */
int root_resolve(const struct root *root, const char *path, char out[PATH_MAX]);

/*
 * The same in whatever LOOK sees: the type of the file PATH as in st_mode, and of a symlink
 * its target; or -errno. PATH has no symlink or dot but its last part.
 */
typedef int root_look(const void *ctx, const char *path, char target[PATH_MAX]);
int root_walk(const char *path, root_look *look, const void *ctx, char out[PATH_MAX]);

/* The whole file, read into B. */
int root_read(const struct root *root, const char *path, struct bytes *b, struct error *err);
/*
 * The names in a directory without "." and "..", sorted. A directory that is not
 * there is an error; ask root_is_dir() first.
 */
int root_list(const struct root *root, const char *path, struct names *names, struct error *err);

#endif
