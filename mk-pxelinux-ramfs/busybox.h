/* SPDX-License-Identifier: MIT */
/*
 * Which applets a busybox binary has, read from the table in it: the names one
 * after the other, each ended by a NUL, sorted by byte value (busybox's
 * applets/applet_tables.c). The binary is never run.
 */
#ifndef BUSYBOX_H
#define BUSYBOX_H

#include "bytes.h"
#include "error.h"
#include "names.h"

/* Adds the applets in the contents B of NAME to APPLETS, sorted. */
int busybox_applets(const struct bytes *b, const char *name, struct names *applets,
		    struct error *err);

#endif
