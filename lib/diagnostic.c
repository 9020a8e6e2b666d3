// SPDX-License-Identifier: MIT
#include "diagnostic.h"

#include <stdarg.h>
#include <stdio.h>

void diagnostic(const char *program, const char *fmt, ...)
{
	char text[6144], line[2 * sizeof(text)];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	error_clean(text, line, sizeof(line));
	fprintf(stderr, "%s: %s\n", program, line);
}

void diagnostic_error(const char *program, const struct error *err)
{
	char line[2048];

	error_format(err, line, sizeof(line));
	fprintf(stderr, "%s: %s\n", program, line);
}
