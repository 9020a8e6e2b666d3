/* SPDX-License-Identifier: MIT */
/*
 * newc archives as the kernel reads them, given in pieces of any size. The format: Linux
 * Documentation/driver-api/early-userspace/buffer-format.rst; what of it is taken, and
 * what is ignored: init/initramfs.c and init/initramfs_test.c of Linux 7.2.
 */
#ifndef NEWC_H
#define NEWC_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

enum { NEWC_HEADER = 110, NEWC_NAME_MAX = PATH_MAX };

struct newc_entry {
	uint64_t number; /* counted from 1 */
	const char *name, *target;
	uint32_t ino, mode, uid, gid, nlink, mtime, size;
	uint32_t dev_major, dev_minor, rdev_major, rdev_minor;
	const char *ignored; /* NULL, or why the kernel skips it; it may have no name then */
};

/*
 * What the entries are given to. Each may end the reading by NEWC_STOP or, with an
 * error, -1. ENTRY: 1 if the contents are wanted, then they follow by DATA; 0 if not.
 */
enum { NEWC_STOP = 2 };
struct newc_handler {
	int (*entry)(void *ctx, const struct newc_entry *e, struct error *err);
	int (*data)(void *ctx, const void *p, size_t len, struct error *err);
	void (*trailer)(void *ctx); /* hard links do not go on after it */
	void *ctx;
};

enum newc_step { NEWC_ZEROS, NEWC_HEAD, NEWC_NAME, NEWC_BODY, NEWC_SKIP };

struct newc {
	const struct newc_handler *handler;
	enum newc_step step;
	uint64_t at;  /* bytes so far: alignment counts from there */
	uint64_t end; /* where the last entry ends that was begun, with its padding */
	bool trailer; /* since it was last set to false */
	struct newc_entry entry;
	bool has_sum;
	uint32_t name_len, sum, sum_told;
	uint64_t left; /* of the contents */
	size_t have, need;
	char head[NEWC_HEADER];
	char text[NEWC_HEADER + 2 * NEWC_NAME_MAX + 8]; /* name, padding, target */
	const char *problem; /* why the kernel gives up; NULL: nothing yet */
};

/* A number of a header, the 8 hexadecimal digits at P; false if they are something else. */
bool newc_number(const void *p, uint32_t *v);

/* At offset 0, before any archive. */
void newc_start(struct newc *n, const struct newc_handler *h);

/*
 * Reads the LEN bytes at P up to what can only be another archive: after an entry and
 * the zeros after it. *USED says how many; the caller begins the next one by setting
 * STEP to NEWC_HEAD. 0 (then n->problem may be set), or what a handler gave.
 */
int newc_feed(struct newc *n, const unsigned char *p, size_t len, size_t *used, struct error *err);

/* What is cut off if nothing follows, or NULL; the padding of the last entry may lack. */
const char *newc_cut(const struct newc *n);

#endif
