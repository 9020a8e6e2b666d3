/* SPDX-License-Identifier: MIT */
/*
 * A directory for temporary files that does not outlive this process, however
 * it ends: a child waits for that and removes the directory.
 */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <limits.h>
#include <sys/types.h>

#include "bytes.h"
#include "error.h"

struct scratch {
	char dir[PATH_MAX]; /* "" = there is none */
	int alive;	    /* the pipe whose other end the child watches */
	pid_t child;
};

/* Makes a directory in TMPDIR or /tmp, mode 0700. */
int scratch_open(struct scratch *s, struct error *err);

/* Removes it with all that is in it, and waits until that is done. */
void scratch_close(struct scratch *s);

/* Makes the directories of PATH from byte AT on, up to its last slash. PATH is as before. */
int scratch_parents(char *path, size_t at, struct error *err);

/* Writes B as the file PATH, which must not exist: a symlink may lead out of the directory. */
int scratch_write(const char *path, const struct bytes *b, struct error *err);

#endif
