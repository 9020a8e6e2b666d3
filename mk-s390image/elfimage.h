/* SPDX-License-Identifier: MIT */
/*
 * The ELF file arch/s390/boot/vmlinux, which holds the boot image in its
 * PT_LOAD segments (ELF-64 object file format; s390x ABI supplement).
 */
#ifndef ELFIMAGE_H
#define ELFIMAGE_H

#include <stdbool.h>

#include "error.h"
#include "extents.h"
#include "infile.h"

bool elfimage_is_elf(const void *buf, size_t len);

/*
 * Appends to FLAT what FILE's segments are in memory from address 0 on, as
 * objcopy -O binary does it. Refused with the reason: another machine or class,
 * the top-level vmlinux, segments outside of the file, overlapping ones, more
 * than S390_IMAGE_MAX bytes.
 */
int elfimage_flatten(const struct infile *file, struct extents *flat, struct error *err);

#endif
