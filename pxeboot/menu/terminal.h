/* SPDX-License-Identifier: MIT */
/*
 * The console that a person sits at: its keys with times, its size, its settings, which are as
 * they were in the end, also after a signal. What cannot be written within some seconds, on a
 * console that was told to wait, is dropped.
 */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <termios.h>

#include "bytes.h"
#include "menu/keys.h"

enum { TERMINAL_ROWS = 200, TERMINAL_COLUMNS = 500 }; /* of a larger one this much is used */

struct terminal {
	int in, out;
	bool is_tty, raw, closed;
	bool sized; /* the kernel knows its size; else the terminal may be asked */
	int rows, columns;
	struct termios before;
	unsigned char buf[4096];
	size_t len;
};

/* What a wait ends with, besides keys. */
enum { TERMINAL_TIME = -2, TERMINAL_CLOSED = -3, TERMINAL_RESIZED = -4 };

void terminal_open(struct terminal *t, int in, int out);
/* As it was before. */
void terminal_close(struct terminal *t);
/* Keys one by one and nothing of them shown, or lines. */
void terminal_raw(struct terminal *t, bool raw);
/* Lines are read without showing them. */
void terminal_hide(struct terminal *t, bool hide);
/* True if a terminal that can move its cursor reports its status (ECMA-48, DSR 5) within a second.
 * What was typed before is gone: it was not meant for a menu that nobody had seen. */
bool terminal_answers(struct terminal *t);
/* Looks at its size again. Where only the terminal knows it, it is asked and may answer by
 * KEY_SIZE, which terminal_key() takes. */
void terminal_size(struct terminal *t);

/* Times are as limits_now() has them; UNTIL < 0: for ever. */
/* The next key, or TERMINAL_*. */
int terminal_key(struct terminal *t, long until);
/* A line without its end and without control characters, cut to SIZE bytes: 0 or TERMINAL_*. */
int terminal_line(struct terminal *t, char *line, size_t size, long until);
/* Forgets what has been typed so far. */
void terminal_flush(struct terminal *t);

/* Writes and empties B. */
void terminal_write(struct terminal *t, struct bytes *b);
void terminal_print(struct terminal *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Runs the program WORDS, a NULL at their end, on the terminal as it was before. */
void terminal_run(struct terminal *t, const char *const *words);

#endif
