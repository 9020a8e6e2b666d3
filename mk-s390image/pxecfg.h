/* SPDX-License-Identifier: MIT */
/*
 * A pxelinux.cfg file for QEMU's own network loader. That loader needs an INITRD
 * line in every entry (without one it asks for a file of a random name) and cuts
 * the command line after 895 bytes (QEMU pc-bios/s390-ccw/netmain.c), so the
 * entry names kernel and ramdisk, STEM.img and STEM.initrd, as files of their
 * own. STEM is FILE without ".cfg".
 */
#ifndef PXECFG_H
#define PXECFG_H

#include "error.h"
#include "outputs.h"
#include "parts.h"

int pxecfg_add(struct outputs *o, const char *file, const struct parts *p, struct error *err);

#endif
