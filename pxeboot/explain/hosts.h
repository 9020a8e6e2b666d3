/* SPDX-License-Identifier: MIT */
/* A list of machines. */
#ifndef HOSTS_H
#define HOSTS_H

#include "arena.h"
#include "bytes.h"

/* Strings are never NULL. */
struct host {
	struct host *next;
	const char *shown; /* what it is called: its name, else an address */
	const char *mac, *ip, *uuid;
	const char *name; /* of a z/VM guest or LPAR */
};

/*
 * TEXT is CSV whose first line names columns among mac, ip, uuid and name, or has lines of
 * dnsmasq's dhcp-hostsfile or of dhcp-host= options; comments begin with #. FILE is its name in
 * errors. *FIRST becomes the list. -1: a line has neither a MAC address, an IP address nor a UUID.
 */
int hosts_read(struct host **first, struct arena *a, const struct bytes *text, const char *file,
	       struct error *err);

#endif
