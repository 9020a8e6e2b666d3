/* SPDX-License-Identifier: MIT */
/*
 * .ins files: lines "FILE ADDRESS" with the place of each file in memory. The kernel is at 0, the
 * command line at 0x10480; what holds the address and size of the ramdisk is at 0x10408 to
 * 0x10417; the rest is the ramdisk. (Linux arch/s390/boot/ipl_data.c; the HMC's "load from
 * removable media".)
 */
#ifndef INS_H
#define INS_H

#include "arena.h"
#include "bytes.h"

enum { INS_LINES = 64 };

/* Names as they are fetched, in the directory of the .ins file; NULL: there is none. */
struct ins {
	const char *kernel, *parameters, *ramdisk;
	/* the directory and what the .ins file's own name begins with, up to its last dash; "" */
	const char *dir, *prefix;
	const char *ignored; /* the last address that is none, or NULL */
};

/* NAME is that of the .ins file, TEXT its contents. */
void ins_parse(struct ins *s, struct arena *a, const char *name, const struct bytes *text);

/*
 * Sets are published under other names than their .ins file has: the Nth name under which FILE may
 * be found (agent.s390x-generic.ins is published with agent.s390x-kernel.img), NULL: there are no
 * more.
 */
const char *ins_elsewhere(const struct ins *s, struct arena *a, const char *file, unsigned int n);

/* What a parameter file says, in one line. */
const char *ins_parameters(struct arena *a, const struct bytes *text);

#endif
