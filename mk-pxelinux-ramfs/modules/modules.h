/* SPDX-License-Identifier: MIT */
/*
 * The kernel modules that go into the ramdisk. What a name, an alias or a pattern
 * means and what a module needs is libkmod's answer; here are the files, the checks
 * that they belong to the kernel, and the reasons for the manifest.
 */
#ifndef MODULES_H
#define MODULES_H

#include <limits.h>
#include <stdbool.h>

#include "bytes.h"
#include "elf/elf_file.h"
#include "error.h"
#include "modtree.h"
#include "names.h"
#include "root.h"

struct module {
	char *name;   /* as the kernel has it, with "_" */
	char *file;   /* in the ramdisk, below lib/modules/VERSION: "kernel/net/core/failover.ko" */
	char *inside; /* where it is inside the root */
	char *why;
	struct bytes data; /* unpacked */
	struct elf_arch arch;
	struct names firmware;
	struct names before; /* modules that modprobe loads before this one, in that order */
};

struct modules {
	struct modtree tree;
	struct names *warnings;
	struct kmod_ctx *kmod; /* NULL: nothing was wanted yet, or there are no modules */
	bool opened;
	struct module **v; /* those that were chosen */
	size_t n, cap;
	struct names builtin_used; /* asked for, and in the kernel */
};

/*
 * For the modules of VERSION, which are looked for when the first one is wanted. ROOT, VERSION and
 * WARNINGS must outlive M.
 */
void modules_open(struct modules *m, const struct root *root, const char *version,
		  struct names *warnings);
void modules_close(struct modules *m);

/*
 * Chooses what WANT says: a name or an alias, "modalias:STRING" (the modules for a
 * device), a pattern of names with *, ? or [; each with a "?" before it if it may be
 * missing. WHY is for the manifest.
 */
int modules_want(struct modules *m, const char *want, const char *why, struct error *err);

/* Sorts what was chosen by name. */
void modules_sort(struct modules *m);

#endif
