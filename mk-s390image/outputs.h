/* SPDX-License-Identifier: MIT */
/* The files that one call writes: all of them or none. */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "extents.h"
#include "outfile.h"

enum { OUTPUTS_MAX = 16 };

struct output {
	char *path;
	struct extents contents;
	bool over_input; /* it may be a file that was read */
	/* writes CONTENTS in a form of its own; NULL: as they are */
	int (*write)(const struct extents *contents, struct outfile *out, struct error *err);
};

/* All zeros is an empty list. */
struct outputs {
	struct output list[OUTPUTS_MAX];
	size_t count;
};

/* Adds the file PATH (copied); its contents are to be appended to the result's. */
struct output *outputs_add(struct outputs *o, const char *path, struct error *err);
/* The same for the file PREFIX followed by SUFFIX. */
struct output *outputs_add_suffix(struct outputs *o, const char *prefix, size_t prefix_len,
				  const char *suffix, struct error *err);

/* Writes all of them, see outfile_commit(). */
int outputs_write(struct outputs *o, struct error *err);

void outputs_free(struct outputs *o);

#endif
