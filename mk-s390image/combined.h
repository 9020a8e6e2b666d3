/* SPDX-License-Identifier: MIT */
/* The boot image in one file: kernel, zeros up to a page, ramdisk. */
#ifndef COMBINED_H
#define COMBINED_H

#include "error.h"
#include "extents.h"
#include "payload.h"

/*
 * Appends the image to OUT. Refused where it would be larger than
 * S390_IMAGE_MAX. OUT refers to P's files and is the caller's to free.
 */
int combined_compose(const struct payload *p, struct extents *out, struct error *err);

#endif
