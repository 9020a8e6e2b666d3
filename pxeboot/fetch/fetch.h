/* SPDX-License-Identifier: MIT */
/* A file from a URL, in as many attempts as it takes. */
#ifndef FETCH_H
#define FETCH_H

#include "console.h"
#include "fetch/attempt.h"
#include "name.h"

/* Also the exit status of "pxeboot fetch". */
enum fetch_result {
	FETCH_DONE = 0,
	FETCH_ABSENT = 1, /* the server says that it is not there */
	FETCH_FAILED = 2,
	FETCH_NO_HOST = 3, /* failed: the host's name is not known */
	FETCH_SILENT = 4,  /* failed: a TFTP server gives no answer at all */
	FETCH_REFUSED = 5, /* absent, but a TFTP server gave no reason: it may have been busy */
	FETCH_LARGE = 6,   /* failed: more bytes than the limit */
	/* of signed trees; nothing more may be fetched for this boot */
	FETCH_CHANGED = 7,  /* another list is signed now: from the start */
	FETCH_UNSIGNED = 8, /* it is not what was signed, or nothing is */
};

struct fetch;

/* What decides which files are fetched, and whether they are the right ones. */
struct fetch_guard {
	enum fetch_result (*fetch)(void *ctx, struct fetch *f, struct arena *arena);
	void *ctx;
};

struct fetch {
	/* set by the caller */
	const char *url, *path;
	struct limits limits;
	bool insecure; /* permits HTTPS */
	struct console *console;
	const struct fetch_guard *guard; /* NULL: all that servers send is taken */
	/* how the TFTP server HOST is to be asked; "" at first. To be kept for the next file. */
	int manner;
	const char *manner_host;
	/* afterwards */
	enum fetch_result ended; /* FETCH_CHANGED or FETCH_UNSIGNED, once it was one; else 0 */
	uint64_t size;
	unsigned int requests;
};

/*
 * The file PATH is complete, or not there. What happens is said on the console. ARENA keeps
 * what F points to.
 */
enum fetch_result fetch(struct fetch *f, struct arena *arena);
/* The same without F->guard, which calls it. */
enum fetch_result fetch_unverified(struct fetch *f, struct arena *arena);

/* The same for what a name means: its URL, else where else it may be. F->url ends up as the one
 * that was asked for last. */
enum fetch_result fetch_name(struct fetch *f, const struct name *n, struct arena *arena);

/* Sleeps that long, and up to half of it more, so that machines do not all come at once. */
void fetch_pause(long ms);

#endif
