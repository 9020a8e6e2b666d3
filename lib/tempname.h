/* SPDX-License-Identifier: MIT */
/*
 * Temporary files that no signal leaves behind: a table of their names that
 * the handler of the ending signals unlinks before it raises the signal again,
 * and that exit() unlinks.
 */
#ifndef TEMPNAME_H
#define TEMPNAME_H

#include <signal.h>

#include "error.h"

enum { TEMPNAME_MAX = 32, TEMPNAME_SIZE = 32 };

/*
 * Creates a new empty file with a name of its own in the directory DIRFD
 * (called DIR in errors), mode 0666 less the umask, and puts it on the table.
 * DIRFD must stay open until tempname_forget(). Returns the slot, -1 on
 * failure. *FD is open for reading and writing.
 */
int tempname_create(int dirfd, const char *dir, int *fd, struct error *err);

/* The name in its directory. */
const char *tempname_get(int slot);

/* Takes it off the table; the file stays. */
void tempname_forget(int slot);

/* Removes it if it is still there, then takes it off the table. */
void tempname_remove(int slot);

/*
 * Makes the directory PATH (kept by reference) and puts it on the table, to be
 * removed by a signal if it is empty then. Returns the slot, or -1 with errno.
 */
int tempname_mkdir(const char *path);

/* Holds the ending signals back, and lets them go. Do not nest. */
void tempname_block(sigset_t *saved);
void tempname_unblock(const sigset_t *saved);

#endif
