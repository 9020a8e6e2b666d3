// SPDX-License-Identifier: MIT
#include "target.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The directory of PATH, the caller's to free; NULL without memory. */
static char *dir_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return strdup(".");
	if (slash == path)
		return strdup("/");
	return strndup(path, (size_t)(slash - path));
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/*
 * Follows symbolic links by hand, since the last one may name a file that is
 * not there yet, which realpath() refuses. The result is the caller's to free.
 */
static char *follow(const char *path, struct error *err)
{
	char *now = strdup(path), *dir, *next;
	char target[PATH_MAX];
	ssize_t n;
	int links;

	for (links = 0; now && links < 40; links++) {
		n = readlink(now, target, sizeof(target) - 1);
		if (n < 0)
			return now; /* no link, or nothing there */
		target[n] = 0;
		if (target[0] == '/') {
			next = strdup(target);
		} else {
			dir = dir_of(now);
			if (!dir || asprintf(&next, "%s/%s", dir, target) < 0)
				next = NULL;
			free(dir);
		}
		free(now);
		now = next;
	}
	error_set_errno(err, path, now ? ELOOP : ENOMEM, "cannot follow the symbolic link");
	free(now);
	return NULL;
}

/* What is at PATH now may be replaced? */
static int check(struct target *to, const char *path, struct error *err)
{
	const char *name = name_of(path);

	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return error_set(err, path,
				 "is not the name of a file; give the name of the file to write");
	if (stat(path, &to->st)) {
		if (errno == ENOENT)
			return 0;
		return error_set_errno(err, path, errno, "cannot write there");
	}
	if (S_ISDIR(to->st.st_mode))
		return error_set(err, path, "is a directory; give the name of a file in it");
	if (!S_ISREG(to->st.st_mode))
		return error_set(
			err, path,
			"is not a regular file and is not replaced; to write into a device "
			"or a pipe, write to standard output with '-'");
	if (!(to->st.st_mode & 0222) || access(path, W_OK))
		return error_set(err, path,
				 "is write-protected and is not replaced; remove it or make it "
				 "writable first");
	to->exists = true;
	return 0;
}

int target_find(struct target *to, const char *path, struct error *err)
{
	char *real;

	memset(to, 0, sizeof(*to));
	if (check(to, path, err))
		return -1;
	real = follow(path, err);
	if (!real)
		return -1;
	to->dir = dir_of(real);
	to->name = strdup(name_of(real));
	free(real);
	if (to->dir && to->name)
		return 0;
	target_free(to);
	return error_memory(err);
}

void target_free(struct target *to)
{
	free(to->dir);
	free(to->name);
	to->dir = to->name = NULL;
}
