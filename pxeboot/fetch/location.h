/* SPDX-License-Identifier: MIT */
/* The parts of a URL that the loader can fetch from (RFC 3986). */
#ifndef LOCATION_H
#define LOCATION_H

#include "arena.h"

enum scheme { SCHEME_TFTP, SCHEME_HTTP, SCHEME_HTTPS, SCHEME_FTP };

/* Strings, never NULL. */
struct location {
	enum scheme scheme;
	const char *user; /* "user:password" with its escapes, "" without */
	const char *host; /* a name or an address in small letters, without brackets */
	const char *port; /* the scheme's where the URL has none */
	const char *path; /* what follows the first slash, a query too */
	const char *why;  /* that location_parse() failed */
};

/* False with L->why set: control characters, an unknown scheme, not a host, no file for TFTP. */
bool location_parse(struct arena *a, const char *url, struct location *l);

/* "tftp", "http", "https", "ftp" */
const char *location_scheme(const struct location *l);

/* Whether both have the same scheme, host and port. */
bool location_same_server(const struct location *a, const struct location *b);

/* As a URL of SCHEME that has no user in it. */
const char *location_url(struct arena *a, const struct location *l, enum scheme scheme);

#endif
