/* SPDX-License-Identifier: MIT */
/*
 * A loader that has /etc/pxeboot/trust takes nothing but signed trees (trust/signed_tree.h); one
 * that was built without the means for that takes nothing then.
 */
#ifndef TRUSTED_H
#define TRUSTED_H

#include "error.h"
#include "fetch/fetch.h"

/*
 * Sets F->guard for the tree whose list an earlier call of trusted_open() has verified. -1: there
 * is none, and nothing may be fetched. Without that file F is left as it is.
 */
int trusted_load(struct fetch *f, struct arena *arena, struct error *err);

/* The same for a tree whose list is yet to be fetched, from where names are relative to BASE.
 * FETCH_DONE, or FETCH_UNSIGNED, also with ERR set. */
enum fetch_result trusted_open(struct fetch *f, const struct name_base *base, struct arena *arena,
			       struct error *err);

#endif
