/* SPDX-License-Identifier: MIT */
/*
 * Reads an initramfs as the kernel does (linux/init/initramfs.c): newc archives
 * one behind the other, each plain or compressed, with zeros between them. Of a
 * whole boot image (pxelinux.0) the ramdisk is read.
 */
#ifndef NEWC_READ_H
#define NEWC_READ_H

#include <stdint.h>

#include "bytes.h"
#include "error.h"

struct newc_entry {
	char *path; /* without "./" and slashes before it; "." for the top itself */
	uint32_t ino, mode, uid, gid, nlink, mtime;
	uint32_t dev_major, dev_minor, rdev_major, rdev_minor;
	const unsigned char *data; /* owned by the list */
	uint32_t size;
	unsigned int segment; /* counted from 0 */
};

struct newc_list {
	struct newc_entry *v; /* in the order of the archive */
	size_t n, cap;
	struct bytes file; /* the file as it was read */
	struct bytes *buffers;
	size_t buffers_n;
	unsigned int segments;
};

/* Reads the file PATH. newc_free() is needed in any case. */
int newc_read_file(struct newc_list *l, const char *path, struct error *err);
/* The same for LEN bytes at P, which must live as long as the list. */
int newc_read(struct newc_list *l, const unsigned char *p, size_t len, const char *name,
	      struct error *err);
void newc_free(struct newc_list *l);

/* The entry that PATH is after unpacking (later ones replace earlier), or NULL. */
const struct newc_entry *newc_find(const struct newc_list *l, const char *path);
/* The entry that holds the contents of E: itself, or the last hard link to it. */
const struct newc_entry *newc_body(const struct newc_list *l, const struct newc_entry *e);

#endif
