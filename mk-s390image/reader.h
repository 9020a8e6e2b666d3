/* SPDX-License-Identifier: MIT */
/*
 * The files for IPL from a z/VM card reader, in records of 80 bytes: the kernel's
 * own loader reads PREFIX.kernel, then PREFIX.parm, then PREFIX.ramdisk (Linux
 * arch/s390/boot/head.S, iplstart), each as a reader file of its own; so a boot
 * image in one file cannot be used there. PREFIX.exec is the REXX program that
 * punches them and IPLs.
 */
#ifndef READER_H
#define READER_H

#include "error.h"
#include "outputs.h"
#include "payload.h"

int reader_add(struct outputs *o, const char *prefix, const struct payload *p, struct error *err);

#endif
