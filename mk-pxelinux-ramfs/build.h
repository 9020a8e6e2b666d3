/* SPDX-License-Identifier: MIT */
/* Writes the outputs of a build. */
#ifndef BUILD_H
#define BUILD_H

#include "contents.h"
#include "options.h"

int build_write(const struct contents *c, const struct options *o, struct error *err);

#endif
