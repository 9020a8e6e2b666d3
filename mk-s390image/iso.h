/* SPDX-License-Identifier: MIT */
/*
 * An ISO 9660 image that boots by El Torito: one file, the combined boot image,
 * as its boot entry without emulation (El Torito 1.0; QEMU pc-bios/s390-ccw/
 * bootmap.c loads the whole file by its directory entry).
 */
#ifndef ISO_H
#define ISO_H

#include "error.h"
#include "extents.h"
#include "outfile.h"

/* Writes such an ISO image of BOOT to OUT. The same bytes give the same image. */
int iso_write(const struct extents *boot, struct outfile *out, struct error *err);

#endif
