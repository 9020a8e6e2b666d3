/* SPDX-License-Identifier: MIT */
/*
 * The kernel modules of one kernel version inside the sysroot, and what is
 * wanted of them with all that they need, from .modinfo: a freshly unpacked
 * package has no modules.dep.
 */
#ifndef MODULES_H
#define MODULES_H

#include <limits.h>
#include <stdbool.h>

#include "bytes.h"
#include "error.h"
#include "modinfo.h"
#include "names.h"
#include "root.h"

struct module {
	char *name; /* normalised */
	char *file; /* below the folder, with .xz and the like */
	bool read;  /* info and data are filled in */
	bool chosen;
	int state; /* while ordering */
	struct modinfo info;
	struct bytes data; /* unpacked */
	char *why;
};

struct modalias {
	char *pattern; /* normalised */
	struct module *module;
};

struct modules {
	const struct root *root;
	struct names *warnings;
	char dir[PATH_MAX]; /* "/lib/modules/VERSION" inside the root, "" = there is none */
	const char *version;
	struct module **v; /* sorted by name: those that were looked for, or all */
	size_t n, cap;
	bool all;
	struct bytes order;	   /* modules.order, if there is one */
	struct names builtin;	   /* normalised, sorted */
	struct names builtin_used; /* asked for, and in the kernel */
	struct modalias *aliases;  /* of all modules, see modalias.h */
	size_t aliases_n, aliases_cap;
	bool aliases_read;
};

/*
 * The versions that have a folder in the root, sorted. 0, or -1.
 */
int modules_versions(const struct root *root, struct names *versions, struct error *err);

/*
 * Finds the modules of VERSION. A version without a folder is no error here but
 * at the first module that is wanted. VERSION must live as long as M.
 */
int modules_open(struct modules *m, const struct root *root, const char *version,
		 struct names *warnings, struct error *err);
void modules_close(struct modules *m);

/*
 * Chooses what WANT says: a name, "?name" (may be missing), a pattern with
 * *, ? or [, or "modalias:STRING", the modules for a device. WHY is for the
 * manifest.
 */
int modules_want(struct modules *m, const char *want, const char *why, struct error *err);

/* The module NAME (normalised) among those that were looked for, or NULL. */
struct module *modules_find(struct modules *m, const char *name);
bool modules_is_builtin(const struct modules *m, const char *name);

/* Reads the file and .modinfo of MOD, once. */
int modules_load(struct modules *m, struct module *mod, struct error *err);

/*
 * Appends to LIST what must be in the kernel before MOD, in the order of
 * loading: needed modules and those that softdep names "pre". A loop is an error.
 */
int modules_order(struct modules *m, struct module *mod, struct names *list, struct error *err);

#endif
