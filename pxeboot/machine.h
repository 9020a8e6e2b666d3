/* SPDX-License-Identifier: MIT */
/* The machine and what DHCP told it: where its configuration is, and what SYSAPPEND adds. */
#ifndef MACHINE_H
#define MACHINE_H

#include "arena.h"
#include "bytes.h"
#include "name.h"

enum { MACHINE_SYSAPPEND = 15 };

/* Strings as they were given, "" for what is not known. Nothing of them is trusted. */
struct machine {
	const char *mac, *ip, *uuid, *name, *loadparm;
	const char *server, *gateway, *netmask, *domain, *bootfile, *option209, *option210;
	const char *sysappend[MACHINE_SYSAPPEND]; /* by bit, "" for nothing: machine_strings() */
};

/* All "". */
void machine_init(struct machine *m);
/*
 * Takes the fields of /proc/sysinfo that SYSAPPEND speaks of; uuid and name, unless they are known.
 * Their names: arch/s390/kernel/sysinfo.c.
 */
void machine_sysinfo(struct machine *m, struct arena *a, const struct bytes *sysinfo);
/* Makes the strings of SYSAPPEND that DHCP, the MAC address and the UUID give. */
void machine_strings(struct machine *m, struct arena *a);

/* True for what has the form of a UUID, whatever its version. */
bool machine_is_uuid(const char *s);
/* Each NULL for what is none: the names that a machine's files have. */
const char *machine_uuid_name(struct arena *a, const char *uuid);
const char *machine_mac_name(struct arena *a, const char *mac);
const char *machine_ip_name(struct arena *a, const char *ip);

#endif
