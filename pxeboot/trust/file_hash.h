/* SPDX-License-Identifier: MIT */
/* SHA-256 of a file. */
#ifndef FILE_HASH_H
#define FILE_HASH_H

#include "error.h"
#include "trust/sums.h"

/* All that is in the file now. */
int file_hash(const char *path, unsigned char hash[SUMS_HASH], struct error *err);

#endif
