/* SPDX-License-Identifier: MIT */
/* Files of a signed tree: fetched if they are listed, and left if they are what was listed. */
#ifndef VERIFIED_H
#define VERIFIED_H

#include "trust/signed_tree.h"

/*
 * For struct fetch, with a tree as CTX. What is not listed is FETCH_ABSENT, without a request.
 * FETCH_CHANGED: the tree was signed again, so that what was fetched before belongs to another
 * list. FETCH_UNSIGNED: what is listed was not to be had. Either way nothing more may be used.
 */
enum fetch_result verified_fetch(void *ctx, struct fetch *f, struct arena *arena);

#endif
