/* SPDX-License-Identifier: MIT */
/* Unpacking a compressed ramdisk into nothing, to see that it can be and how big it is. */
#ifndef UNPACK_H
#define UNPACK_H

#include <stdint.h>

#include "error.h"
#include "extents.h"

/* a guest has less; and a small file must not keep us busy for ever */
#define UNPACK_LIMIT (UINT64_C(64) << 30)

struct unpack_result {
	uint64_t consumed; /* packed bytes that were used */
	uint64_t unpacked;
	char problem[160]; /* "" = it unpacks */
};

/* -1 only where reading fails. A format nobody here can unpack is no problem. */
int unpack_measure(const struct extents *img, uint64_t start, uint64_t size,
		   struct unpack_result *result, struct error *err);

#endif
