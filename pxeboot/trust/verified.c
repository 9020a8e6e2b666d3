// SPDX-License-Identifier: MIT
#include "trust/verified.h"

#include <string.h>
#include <unistd.h>

#include "trust/file_hash.h"

enum { AGAIN = 4, BETWEEN = 700 /* milliseconds */, TRIES = 3 };

/* Whether the file is what was listed. */
static bool right(struct fetch *f, const unsigned char *listed)
{
	unsigned char hash[SUMS_HASH];
	struct error err = {0};

	if (file_hash(f->path, hash, &err) != 0) {
		console_line(f->console, CONSOLE_ERROR, "%s: %s", f->url, err.message);
		return false;
	}
	return memcmp(hash, listed, sizeof(hash)) == 0;
}

static enum fetch_result fetch_listed(struct fetch *f, struct arena *arena)
{
	const unsigned int tries = f->limits.tries;
	enum fetch_result r;

	/* it is there: one attempt, as for what may not be there, is not enough */
	if (f->limits.tries < TRIES)
		f->limits.tries = TRIES;
	r = fetch_unverified(f, arena);
	f->limits.tries = tries;
	return r;
}

enum fetch_result verified_fetch(void *ctx, struct fetch *f, struct arena *arena)
{
	struct signed_tree *t = ctx;
	const char *name = signed_tree_name(t, f->url);
	const unsigned char *hash = name ? sums_find(&t->sums, name) : NULL;
	enum signed_tree_result renewed = SIGNED_TREE_SAME;
	enum fetch_result r;

	if (!hash) {
		console_line(f->console, CONSOLE_DETAIL, "%s: not there (it is not listed)",
			     f->url);
		return FETCH_ABSENT;
	}
	for (int i = 0; i < AGAIN && renewed == SIGNED_TREE_SAME; i++) {
		if (i)
			fetch_pause(BETWEEN);
		r = fetch_listed(f, arena);
		if (r == FETCH_NO_HOST)
			return r;
		if (r == FETCH_DONE && right(f, hash))
			return FETCH_DONE;
		unlink(f->path);
		console_line(f->console, CONSOLE_WARNING, "%s: %s", f->url,
			     r == FETCH_DONE ? "it is not what was signed"
					     : "it is listed, and cannot be fetched");
		/* it may just be signed again, or be kept by a server between */
		if (r == FETCH_DONE || r == FETCH_ABSENT || r == FETCH_REFUSED)
			renewed = signed_tree_renew(t, f);
		else
			renewed = SIGNED_TREE_FAILED;
	}
	if (renewed == SIGNED_TREE_DONE) {
		console_line(f->console, CONSOLE_WARNING,
			     "the list was signed again meanwhile: from the start");
		return FETCH_CHANGED;
	}
	console_line(f->console, CONSOLE_ERROR, "%s is not used: it is not what was signed",
		     f->url);
	return FETCH_UNSIGNED;
}
