/* SPDX-License-Identifier: MIT */
/* What is in an image, what would load it, and what is wrong with it. */
#ifndef INFO_H
#define INFO_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "image.h"
#include "findings.h"
#include "ramdisk.h"
#include "site.h"

struct loader {
	const char *name;
	bool works;
	char why[160]; /* what to know, may be "" */
};

enum { INFO_LOADERS = 8 };

struct info {
	struct image image;
	struct findings findings;
	struct ramdisk ramdisk; /* pieces is 0 if there is none, or none to be found */
	struct site site;	/* what was added to the ramdisk */
	char *cmdline;	 /* in ASCII if it is EBCDIC, terminated; NULL if it cannot be read */
	const char *psw; /* "kernel", "direct" or "other" */
	uint64_t memory; /* a guest needs at least so many bytes */
	struct loader loader[INFO_LOADERS];
	size_t loaders;
};

/* Reads the image PATH; -1 if it is not an image at all. Then info_free(). */
int info_read(struct info *info, const char *path, struct error *err);
void info_free(struct info *info);

#endif
