/* SPDX-License-Identifier: MIT */
/* depmod(8) of the host: the tables of BASE/lib/modules/VERSION. */
#ifndef DEPMOD_H
#define DEPMOD_H

#include <stdbool.h>

#include "error.h"
#include "names.h"

/* Which compressions of modules depmod can read ("+XZ -ZLIB" of depmod --version). */
struct depmod_reads {
	bool xz, gzip, zstd;
};
int depmod_reads(struct depmod_reads *reads, struct error *err);

/*
 * Writes the tables. Its configuration is that of the directories CONFIGS, of which the
 * first goes before the others, and nothing of the host's. What depmod complains of is
 * an error only if it fails.
 */
int depmod_run(const char *base, const struct names *configs, const char *version,
	       struct error *err);

#endif
