/* SPDX-License-Identifier: MIT */
/* A line that is edited, with what was typed before. UTF-8; nothing is drawn here. */
#ifndef EDIT_H
#define EDIT_H

#include <stdbool.h>

#include "bytes.h"

enum { EDIT_MAX = 4096, EDIT_HISTORY = 32 };

struct history {
	char *line[EDIT_HISTORY]; /* the last one first */
	int count;
};
/* Remembers LINE unless it is empty or the last one. Without memory it is forgotten. */
void history_add(struct history *h, const char *line);
void history_free(struct history *h);

struct edit {
	char text[EDIT_MAX]; /* valid UTF-8 without control characters, with its NUL */
	size_t len, cursor;  /* bytes; the cursor stands before a character or at the end */
	const struct history *history; /* or NULL */
	int at;			       /* in it, from 1; 0: the line is new */
	char kept[EDIT_MAX];	       /* the new line, while an older one is shown */
	char killed[EDIT_MAX];	       /* what was cut last */
};

/* Begins with TEXT, of which only characters are taken, the cursor at its end. */
void edit_begin(struct edit *e, const char *text, const struct history *h);
/* Does what the key says, as far as it is one of an edited line: what menu.c32 knows, Ctrl-Y, and
 * up and down in the history. False if it is none. */
bool edit_key(struct edit *e, int key);

/*
 * Appends what is seen of it in COLUMNS columns, which are more than 2: around the cursor, < and >
 * at an end where there is more. The column of the cursor from 0.
 */
size_t edit_show(const struct edit *e, struct bytes *out, size_t columns);

#endif
