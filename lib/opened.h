/* SPDX-License-Identifier: MIT */
/*
 * The files that this process has read, however it found them, so that none of them
 * is lost to an output; see outfile_commit().
 */
#ifndef OPENED_H
#define OPENED_H

#include <stdbool.h>
#include <sys/stat.h>

#include "error.h"

/* Call it for each file that is opened to be read, with what fstat() says. -1: no memory. */
int opened_add(const struct stat *st, struct error *err);

bool opened_has(const struct stat *st);

/* Notes the file FD, called NAME in errors, which must be a regular one; *ST becomes its stat. */
int opened_regular(int fd, const char *name, struct stat *st, struct error *err);
/* The same for PATH, opened for reading: its file descriptor, or -1. */
int opened_open(const char *path, struct stat *st, struct error *err);

#endif
