/* SPDX-License-Identifier: MIT */
/*
 * What a command leads to. A command is what PXELINUX executes: a label's kernel, APPEND and
 * more in one line, or a line that was typed: syslinux com32/elflink/ldlinux/execute.c.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "arena.h"
#include "config.h"

enum command_kind {
	COMMAND_NONE, /* nothing: why says it */
	COMMAND_BOOT,
	COMMAND_LOCALBOOT,
	COMMAND_CONFIG,
	COMMAND_MENU,
	COMMAND_REBOOT,
	COMMAND_POWEROFF,
	COMMAND_RUN, /* another command, as if it had been typed: args */
};

/* Strings are never NULL but for why. */
struct command {
	enum command_kind kind;
	const char *file; /* kernel, configuration */
	const char
		*args; /* command line behind BOOT_IMAGE=; CONFIG: the directory; MENU: its files */
	bool linux_c32; /* the rules of linux.c32 for initrds */
	long localboot; /* LOCALBOOT's type */
	const char *why;
};

/* LINE: file and arguments, with a blank before these if there is no file; TYPE: the directive that
 * named the file. */
struct command command_parse(struct arena *a, enum boot_type type, const char *line);

struct initrd {
	struct initrd *next;
	const char *file;  /* "" for an empty name in a list */
	const char *path;  /* what the file is called in the initramfs; NULL: it is an archive */
	const char *shown; /* file, and after a blank the path */
};

enum { COMMAND_INITRDS = 1024 };

/*
 * The command line for a COMMAND_BOOT and the files of its initrds; of one that is named twice
 * the first. Names without their passwords: the booted system shows its command line to all.
 * NULL for more than COMMAND_INITRDS.
 */
const char *command_cmdline(struct arena *a, const struct command *c, struct initrd **initrds);

#endif
