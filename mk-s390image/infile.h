/* SPDX-License-Identifier: MIT */
/*
 * An input file: regular, or a pipe or standard input, which are first copied
 * to an unnamed temporary file in $TMPDIR (else /tmp) so that they can be read
 * at any place. Nothing holds a whole file in memory.
 */
#ifndef INFILE_H
#define INFILE_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

struct infile {
	int fd;
	uint64_t size;
	char *name; /* for errors */
};

/*
 * Opens PATH, "-" for standard input. Refuses directories and devices but /dev/null, and a
 * pipe that gives more than S390_IMAGE_MAX bytes. FILE needs no closing if it
 * fails.
 */
int infile_open(struct infile *file, const char *path, struct error *err);

/* Reads exactly LEN bytes from OFFSET; a range that is not in the file fails. */
int infile_read(const struct infile *file, uint64_t offset, void *buf, size_t len,
		struct error *err);

/* All zeros is fine, and so is closing twice. */
void infile_close(struct infile *file);

#endif
