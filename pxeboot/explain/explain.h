/* SPDX-License-Identifier: MIT */
/* What a guest would make of a configuration. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "bytes.h"
#include "options.h"

enum {
	EXPLAIN_BOOTS = 0,
	EXPLAIN_BOOTS_NOT = 1,
	EXPLAIN_UNREADABLE =
		-2, /* the target is not there or cannot be read; -1 for other errors */
};

/* Appends to OUT what is printed; remarks go to SAY. */
int explain(const struct options *opt, void (*say)(const char *text), struct bytes *out,
	    struct error *err);

/* What a machine boots, as strings that are never NULL. */
struct verdict {
	const char *found; /* the configuration, under the tree; "": there is none */
	const char *then, *label, *kernel, *initrd, *cmdline;
};

/* The same for one machine, in V; strings of A. 0, or as explain() for what cannot be read. */
int explain_verdict(const struct options *opt, void (*say)(const char *text), struct arena *a,
		    struct verdict *v, struct error *err);

#endif
