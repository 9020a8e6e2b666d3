/* SPDX-License-Identifier: MIT */
/*
 * File names as PXELINUX reads them: syslinux core/fs/pxe/pxe.c (get_prefix),
 * core/fs/pxe/urlparse.c.
 */
#ifndef NAME_H
#define NAME_H

#include <stdbool.h>

#include "arena.h"

enum { NAME_MAX_LENGTH = 2048 }; /* bytes with the prefix; PXELINUX has room for 255 */

/* What a name is relative to. Strings, never NULL. */
struct name_base {
	const char *prefix;
	const char *server; /* the default TFTP server, an address or a name; "" if there is none */
	const char *domain; /* for host names without a dot (option 15); may be "" */
};

/*
 * What is to be fetched. In tftp://HOST/PATH all behind that slash goes on the wire as it
 * is: neither ; nor % means anything in it any more.
 */
struct name {
	const char *url;
	const char *wire; /* for people: what the default TFTP server is asked for, else the URL */
	const char *alt;  /* to be asked for when url is not there: a name with a leading slash,
			     from the root; or "" */
	const char *nohost; /* to be asked for when the host's name cannot be resolved, or "" */
	const char *why;    /* why name_resolve() failed */
};

/* Option 210 as it is, else the boot file's name up to its last character that is no
 * letter, digit, . or -. "" if they are too long. */
const char *name_prefix(struct arena *a, const char *bootfile, const char *option210);

/* What the APPEND of a label with CONFIG makes of a prefix. */
const char *name_change_prefix(struct arena *a, const char *prefix, const char *change);

/* False with N->why set: too long, a control character, an unknown scheme, not a host. */
bool name_resolve(struct arena *a, const struct name_base *from, const char *text, struct name *n);

/* What is neither a letter, a digit nor in KEEP becomes %XX. */
const char *name_escape(struct arena *a, const char *s, const char *keep);

/* URLs in S without user and password. Characters of ENDS, among them /, follow a host. */
const char *name_without_password(struct arena *a, const char *s, const char *ends);

#endif
