/* SPDX-License-Identifier: MIT */
/* What an interface is bound to: the files in which leases and offers are kept. */
#ifndef BOUND_H
#define BOUND_H

#include "bytes.h"
#include "error.h"

/* FILE.1, FILE.2 ... have what so many servers offer. */
enum { BOUND_OFFERS = 8 };

/* Each returns 0, or -1 with ERR. */

/*
 * Reads the lease in the file TEXT and writes what it says, checked, to FILE, which is complete
 * whenever it is there. Where it says nothing of booting, waits up to so many seconds for OFFERS.1
 * ... one of which does.
 */
int bound_lease(const char *text, const char *offers, const char *file, unsigned int seconds,
		struct error *err);
/* Replaces the file at once. */
int bound_write(const char *file, const struct bytes *text, struct error *err);

#endif
