/* SPDX-License-Identifier: MIT */
/*
 * The section .modinfo of a kernel module: NUL-separated "key=value", see
 * linux/include/linux/moduleparam.h and scripts/mod/modpost.c.
 */
#ifndef MODINFO_H
#define MODINFO_H

#include "bytes.h"
#include "elf_file.h"
#include "error.h"
#include "names.h"

struct modinfo {
	char *name;			       /* normalised; NULL before Linux 4.13 */
	char *vermagic;			       /* "6.1.0-50-s390x SMP mod_unload ..." */
	struct names depends, pre, post, weak; /* normalised names */
	struct names aliases, firmware;
	struct elf_arch arch;
};

/* "-" becomes "_", as the kernel compares names; not inside of [...]. */
void modinfo_normalise(char *name);

/* Reads the contents B of the module NAME. modinfo_free() after success only. */
int modinfo_read(struct modinfo *mi, const struct bytes *b, const char *name, struct error *err);
void modinfo_free(struct modinfo *mi);

#endif
