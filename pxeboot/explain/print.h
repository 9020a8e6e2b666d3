/* SPDX-License-Identifier: MIT */
/* A report and warnings as lines of text and as JSON. */
#ifndef PRINT_H
#define PRINT_H

#include "lint.h"
#include "report.h"

/* Each: 0, or -1 without memory. WARNINGS NULL: none; LINT: they were asked for. The JSON object is
 * left open: more may follow, and then "\n}\n". */
int print_text(struct bytes *out, const struct report *r);
int print_warnings(struct bytes *out, const struct note *warnings);
int print_json(struct bytes *out, const struct report *r, const struct note *warnings, bool lint);

#endif
