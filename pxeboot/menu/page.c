// SPDX-License-Identifier: MIT
#include "menu/page.h"

#include <string.h>

#include "menu/text.h"

/* The rows of one page from P; where the next one begins */
static const char *draw_page(struct session *s, const char *p)
{
	int rows = s->terminal.rows - 1;

	s->screen->known = false;
	screen_begin(s->screen);
	for (int i = 0; i < rows && *p; i++) {
		size_t n = strcspn(p, "\n"), fit;
		char line[TERMINAL_COLUMNS * 4];

		fit = text_fit(p, (size_t)s->terminal.columns - 1);
		n = n < fit ? n : fit ? fit : 1;
		n = n < sizeof(line) ? n : sizeof(line) - 1;
		memcpy(line, p, n);
		line[n] = 0;
		screen_row(s->screen, i, NULL, line);
		p += n + (p[n] == '\n');
	}
	screen_row(s->screen, rows, "7",
		   *p ? "Any key shows more." : "Any key goes back to the menu.");
	screen_show(s->screen, -1, 0);
	return p;
}

/* The key that ended it, or TERMINAL_* */
static int show_page(struct session *s, struct bytes *text)
{
	const char *p = text->data ? (const char *)text->data : "", *next;
	int key;

	do {
		next = draw_page(s, p);
		key = terminal_key(&s->terminal, s->countdown.total ? s->countdown.total : -1);
		if (key == TERMINAL_RESIZED) {
			terminal_size(&s->terminal);
			s->screen->known = false;
		} else if (key != KEY_NOTHING) {
			p = next;
		}
	} while (key != TERMINAL_TIME && key != TERMINAL_CLOSED && key != KEY_ESCAPE &&
		 (key == KEY_NOTHING || key == TERMINAL_RESIZED || *p) &&
		 (key < KEY_F1 || key > KEY_F12));
	return key;
}

enum session_end page_show(struct session *s, bool found, struct bytes *text)
{
	int key = KEY_NOTHING;

	while (found) {
		key = show_page(s, text);
		found = key >= KEY_F1 && key <= KEY_F12;
		text->len = 0;
		if (found)
			found = session_function_key(s, key - KEY_F1, text);
	}
	bytes_free(text);
	return key == TERMINAL_CLOSED ? SESSION_CLOSED
	       : key == TERMINAL_TIME ? SESSION_TIME
				      : SESSION_ON;
}
