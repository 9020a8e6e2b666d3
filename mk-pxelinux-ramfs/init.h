/* SPDX-License-Identifier: MIT */
/* Whether the kernel can run /init, and other scripts what they name after "#!". */
#ifndef INIT_H
#define INIT_H

#include "initramfs.h"

/*
 * Refuses a tree whose /init ends in a panic (Linux init/main.c, fs/binfmt_*.c): missing,
 * a dangling symlink, empty, not executable, neither a program nor a script, with line
 * ends as on Windows or a byte order mark. Other scripts without their interpreter are
 * warned of. Programs for another machine were refused when their libraries were sought.
 */
int init_check(struct initramfs *c, struct error *err);

#endif
