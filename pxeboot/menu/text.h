/* SPDX-License-Identifier: MIT */
/*
 * Text of strangers for a terminal: nothing in it is a command there, and how much room it takes
 * is known. What terminals obey: ECMA-48, also the characters from U+0080 to U+009F; SYSLINUX's
 * own codes: doc/syslinux.txt, "DISPLAY FILE FORMAT".
 */
#ifndef MENU_TEXT_H
#define MENU_TEXT_H

#include "bytes.h"

/* Appends the N bytes at S as one line: what is not a character is '?', a tab a blank; control
 * characters are left out. 0, or -1 without memory. */
int text_line(struct bytes *out, const char *s, size_t n);
/* The same as a string of at most SIZE bytes. */
void text_string(char *out, size_t size, const char *s);
/* A file that DISPLAY, F1 or MENU HELP shows: lines, each with its LF. Escape sequences and
 * SYSLINUX's colours and pictures are left out, its end is one. */
int text_file(struct bytes *out, const struct bytes *file);

/* Columns of a terminal that clean text takes. */
size_t text_width(const char *s);
/* How many bytes of it fit into so many columns. */
size_t text_fit(const char *s, size_t columns);
/* The length of the character at S, which is not empty, in clean text or not; *WIDTH: columns. */
size_t text_char(const char *s, size_t *width);

#endif
