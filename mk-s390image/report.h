/* SPDX-License-Identifier: MIT */
/* A struct info in words for people, and as JSON for programs. */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "bytes.h"
#include "info.h"

/* Whatever the image holds, only printable characters are written. */
void report_text(const struct info *info, FILE *f);

/* Appends one object; see mk-s390image(8) for its names. */
int report_json(const struct info *info, struct bytes *out, struct error *err);

#endif
