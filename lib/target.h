/* SPDX-License-Identifier: MIT */
/*
 * Which file a path to write to means: symbolic links are followed, also one to
 * a file that is not there yet. Refused: a directory, a device, a pipe, a
 * socket, a file without any write permission.
 */
#ifndef TARGET_H
#define TARGET_H

#include <stdbool.h>
#include <sys/stat.h>

#include "error.h"

struct target {
	char *dir;	/* the directory that the file is in, to be opened */
	char *name;	/* its name in there */
	bool exists;	/* there is a file now */
	struct stat st; /* that file's, if there is one */
};

/* Fills *TO, which target_free() frees; after a failure there is nothing to free. */
int target_find(struct target *to, const char *path, struct error *err);
void target_free(struct target *to);

#endif
