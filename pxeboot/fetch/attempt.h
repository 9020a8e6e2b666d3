/* SPDX-License-Identifier: MIT */
/* One attempt to fetch a file, in whatever way. */
#ifndef ATTEMPT_H
#define ATTEMPT_H

#include "fetch/download.h"
#include "fetch/location.h"

enum attempt_end {
	ATTEMPT_DONE,
	ATTEMPT_ABSENT, /* the server says that it is not there */
	ATTEMPT_AGAIN,
	ATTEMPT_HOPELESS,
};

enum attempt_cause {
	ATTEMPT_OTHER,
	ATTEMPT_NO_HOST, /* the host's name is not known */
	ATTEMPT_SILENT,	 /* a TFTP server gave no answer at all */
	ATTEMPT_REFUSED, /* a TFTP server gave no reason: in the end it counts as absent */
	ATTEMPT_LARGE,	 /* more bytes than the limit */
};

struct attempt {
	/* set by the caller */
	struct arena *arena;
	const struct location *from;
	struct download *to;
	bool insecure;	     /* HTTPS is permitted, though nobody checks certificates */
	unsigned int number; /* 1 is the first */
	/* kept from one attempt to the next; zero at first */
	int manner;	  /* of TFTP: enum tftp_manner */
	const char *same; /* of HTTP, what shows that the file is still the same, or NULL */
	/* afterwards */
	enum attempt_cause cause;
	const char *why; /* "" if it is done */
	long wait;	 /* milliseconds that the server asks for, or 0 */
};

/* By TFTP; by the rest. */
enum attempt_end attempt_tftp(struct attempt *a);
enum attempt_end attempt_http(struct attempt *a);

/* For what download_write() and download_finish() return. */
enum attempt_end attempt_not_stored(struct attempt *a, int error);

#endif
