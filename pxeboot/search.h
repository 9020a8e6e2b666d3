/* SPDX-License-Identifier: MIT */
/* Where a configuration may be: syslinux core/fs/pxe/pxe.c (pxe_open_config). */
#ifndef SEARCH_H
#define SEARCH_H

#include <stddef.h>

#include "arena.h"
#include "machine.h"

enum { SEARCH_MAX = 16 };

struct search {
	const char *name[SEARCH_MAX]; /* for name_resolve(), first come first asked */
	size_t count;
};

/* Option 209, then pxelinux.cfg/ with the UUID, the name of the z/VM guest or LPAR, the MAC
 * address, the IP address in hexadecimal digits, default. */
void search_names(struct search *s, struct arena *a, const struct machine *m);

/* Where the machine's own firmware (SLOF) looks besides: nothing that PXELINUX would ask for,
 * to be tried last and with a word in the log. */
void search_fallback(struct search *s, struct arena *a, const struct machine *m);

#endif
