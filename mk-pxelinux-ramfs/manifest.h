/* SPDX-License-Identifier: MIT */
/*
 * What is in the archive and why. Text: one line an entry, columns separated by
 * tabs: path, type (d, f, l, c), mode, size, sha256 ("-" for what has no
 * contents), source file, reason. A symlink's target stands in place of the source.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include "bytes.h"
#include "error.h"
#include "tree.h"

int manifest_text(const struct tree *t, struct bytes *out, struct error *err);
/* The same as a JSON array of objects. */
int manifest_json(const struct tree *t, struct bytes *out, struct error *err);

/* The room each group takes: entries, bytes, and bytes compressed alone. */
int manifest_sizes(const struct tree *t, const uint64_t packed[GROUP_COUNT], uint64_t total,
		   struct bytes *out, struct error *err);

#endif
