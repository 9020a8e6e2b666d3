/* SPDX-License-Identifier: MIT */
/* One menu as it is shown. Texts of a configuration lose what a terminal would obey. */
#ifndef VIEW_H
#define VIEW_H

#include "bytes.h"
#include "config.h"

enum { VIEW_TEXT = 200 }; /* bytes of a title or entry */

struct view_row {
	const struct entry *e;
	int position; /* from 1; 0: it cannot be selected */
	char text[VIEW_TEXT + 64];
	size_t key;	  /* where its hot key is in text */
	char hotkey;	  /* lower case; 0: none, or another entry's before it */
	const char *mark; /* that follows: it opens a menu, needs a password */
};

struct view {
	const struct config *config;
	const struct menu *menu;
	struct arena arena;
	struct view_row *rows;
	int count, positions;
	int start; /* position that is selected at first; 1 if there is none */
	char title[VIEW_TEXT + 1];
};

/* The menu with this NUMBER; -1 without memory or if there is none. */
int view_open(struct view *v, const struct config *c, unsigned int number);
void view_close(struct view *v);
/* The row at POSITION, NULL if there is none. */
const struct view_row *view_at(const struct view *v, int position);
/* The position of the entry with that hot key, 0: none has it. */
int view_hotkey(const struct view *v, int key);
/* The position of the entry with that number, 0: not in this menu. */
int view_entry(const struct view *v, unsigned int number);

/* Appends plain numbered lines, the entry at position SELECTED marked. 0, or -1 without memory. */
int view_lines(struct bytes *out, const struct view *v, int selected);

#endif
