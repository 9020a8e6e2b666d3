/* SPDX-License-Identifier: MIT */
/* The options that say what a machine is and what DHCP told it; the guest's program and
 * explain-pxeconfig share them. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include "error.h"
#include "machine.h"
#include "usage.h"

/* The options that are texts: the member of struct arguments, and the name on the command line. */
#define ARGUMENTS_TEXTS(X)                                                                         \
	X(mac, "mac")                                                                              \
	X(ip, "ip")                                                                                \
	X(uuid, "uuid")                                                                            \
	X(netmask, "netmask")                                                                      \
	X(gateway, "gateway")                                                                      \
	X(server, "server")                                                                        \
	X(domain, "domain")                                                                        \
	X(bootfile, "bootfile")                                                                    \
	X(option209, "option-209")                                                                 \
	X(option210, "option-210")                                                                 \
	X(loadparm, "loadparm")
#define ARGUMENTS_MEMBER(member, name) const char *member;
#define ARGUMENTS_OPTION(member, name) USAGE_TEXT(name, 0, struct arguments, member),

struct arguments {
	ARGUMENTS_TEXTS(ARGUMENTS_MEMBER)
	const char *sysinfo; /* a copy of a machine's /proc/sysinfo */
	const char *name;    /* of a z/VM guest or LPAR; no option, sysinfo has it */
};

/* For a list of options, with its comma, of a structure that begins with a struct arguments */
#define ARGUMENTS_OPTIONS ARGUMENTS_TEXTS(ARGUMENTS_OPTION) ARGUMENTS_OPTION(sysinfo, "sysinfo")

/* Refuses what is not an address or UUID, and control characters. */
int arguments_check(const struct arguments *args, struct error *err);

/* The machine of these arguments; strings of them and of A. -1 if sysinfo cannot be read. */
int arguments_machine(const struct arguments *args, struct machine *m, struct arena *a,
		      struct error *err);

#endif
