/* SPDX-License-Identifier: MIT */
/* Where a server may send us on to (RFC 9110, 15.4). */
#ifndef REDIRECT_H
#define REDIRECT_H

#include "fetch/location.h"

/* Why HTTPS is refused where nobody permits it. */
#define REDIRECT_NO_TLS                                                                            \
	"HTTPS is refused, since certificates cannot be checked here; the loader parameter "       \
	"pxeboot.tls=insecure permits it"

/*
 * The location that PLACE, as a server wrote it, means at FROM. NULL, or why it is not
 * followed: it is not a URL, it leads from HTTPS to another scheme, to TFTP, or to HTTPS
 * without TLS being permitted. Only the same scheme, host and port are told user and password.
 */
const char *redirect_to(struct arena *a, const struct location *from, const char *place, bool tls,
			struct location *to);

#endif
