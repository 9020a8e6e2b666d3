/* SPDX-License-Identifier: MIT */
/* What the kernel that runs says of the machine's memory, and its system calls of kexec. */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <stdint.h>

#include "kexec/segments.h"

/*
 * The bytes of memory that begin at address 0, without a gap (/proc/iomem); 0: not known.
 * TEXT: the file's.
 */
uint64_t system_memory(const char *text);

/* Whether the CPU is QEMU's own (/proc/sysinfo, STSI 1.1.1); KVM passes the true answer on. */
bool system_emulated(const char *text);

/* Each returns 0, or an errno. CMDLINE and INITRD (-1: none) may be left out. */
int system_load_file(int kernel, int initrd, const char *cmdline);
int system_load_segments(const struct segments *s);
int system_unload(void);
/* Does not return if it succeeds. */
int system_start(void);

#endif
