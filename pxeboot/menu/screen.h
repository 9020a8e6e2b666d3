/* SPDX-License-Identifier: MIT */
/* The rows of a terminal with a cursor: those that have changed are written. */
#ifndef SCREEN_H
#define SCREEN_H

#include "menu/terminal.h"
#include "menu/view.h"

struct screen {
	struct terminal *terminal;
	bool plain; /* no colours */
	bool known; /* what is on the terminal is what shown says */
	struct bytes row[TERMINAL_ROWS], shown[TERMINAL_ROWS], out;
};

void screen_free(struct screen *s);
/* All rows are empty: at once if the terminal has another size now, or was written to. */
void screen_begin(struct screen *s);
/* Sets row N, from 0, to clean TEXT, cut at the edge; COLOR NULL: as the terminal has it. */
void screen_row(struct screen *s, int n, const char *color, const char *text);
/* The row's bytes, for a part to be appended; COLUMNS are used of it. */
struct bytes *screen_bytes(struct screen *s, int n);
/* Begins, or with NULL ends, a colour in OUT: parameters of SGR. */
void screen_color(const struct screen *s, struct bytes *out, const char *color);
/* Writes what has changed. The cursor is seen at ROW, COLUMN from 0, or not if ROW is negative. */
void screen_show(struct screen *s, int row, int column);
/* The cursor stands in the last row, to go on with lines. */
void screen_leave(struct screen *s);

/* What the menu has below its entries. */
struct screen_bottom {
	const char *said, *hint, *count; /* clean; "" for none */
	bool editing;			 /* no help */
};
/* Draws the menu. TOP is the first row that is seen and follows SELECTED. */
void screen_menu(struct screen *s, const struct view *v, int selected, int *top,
		 const struct screen_bottom *bottom);
/* How many entries a page has. */
int screen_page(const struct screen *s, const struct view *v);

#endif
