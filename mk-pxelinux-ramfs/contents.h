/* SPDX-License-Identifier: MIT */
/* Puts together what goes into the initramfs, and refuses what would not boot. */
#ifndef CONTENTS_H
#define CONTENTS_H

#include "error.h"
#include "kernel.h"
#include "libs.h"
#include "modules.h"
#include "names.h"
#include "options.h"
#include "root.h"
#include "tree.h"

struct contents {
	struct root root;
	struct kernel kernel;
	struct modules modules;
	struct libs libs;
	struct tree tree;
	struct names warnings;
	struct names merged;  /* links of a merged /usr in what is added, "bin=usr/bin" */
	struct error trouble; /* see root_open() */
};

/* contents_free() is needed after failure, too. */
int contents_make(struct contents *c, const struct options *o, struct error *err);
/*
 * RET, or the error by which a file of the root could not be looked at: it is behind
 * whatever else went wrong, and behind what seemed to go well.
 */
int contents_trouble(const struct contents *c, int ret, struct error *err);
void contents_free(struct contents *c);

#endif
