/* SPDX-License-Identifier: MIT */
/*
 * Whether a list is neither too old nor expired. Its dates are names of files that it lists:
 * BEST-BEFORE-YYYY-MM-DD, from which day on it is refused, as systemd-sysupdate(8) does; and
 * SIGNED-YYYY-MM-DD, when it was signed.
 */
#ifndef FRESH_H
#define FRESH_H

#include "trust/sums.h"

/*
 * NOW is the clock in seconds since 1970. SINCE is the day from which on lists are taken, or -1:
 * all are; a clock that is before it is wrong, and the day counts.
 */
int fresh_check(const struct sums *s, int64_t since, int64_t now, const char *name,
		struct error *err);

#endif
