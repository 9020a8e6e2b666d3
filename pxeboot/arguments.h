/* SPDX-License-Identifier: MIT */
/* The options that say what a machine is and what DHCP told it; the guest's program and
 * explain-pxeconfig share them. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include "error.h"
#include "machine.h"
#include "usage.h"

struct arguments {
	const char *mac, *ip, *uuid, *netmask, *gateway, *server, *domain, *bootfile;
	const char *option209, *option210, *loadparm, *sysinfo;
	const char *name; /* of a z/VM guest or LPAR; no option, sysinfo has it */
};

enum { ARGUMENTS_FIRST = 512 };
#define ARGUMENTS_OPTIONS                                                                          \
	{"mac", required_argument, NULL, ARGUMENTS_FIRST},                                         \
		{"ip", required_argument, NULL, ARGUMENTS_FIRST + 1},                              \
		{"uuid", required_argument, NULL, ARGUMENTS_FIRST + 2},                            \
		{"netmask", required_argument, NULL, ARGUMENTS_FIRST + 3},                         \
		{"gateway", required_argument, NULL, ARGUMENTS_FIRST + 4},                         \
		{"server", required_argument, NULL, ARGUMENTS_FIRST + 5},                          \
		{"domain", required_argument, NULL, ARGUMENTS_FIRST + 6},                          \
		{"bootfile", required_argument, NULL, ARGUMENTS_FIRST + 7},                        \
		{"option-209", required_argument, NULL, ARGUMENTS_FIRST + 8},                      \
		{"option-210", required_argument, NULL, ARGUMENTS_FIRST + 9},                      \
		{"loadparm", required_argument, NULL, ARGUMENTS_FIRST + 10},                       \
	{                                                                                          \
		"sysinfo", required_argument, NULL, ARGUMENTS_FIRST + 11                           \
	}
extern const struct usage_setting arguments_settings[];

/* Refuses what is not an address or UUID, and control characters. */
int arguments_check(const struct arguments *args, struct error *err);

/* The machine of these arguments; strings of them and of A. -1 if sysinfo cannot be read. */
int arguments_machine(const struct arguments *args, struct machine *m, struct arena *a,
		      struct error *err);

#endif
