/* SPDX-License-Identifier: MIT */
/* The lines of a lease, and what is said of values that are ignored. */
#ifndef LEASE_LINE_H
#define LEASE_LINE_H

#include "lease/lease.h"

enum lease_key {
	IP,
	SUBNET,
	ROUTER,
	DNS,
	DOMAIN,
	MTU,
	SERVER_ID,
	SIADDR,
	SNAME,
	BOOT_FILE,
	OPTION33,
	OPTION43,
	OPTION66,
	OPTION67,
	OPTION121,
	OPTION150,
	OPTION209,
	OPTION210,
	OPTION211,
	OPTION249,
	LEASE_KEYS,
};

struct lease_reader {
	struct lease *l;
	struct arena *a;
	const char *value[LEASE_KEYS]; /* "" for what is not there */
};

/* As people call it. */
const char *lease_what(enum lease_key k);
/* Sets the values; those with control characters are ignored. */
void lease_lines(struct lease_reader *r, const char *text, size_t len);

bool lease_has_control(const char *s, size_t len);
void lease_ignore_control(struct lease_reader *r, const char *what);
/* "WHAT 'VALUE' WHY, ignored" */
void lease_ignore(struct lease_reader *r, const char *what, const char *value, const char *why);

#endif
