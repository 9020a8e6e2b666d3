/* SPDX-License-Identifier: MIT */
/* A rule for make that says what the output was made from. */
#ifndef DEPFILE_H
#define DEPFILE_H

#include "bytes.h"
#include "error.h"
#include "names.h"

/*
 * "TARGET: SOURCE ..." and an empty rule for each source, so that one that is
 * removed later is not an error. SOURCES is sorted.
 */
int depfile_make(const char *target, struct names *sources, struct bytes *out, struct error *err);

#endif
