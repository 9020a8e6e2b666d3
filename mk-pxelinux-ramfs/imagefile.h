/* SPDX-License-Identifier: MIT */
/* A file that holds a ramdisk: on its own, or after the kernel of a whole boot image. */
#ifndef IMAGEFILE_H
#define IMAGEFILE_H

#include "error.h"
#include "input.h"
#include "ramdisk.h"

struct imagefile {
	struct source_file file; /* its name as it was given, not copied */
	struct source all, ramdisk;
	struct source_range range;
};

/* Opens the regular file PATH. Then imagefile_close(), on success only. */
int imagefile_open(struct imagefile *f, const char *path, struct error *err);
void imagefile_close(struct imagefile *f);

/* The error that R tells of the ramdisk in F, or 0. */
int imagefile_judge(const struct imagefile *f, const struct ramdisk *r, struct error *err);

#endif
