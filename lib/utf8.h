/* SPDX-License-Identifier: MIT */
/* UTF-8 (RFC 3629). */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>

/* Length of the sequence that the terminated string S begins with, 0 if it is not valid. */
size_t utf8_length(const char *s);

#endif
