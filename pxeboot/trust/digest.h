/* SPDX-License-Identifier: MIT */
/* SHA-256 of a file. */
#ifndef DIGEST_H
#define DIGEST_H

#include "error.h"
#include "trust/sums.h"

/* All that is in the file now. */
int digest_file(const char *path, unsigned char hash[SUMS_HASH], struct error *err);

#endif
