/* SPDX-License-Identifier: MIT */
/* Strings as JSON (RFC 8259) and as one line of text. */
#ifndef JSON_H
#define JSON_H

#include "bytes.h"

/*
 * Appends S with its quotes; control characters are escaped, bytes that are not UTF-8
 * become U+FFFD. NULL becomes null. 0, or -1 without memory.
 */
int json_string(struct bytes *out, const char *s);

/* Appends S with control characters and backslashes as \xNN; NULL becomes "-". */
int line_string(struct bytes *out, const char *s);

#endif
