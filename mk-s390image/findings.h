/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with an image. An error makes the image unusable or loses
 * something on the way; a note is worth knowing.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "image.h"
#include "ramdisk.h"

struct finding {
	const char *code; /* a short constant name, for programs */
	bool is_error;
	uint64_t offset; /* in the image */
	char text[320];
};

struct findings {
	struct finding list[32];
	size_t count;
};

/*
 * Each appends what it finds; -1 only where reading fails.
 * kernel: the header and the kernel's own end. ramdisk: the two fields and what
 * they point to. cmdline: the embedded command line.
 */
int findings_kernel(const struct image *img, struct findings *p, struct error *err);
int findings_ramdisk(const struct image *img, struct findings *p, struct error *err);
int findings_cmdline(const struct image *img, struct findings *p, struct error *err);

/*
 * The same for the archives of a ramdisk, the SIZE bytes at START of X, which must be
 * there; R becomes what they are, with offsets in X.
 */
int findings_archives(const struct extents *x, uint64_t start, uint64_t size, struct ramdisk *r,
		      struct findings *p, struct error *err);

/* Adds one; a note whose code is there already, or one too many, is dropped. P may be NULL. */
void findings_add(struct findings *p, bool is_error, const char *code, uint64_t offset,
		  const char *fmt, ...) __attribute__((format(printf, 5, 6)));

bool findings_has(const struct findings *p, const char *code);

/* The first error, NULL if there is none. */
const struct finding *findings_first_error(const struct findings *p);

#endif
