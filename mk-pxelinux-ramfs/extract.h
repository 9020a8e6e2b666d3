/* SPDX-License-Identifier: MIT */
/*
 * Unpacks an initramfs into a new directory, to what the kernel makes of it. Nothing is
 * written outside of that, whatever names and symlinks the archive holds. Times are kept,
 * and owners and all modes if root does it.
 */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "error.h"
#include "names.h"

/*
 * DIR must not exist, or be empty. What the kernel would not make, and what cannot be
 * made here (device nodes need root), is told in WARNINGS, and the rest goes on. After a
 * failure DIR holds what was unpacked so far; where the kernel would give up, that too.
 */
int extract(const char *image, const char *dir, struct names *warnings, struct error *err);

#endif
