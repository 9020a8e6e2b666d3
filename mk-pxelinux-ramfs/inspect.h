/* SPDX-License-Identifier: MIT */
/*
 * Looks into existing initramfs files and whole boot images: what the kernel makes of
 * them. One that it does not unpack to the end is an error, after what there was.
 */
#ifndef INSPECT_H
#define INSPECT_H

#include "bytes.h"
#include "error.h"

/* One line an entry: mode, uid/gid, size (or device), path, " -> target". */
int inspect_list(const char *image, struct bytes *out, struct error *err);
/* Writes the contents of the file that PATH leads to in it to FD, standard output. */
int inspect_cat(const char *image, const char *path, int fd, struct error *err);
/*
 * What B has other than A: "+ PATH SIZE", "- PATH SIZE", "~ PATH OLD NEW WHAT", and
 * a last line with the sums. Nothing where both unpack to the same.
 */
int inspect_diff(const char *a, const char *b, struct bytes *out, struct error *err);

#endif
