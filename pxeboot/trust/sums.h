/* SPDX-License-Identifier: MIT */
/*
 * A list of files and their SHA-256 hashes, in the lines that both sha256sum(1) and
 * systemd-sysupdate(8) read: hash, blank, blank or *, name, newline; nothing else. What systemd
 * refuses (src/sysupdate/sysupdate-resource.c, resource_load_from_web) is refused, and two lines
 * for one name, capital letters in a hash and an empty list, too.
 */
#ifndef SUMS_H
#define SUMS_H

#include "bytes.h"

enum { SUMS_HASH = 32 };

struct sums_line {
	const char *name; /* relative, without empty parts, . and .. */
	unsigned char hash[SUMS_HASH];
};

/* All zeros is an empty one. */
struct sums {
	struct bytes text;
	struct sums_line *lines; /* sorted by name */
	size_t count;
};

/* Takes over TEXT, called NAME in errors. sums_free() is needed in any case. */
int sums_read(struct sums *s, struct bytes *text, const char *name, struct error *err);
/* The hash of a file, or NULL: it is not listed. */
const unsigned char *sums_find(const struct sums *s, const char *name);
void sums_free(struct sums *s);

#endif
