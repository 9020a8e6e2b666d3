/* SPDX-License-Identifier: MIT */
/* An image back to its parts. */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "error.h"

/*
 * Writes DIR/kernel, DIR/cmdline and, if there is one, DIR/ramdisk; all or none.
 * DIR is made if it is not there; a file of these names there is refused.
 * *COMMAND becomes the command that makes the same image of them again, or NULL
 * where none can; the caller frees it.
 */
int extract_run(const char *image, const char *dir, char **command, struct error *err);

#endif
