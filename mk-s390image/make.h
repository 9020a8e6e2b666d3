/* SPDX-License-Identifier: MIT */
/* Making images from parts, and changing one. */
#ifndef MAKE_H
#define MAKE_H

#include "error.h"
#include "options.h"
#include "payload.h"

/*
 * Writes every output that OPT asks for (MODE_MAKE), or a new version of the
 * image OPT->input in its place (MODE_UPDATE). P needs payload_close() in any
 * case, and says afterwards what was done.
 */
int make_run(const struct options *opt, struct payload *p, struct error *err);

#endif
