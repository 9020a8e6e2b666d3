/* SPDX-License-Identifier: MIT */
/*
 * Where kexec_load(2) is to put an s390 kernel, its ramdisk and its command line. The places are
 * those of kexec-tools. Functions of bytes only.
 */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

struct segment {
	const uint8_t *data;
	uint64_t len;  /* bytes of DATA */
	uint64_t at;   /* address in the machine; whole pages */
	uint64_t size; /* what it takes there, zeros after DATA; whole pages */
};

enum { SEGMENTS_MAX = 3, SEGMENTS_CODE = 56 };

struct segments {
	struct segment list[SEGMENTS_MAX];
	size_t count;
	uint64_t entry; /* where to start; below 2 GiB */
	uint64_t end;	/* of the memory that they take */
	uint8_t code[SEGMENTS_CODE];
};

/* What is given to segments_make(). */
struct segments_input {
	uint8_t *kernel; /* its head is changed: initrd and command line are written there */
	uint64_t kernel_len;
	const uint8_t *initrd; /* NULL: none */
	uint64_t initrd_len;
	const char *cmdline; /* NULL: the one inside the kernel stays */
	const char *name;    /* of the kernel, for errors */
	/*
	 * Bytes of memory from 0 on that are stored anew before the kernel starts; 0: none.
	 * QEMU before 8.2 without KVM keeps the code that it has translated from a page when an
	 * instruction that copies, as kexec does, has overwritten it (accel/tcg/cputlb.c,
	 * mended in November 2023: "Forward probe size on to notdirty_write"). Every kernel's
	 * start code lies at 0x10000: what runs would be that of the loader's kernel, on the
	 * data of the other.
	 */
	uint64_t renew;
};

/*
 * -1 if KERNEL is not an s390 kernel image, or takes a shorter command line. S points into the
 * input and into itself.
 */
int segments_make(struct segments *s, const struct segments_input *in, struct error *err);

#endif
