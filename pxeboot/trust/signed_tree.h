/* SPDX-License-Identifier: MIT */
/*
 * A signed directory of a server: its list SHA256SUMS, which SHA256SUMS.sig is the signature of.
 * Nothing of it is used unless it is listed and is what was listed; sign-netboot(1) makes both.
 */
#ifndef SIGNED_TREE_H
#define SIGNED_TREE_H

#include "fetch/fetch.h"
#include "trust/anchor.h"
#include "trust/sums.h"

#define SIGNED_TREE_LIST "SHA256SUMS"

struct signed_tree {
	/* set by the caller */
	const struct anchor *anchor;
	const char *dir; /* what was verified is kept there, for the next process */
	struct arena *arena;
	/* the list, once it is verified */
	const char *url;  /* its own */
	const char *base; /* what the URLs of files begin with, as location_url() writes them */
	struct sums sums;
};

enum signed_tree_result {
	SIGNED_TREE_DONE,
	SIGNED_TREE_SAME, /* of signed_tree_renew() */
	SIGNED_TREE_FAILED,
};

/*
 * Fetches list and signature, in the manner of F, and takes them if they are right; what is wrong
 * is said on the console. A pair that does not fit is fetched again for a moment: the tree may
 * just be signed again.
 */
enum signed_tree_result signed_tree_open(struct signed_tree *t, struct fetch *f,
					 const struct name *list);
/* The list that an earlier process has verified; without one -1. */
int signed_tree_load(struct signed_tree *t, struct error *err);
/* Fetches both again. SIGNED_TREE_SAME: the list is the one that is there. */
enum signed_tree_result signed_tree_renew(struct signed_tree *t, struct fetch *f);

/* What the list calls a URL; NULL: no name that a list can have. */
const char *signed_tree_name(const struct signed_tree *t, const char *url);

void signed_tree_close(struct signed_tree *t);

#endif
