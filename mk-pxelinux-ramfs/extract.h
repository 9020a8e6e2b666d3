/* SPDX-License-Identifier: MIT */
/*
 * Unpacks an initramfs into a new folder. Nothing is written outside of it,
 * whatever names and symlinks the archive holds. Owners are not set.
 */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "error.h"
#include "names.h"

/*
 * DIR must not exist, or be empty. Device nodes that cannot be made (they need
 * root) are told in WARNINGS. After a failure DIR holds what was unpacked so far.
 */
int extract(const char *image, const char *dir, struct names *warnings, struct error *err);

#endif
