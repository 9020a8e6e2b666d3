/* SPDX-License-Identifier: MIT */
/* A file of its own in the initrd of the system that is booted: initrdfile= of linux.c32. */
#ifndef INITRD_FILE_H
#define INITRD_FILE_H

#include "error.h"

/*
 * Writes to FD a newc archive that has FILE's contents as PATH, with mode 0755, after the
 * directories that PATH names: syslinux com32/lib/syslinux/initramfs_file.c. 0 or -1.
 */
int initrd_file_write(int fd, const char *file, const char *path, struct error *err);

#endif
