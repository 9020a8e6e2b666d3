/* SPDX-License-Identifier: MIT */
/* The lines of a text file that a person wrote. */
#ifndef TEXT_H
#define TEXT_H

#include "bytes.h"
#include "error.h"

enum { TEXT_LINE = 16384 };

struct text {
	const char *name; /* of the file, in errors */
	const char *at, *end;
	unsigned int number; /* of the line in LINE, from 1 */
	char line[TEXT_LINE];
};

/* Begins with B, which must outlive T. -1 for what is not a text, such as UTF-16. */
int text_open(struct text *t, const struct bytes *b, const char *name, struct error *err);

/*
 * The next line into t->line, without its end: 1, 0 after the last, -1 for a line that
 * is too long, has a control character or ends with CR LF.
 */
int text_next(struct text *t, struct error *err);

#endif
