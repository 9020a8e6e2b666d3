/* SPDX-License-Identifier: MIT */
/* What a module says of itself in .modinfo, besides what libkmod reads from depmod's tables. */
#ifndef MODINFO_H
#define MODINFO_H

#include "bytes.h"
#include "error.h"
#include "names.h"

struct modinfo {
	char *vermagic; /* "6.1.0-50-s390x SMP mod_unload modversions", or NULL */
	struct names depends, weak, firmware;
};

/* Reads the module B, called NAME in errors. modinfo_free() is needed in any case. */
int modinfo_read(struct modinfo *mi, const struct bytes *b, const char *name, struct error *err);
void modinfo_free(struct modinfo *mi);

#endif
