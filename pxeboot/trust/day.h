/* SPDX-License-Identifier: MIT */
/* Days of the calendar in UTC, counted from 1970-01-01. */
#ifndef DAY_H
#define DAY_H

#include <stdint.h>

enum { DAY_SECONDS = 86400 };

/* The day YYYY-MM-DD from 1970 to 9999, or -1: TEXT is anything else. */
int64_t day_parse(const char *text);

/* As YYYY-MM-DD. */
struct day_text {
	char s[32];
};
struct day_text day_print(int64_t day);

#endif
