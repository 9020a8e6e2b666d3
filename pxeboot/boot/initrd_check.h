/* SPDX-License-Identifier: MIT */
/*
 * Whether a fetched file can be an initrd. Nothing is unpacked: what a transfer lost is known
 * already, and most damage on the server shows at a file's end.
 */
#ifndef INITRD_CHECK_H
#define INITRD_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

struct initrd_check {
	const char *why;   /* it is none: a sentence about "it"; NULL: it can be one */
	const char *doubt; /* for a warning, or NULL */
	bool unpack;	   /* a gzip file whose end looks wrong: only unpacking it shows more */
};

void initrd_check(struct initrd_check *c, struct arena *a, const uint8_t *data, size_t len);

#endif
