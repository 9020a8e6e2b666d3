/* SPDX-License-Identifier: MIT */
/* The routes that a DHCP server names, in an order in which the kernel takes them. */
#ifndef ROUTE_H
#define ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "note.h"

/* Of one server. The kernel is told each of them by a process of its own. */
enum { ROUTES = 256 };

struct route {
	uint32_t net, gateway; /* gateway 0: on the link itself */
	int length;
};

struct routes {
	struct route route[2 * ROUTES]; /* each may need another one to its gateway */
	size_t count;
};

/*
 * Adds those of a text "NET/LENGTH GATEWAY ..." (options 121 and 249, as udhcpc has them) or
 * "HOST/GATEWAY ..." (option 33). What is not valid is said in NOTES as of option WHAT.
 */
void routes_parse(struct routes *r, struct arena *a, const char *text, const char *what,
		  struct notes *notes);
void routes_parse_hosts(struct routes *r, struct arena *a, const char *text, const char *what,
			struct notes *notes);
/* Adds one, unless it is there or there are too many. */
void routes_add(struct routes *r, uint32_t net, int length, uint32_t gateway);
/* The gateway of the first default route; 0: none. */
uint32_t routes_default(const struct routes *r);
bool routes_has_default(const struct routes *r);

/*
 * For an interface with this address: what is on the link comes first, and a gateway that
 * is not there gets a route of its own, as servers that give /32 addresses leave it out.
 */
void routes_arrange(struct routes *r, uint32_t ip, int length);

#endif
