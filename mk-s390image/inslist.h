/* SPDX-License-Identifier: MIT */
/*
 * What an .ins file lists: files and the addresses that an HMC or QEMU loads them to,
 * one "NAME ADDRESS" a line; a line that begins with "*" is a comment. Names are
 * relative to the .ins file.
 */
#ifndef INSLIST_H
#define INSLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "extents.h"
#include "infile.h"
#include "s390hdr.h"

enum { INSLIST_FILES = 16 };

struct inslist_file {
	struct infile file;
	uint64_t address;
	unsigned int line; /* of the list, from 1 */
};

struct inslist {
	struct inslist_file list[INSLIST_FILES];
	size_t count;
	uint64_t area_end; /* of the kernel's parameter area, see inslist_compose() */
};

/* Is BUF, the first LEN bytes of a file, the text of such a list? */
bool inslist_detect(const void *buf, size_t len);

/*
 * Opens the files that LIST names; -1 with the line for one that is not there or that
 * cannot be loaded. L needs inslist_close() in any case.
 */
int inslist_open(struct inslist *l, const struct infile *list, struct error *err);

/*
 * Appends to MEMORY what the files make of it: the kernel at 0, small files in its
 * parameter area, the others where they belong, zeros between. NAME is the list, for
 * errors: two files in one place, or an order in which one is lost.
 */
int inslist_compose(struct inslist *l, const char *name, struct extents *memory, struct error *err);

/* After that: the first file that is not loaded into the kernel, NULL if there is none. */
const struct inslist_file *inslist_ramdisk(const struct inslist *l);

void inslist_close(struct inslist *l);

#endif
