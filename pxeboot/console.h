/* SPDX-License-Identifier: MIT */
/*
 * What the loader's program says to people while it works, in the form that log.sh has: a line
 * begins with the seconds since the kernel started, and is safe to print, whatever it holds of
 * what came from the network: control characters become '?', passwords in URLs are left out.
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdbool.h>

struct console {
	int fd;
	bool quiet;    /* no details */
	bool rewrites; /* a line can be written over */
	bool open;     /* one that is to be written over stands there */
	char why[512]; /* the last error, cut to this, "" if there was none */
};

/* A step begins, a detail of it, and what is wrong. */
enum console_kind { CONSOLE_STEP, CONSOLE_DETAIL, CONSOLE_WARNING, CONSOLE_ERROR };

void console_line(struct console *c, enum console_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* How far something is: a line that the next one takes the place of, where that is possible. */
void console_progress(struct console *c, const char *text);

/* Ends a line that stands there. */
void console_close(struct console *c);

#endif
