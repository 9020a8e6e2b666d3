/* SPDX-License-Identifier: MIT */
/*
 * The .ins file by which an LPAR (and QEMU's network loader) loads files to
 * addresses. Beside FILE (STEM.ins): STEM.img, STEM.prm, and with a ramdisk
 * STEM.initrd and the 16 bytes of STEM.addrsize, which tell the kernel where the
 * ramdisk is and its size.
 */
#ifndef INSFILE_H
#define INSFILE_H

#include "error.h"
#include "outputs.h"
#include "payload.h"

int insfile_add(struct outputs *o, const char *file, const struct payload *p, struct error *err);

#endif
