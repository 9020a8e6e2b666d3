/* SPDX-License-Identifier: MIT */
/*
 * libarchive writes the time of day, in the local time zone, into an ISO 9660
 * image, and has no option against it. This sets all of it to a fixed date, so
 * that the same input gives the same bytes (ECMA-119, 8.4 and 9.1).
 */
#ifndef ISODATE_H
#define ISODATE_H

#include "error.h"
#include "outfile.h"

/* OUT holds a whole ISO image with one directory and no extensions. */
int isodate_fix(struct outfile *out, struct error *err);

#endif
