/* SPDX-License-Identifier: MIT */
/*
 * A package's header as rpm stores it in its database: an index of tags and the
 * data that they point to, all of it big-endian
 * (https://rpm-software-management.github.io/rpm/manual/format_header.html, without
 * the eight bytes of magic). Nothing of it is trusted.
 */
#ifndef RPMHEADER_H
#define RPMHEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* https://rpm-software-management.github.io/rpm/manual/tags.html */
enum rpmtag {
	RPMTAG_NAME = 1000,
	RPMTAG_VERSION = 1001,
	RPMTAG_RELEASE = 1002,
	RPMTAG_EPOCH = 1003,
	RPMTAG_LICENSE = 1014,
	RPMTAG_ARCH = 1022,
	RPMTAG_FILESTATES = 1029,
	RPMTAG_DIRINDEXES = 1116,
	RPMTAG_BASENAMES = 1117,
	RPMTAG_DIRNAMES = 1118,
};

struct rpmheader {
	const unsigned char *index, *data;
	size_t tags, len;
};

/* An array of strings: how many, and the first; each lies behind the one before. */
struct rpmstrings {
	const char *first;
	size_t n;
};

/* H points into the LEN bytes at P. -1: its lengths are not those of a header. */
int rpmheader_open(struct rpmheader *h, const unsigned char *p, size_t len);

/* The string of TAG, or NULL: there is none, or it does not end within the header. */
const char *rpmheader_string(const struct rpmheader *h, enum rpmtag tag);
/* False if there is none; every string of the array ends within the header. */
bool rpmheader_strings(const struct rpmheader *h, enum rpmtag tag, struct rpmstrings *s);
/* The N numbers of TAG at 4 bytes each, or NULL with N 0. */
const unsigned char *rpmheader_numbers(const struct rpmheader *h, enum rpmtag tag, size_t *n);
/* The same for bytes. */
const unsigned char *rpmheader_bytes(const struct rpmheader *h, enum rpmtag tag, size_t *n);

#endif
