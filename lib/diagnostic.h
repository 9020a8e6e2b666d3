/* SPDX-License-Identifier: MIT */
/* The lines that main() of a tool writes to standard error. No other module prints. */
#ifndef DIAGNOSTIC_H
#define DIAGNOSTIC_H

#include "error.h"

/* "PROGRAM: TEXT" as one line, cleaned as by error_clean(), whatever names it holds. */
void diagnostic(const char *program, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The same for an error. */
void diagnostic_error(const char *program, const struct error *err);

#endif
