/* SPDX-License-Identifier: MIT */
/* What was chosen, as lines KEY=VALUE; explain-pxeconfig(1) has the keys. */
#ifndef REPORT_H
#define REPORT_H

#include "choice.h"

struct report_line {
	struct report_line *next;
	const char *key, *value;
};

struct report {
	struct arena *arena;
	struct report_line *first, *last;
};

void report_add(struct report *r, const char *key, const char *value);
void report_number(struct report *r, const char *key, long value);

/* The lines for C. RESOLVE: names become full URLs where they are such of files. */
void report_choice(struct report *r, struct choice *c, bool resolve);

/* What people see of a name: what is asked for at the default TFTP server, or its URL. */
const char *report_name(const struct name *n, bool resolve);

#endif
