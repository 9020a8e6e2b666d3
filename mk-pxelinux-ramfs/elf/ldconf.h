/* SPDX-License-Identifier: MIT */
/* Folders in which libraries are searched: ld.so.conf(5) and the loader's own. */
#ifndef LDCONF_H
#define LDCONF_H

#include "bytes.h"
#include "error.h"
#include "names.h"
#include "root.h"

/*
 * Adds the directories that /etc/ld.so.conf inside ROOT names, with its includes,
 * in order. No such file is not an error.
 */
int ldconf_read(const struct root *root, struct names *dirs, struct error *err);

/* The lines of one file TEXT; include patterns go to INCLUDES in place, for the fuzzer. */
int ldconf_parse(const char *text, size_t len, struct names *lines);

/*
 * The directories that musl's loader INTERP searches (musl/ldso/dynlink.c): those of
 * /etc/ld-musl-ARCH.path inside ROOT to CONF, those built into it to DIRS.
 */
int ldconf_musl(const struct root *root, const char *interp, struct names *conf, struct names *dirs,
		struct error *err);

/*
 * Adds the directories built into the loader with the contents B: the strings
 * "/lib/.../\0/usr/lib/.../\0" in glibc's elf/dl-load.c (system_dirs).
 */
int ldconf_builtin(const struct bytes *b, struct names *dirs);

#endif
