/* SPDX-License-Identifier: MIT */
/*
 * The shared libraries that programs in the initramfs need, found as the
 * dynamic loader would find them there (ld.so(8)), by reading ELF files inside
 * the sysroot. Nothing is run.
 */
#ifndef LIBS_H
#define LIBS_H

#include "bytes.h"
#include "elf_file.h"
#include "error.h"
#include "names.h"
#include "root.h"
#include "tree.h"

struct libs_item;

struct libs {
	const struct root *root;
	struct tree *tree;
	struct names *warnings;
	bool have_arch;
	struct elf_arch arch; /* of the first file added; all others must have it */
	char *arch_from;      /* its name */
	struct libs_item *items;
	size_t n, cap;
	struct names conf; /* directories of ld.so.conf */
	bool have_conf;
	struct names defaults; /* directories built into the loader */
	bool accounts;	       /* a program looks up accounts in /etc/passwd */
};

void libs_init(struct libs *l, const struct root *root, struct tree *tree, struct names *warnings);
void libs_free(struct libs *l);

/* Refuses a file NAME whose architecture is not that of the others. */
int libs_check_arch(struct libs *l, const struct elf_arch *arch, const char *name,
		    struct error *err);

/*
 * Notes that the ELF file B, which NAME holds and which is PATH in the archive,
 * needs its libraries. SOURCE is its path inside the root, NULL if it is from
 * elsewhere: $ORIGIN is looked up from there too. Objects and modules need none.
 */
int libs_need(struct libs *l, const struct bytes *b, const char *name, const char *path,
	      const char *source, struct error *err);

/* Adds the closure of all noted so far to the tree, breadth first. */
int libs_close(struct libs *l, struct error *err);

#endif
