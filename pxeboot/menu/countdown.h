/* SPDX-License-Identifier: MIT */
/* The time until something starts by itself. */
#ifndef COUNTDOWN_H
#define COUNTDOWN_H

#include "bytes.h"

/* Times as limits_now() has them, 0: never. */
struct countdown {
	long timeout; /* a key ends it */
	long total;
};

/* The earlier of the two, -1: never. */
long countdown_until(const struct countdown *c);
/* Seconds until then at the time NOW, rounded up; -1: never. */
int countdown_seconds(const struct countdown *c, long now);
/* Appends a text of MENU AUTOBOOT: # is the seconds, {one[,two],many} what they ask for. */
void countdown_text(struct bytes *out, const char *text, int seconds);

#endif
