/* SPDX-License-Identifier: MIT */
/* The lines that main() of a tool writes to standard error. No other module prints. */
#ifndef SAY_H
#define SAY_H

#include "error.h"

/* "PROGRAM: TEXT" as one line, cleaned as by error_clean(), whatever names it holds. */
void say(const char *program, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The same for an error. */
void say_error(const char *program, const struct error *err);

#endif
