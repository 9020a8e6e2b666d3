/* SPDX-License-Identifier: MIT */
/*
 * What a loader trusts: a file that was put into its ramdisk when it was made. The first line is
 * "since YYYY-MM-DD", the day from which on lists are taken, or "since none"; public keys follow.
 */
#ifndef ANCHOR_H
#define ANCHOR_H

#include "bytes.h"

enum { ANCHOR_MAX = 65536 }; /* bytes */

struct anchor {
	struct bytes text;
	const char *name; /* of the file */
	const char *keys; /* PEM */
	int64_t since;	  /* a day as day.h counts them, or -1 */
};

/* anchor_free() is needed in any case. */
int anchor_read(struct anchor *a, const char *path, struct error *err);
void anchor_free(struct anchor *a);

#endif
