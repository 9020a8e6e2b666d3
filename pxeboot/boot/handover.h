/* SPDX-License-Identifier: MIT */
/* Loading a kernel by the kexec that this loader was built with: its own, or another one. */
#ifndef HANDOVER_H
#define HANDOVER_H

#include "arena.h"

struct handover {
	const char *kernel, *initrd; /* files; initrd NULL: none */
	const char *cmdline;
	const char *renew; /* of kexec --renew, or NULL */
};

/* NULL when it is loaded, else why it is not. What kexec prints goes to the file LOG. */
const char *handover_load(const struct handover *h, struct arena *a, const char *log);

#endif
