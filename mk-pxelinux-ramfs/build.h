/* SPDX-License-Identifier: MIT */
/* Writes the outputs of a build: all of them, or none. */
#ifndef BUILD_H
#define BUILD_H

#include "bytes.h"
#include "initramfs.h"
#include "options.h"

/* Told now and then how many bytes of how many are done; may be NULL. */
typedef void build_progress(uint64_t done, uint64_t total);

/* REPORT gets the text of --size, or the list with --dry-run. */
int build_write(struct initramfs *c, const struct options *o, build_progress *progress,
		struct bytes *report, struct error *err);

#endif
