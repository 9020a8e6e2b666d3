/* SPDX-License-Identifier: MIT */
/*
 * Kernel, ramdisk and command line as files of their own, for the loaders that
 * put them together in memory.
 */
#ifndef COMPONENT_H
#define COMPONENT_H

#include <stdint.h>

#include "cmdline.h"
#include "error.h"
#include "extents.h"
#include "outputs.h"
#include "payload.h"

/* ramdisks that are loaded on their own go to the next multiple of this */
#define COMPONENT_ALIGN (UINT64_C(1) << 20)

/*
 * Appends the kernel with no ramdisk in its fields and an empty command line, so
 * that nothing of an old line is left after a shorter one.
 */
int component_kernel(const struct payload *p, struct extents *out, struct error *err);

/* Appends the ramdisk. */
int component_ramdisk(const struct payload *p, struct extents *out, struct error *err);

/* The line a kernel would boot with, checked, on one line, without a newline. */
int component_cmdline(const struct payload *p, struct cmdline *line, struct error *err);

/*
 * Adds the file STEM (its first STEM_LEN bytes) followed by SUFFIX with what FILL
 * appends, filled up with zeros to a multiple of UNIT.
 */
int component_add(struct outputs *o, const char *stem, size_t stem_len, const char *suffix,
		  int (*fill)(const struct payload *, struct extents *, struct error *),
		  uint64_t unit, const struct payload *p, struct error *err);

/* Where such a ramdisk is loaded. Refused where it would end above 2 GiB. */
int component_address(const struct payload *p, uint64_t *addr, struct error *err);

/*
 * The last part of STEM, which goes into configuration files beside it. *NAME
 * points into STEM. Refused if its LEN bytes are more than MAX, none, or not
 * all letters, digits and "._+-@".
 */
int component_name(const char *stem, size_t stem_len, size_t max, const char **name, size_t *len,
		   struct error *err);

#endif
