// SPDX-License-Identifier: MIT
#include "menu/screen.h"

#include <string.h>

#include "menu/text.h"
#include "word.h"

enum { MARGIN = 2 }; /* columns before an entry */

void screen_free(struct screen *s)
{
	for (int i = 0; i < TERMINAL_ROWS; i++) {
		bytes_free(&s->row[i]);
		bytes_free(&s->shown[i]);
	}
	bytes_free(&s->out);
}

void screen_begin(struct screen *s)
{
	for (int i = 0; i < TERMINAL_ROWS; i++)
		s->row[i].len = 0;
}

struct bytes *screen_bytes(struct screen *s, int n)
{
	return &s->row[n];
}

/* Of SGR's parameters those that set no colour */
static void plain_color(struct bytes *out, const char *color)
{
	while (*color) {
		int n = word_atoi(color);

		if (n < 30 || (n > 49 && n < 90))
			bytes_printf(out, ";%d", n);
		color += strcspn(color, ";");
		color += *color == ';';
	}
}

void screen_color(const struct screen *s, struct bytes *out, const char *color)
{
	bytes_string(out, "\033[0");
	if (color && s->plain)
		plain_color(out, color);
	else if (color)
		bytes_printf(out, ";%s", color);
	bytes_string(out, "m");
}

/* The last column stays free: a character in it would scroll some terminals. */
static size_t room(const struct screen *s)
{
	return (size_t)s->terminal->columns - 1;
}

void screen_row(struct screen *s, int n, const char *color, const char *text)
{
	struct bytes *row = screen_bytes(s, n);

	row->len = 0;
	if (color)
		screen_color(s, row, color);
	bytes_append(row, text, text_fit(text, room(s)));
	if (color)
		screen_color(s, row, NULL);
}

void screen_show(struct screen *s, int row, int column)
{
	struct bytes *out = &s->out;

	if (!s->known)
		bytes_string(out, "\033[0m\033[?25l\033[2J");
	else
		bytes_string(out, "\033[?25l");
	for (int i = 0; i < s->terminal->rows; i++) {
		struct bytes *now = &s->row[i], *was = &s->shown[i];
		bool same = was->len == now->len &&
			    (!now->len || !memcmp(was->data, now->data, now->len));

		if (s->known ? same : !now->len) {
			was->len = now->len;
			continue;
		}
		bytes_printf(out, "\033[%d;1H", i + 1);
		bytes_append(out, now->data, now->len);
		bytes_string(out, "\033[K");
		was->len = 0;
		bytes_append(was, now->data, now->len);
	}
	s->known = true;
	if (row >= 0)
		bytes_printf(out, "\033[%d;%dH\033[?25h", row + 1, column + 1);
	terminal_write(s->terminal, out);
}

void screen_leave(struct screen *s)
{
	bytes_printf(&s->out, "\033[0m\033[?25h\033[%d;1H\r\n", s->terminal->rows);
	terminal_write(s->terminal, &s->out);
	s->known = false;
}

/* --- the menu ------------------------------------------------------------------------ */

/* Rows of help that the entry with the most of them has */
static int help_rows(const struct view *v)
{
	int most = 0;

	for (int i = 0; i < v->count; i++) {
		int n = 0;

		for (const char *p = v->rows[i].e->help; *p; n++)
			p += strcspn(p, "\n") + (p[strcspn(p, "\n")] != 0);
		most = n > most ? n : most;
	}
	return most;
}

struct layout {
	int first, entries; /* rows of entries */
	int help, helps;
	int said, hint, count; /* -1: there is no room */
	bool partial;	       /* the row behind the entries says where they are */
};

static struct layout lay_out(const struct screen *s, const struct view *v)
{
	int rows = s->terminal->rows, helps = help_rows(v);
	struct layout l = {.first = rows < 5 ? 0 : rows < 12 ? 1 : 3, .count = rows - 1};

	l.hint = rows > 4 ? rows - 2 : -1;
	l.said = rows > 6 ? rows - 3 : -1;
	l.helps = helps < rows / 3 ? helps : rows / 3;
	l.entries = rows - l.first -
		    (rows > 6	? 3
		     : rows > 4 ? 2
				: 1) -
		    (l.helps ? l.helps + 1 : 0);
	if (v->config->rows && v->config->rows < l.entries)
		l.entries = v->config->rows;
	if (l.entries < 1)
		l.entries = 1;
	if (v->count > l.entries && l.entries > 2) {
		l.partial = true;
		l.entries--;
	}
	if (v->count < l.entries)
		l.entries = v->count;
	l.help = l.first + l.entries + l.partial + 1;
	return l;
}

int screen_page(const struct screen *s, const struct view *v)
{
	return lay_out(s, v).entries;
}

static const char *color_of(const struct view *v, enum config_color color, const char *otherwise)
{
	return v->config->color[color] ? v->config->color[color] : otherwise;
}

static const char *text_of(const struct bytes *b)
{
	return b->data ? (const char *)b->data : "";
}

/* An entry, its hot key in a colour of its own if there is one */
static void draw_entry(struct screen *s, int n, const struct view *v, const struct view_row *r,
		       bool selected)
{
	const char *normal = color_of(v,
				      selected	    ? COLOR_SEL
				      : r->position ? COLOR_UNSEL
						    : COLOR_DISABLED,
				      selected ? "7" : NULL);
	const char *key =
		color_of(v, selected ? COLOR_HOTSEL : COLOR_HOTKEY, selected ? "1;7" : "1");
	struct bytes *row = screen_bytes(s, n), line = {0};
	size_t from = 1 + r->key, fit;
	const char *text;

	bytes_printf(&line, " %s%s ", r->text, r->mark);
	text = text_of(&line);
	fit = text_fit(text, room(s) - MARGIN);
	bytes_printf(row, "%*s", MARGIN, "");
	if (normal)
		screen_color(s, row, normal);
	if (r->hotkey && from < fit) {
		bytes_append(row, text, from);
		screen_color(s, row, key);
		bytes_append(row, text + from, 1);
		screen_color(s, row, normal);
		bytes_append(row, text + from + 1, fit - from - 1);
	} else {
		bytes_append(row, text, fit);
	}
	if (normal)
		screen_color(s, row, NULL);
	bytes_free(&line);
}

static void draw_help(struct screen *s, const struct layout *l, const struct view *v, const char *p)
{
	for (int i = 0; i < l->helps && *p; i++) {
		size_t n = strcspn(p, "\n");
		struct bytes line = {0};

		bytes_string(&line, "   ");
		text_line(&line, p, n);
		screen_row(s, l->help + i, color_of(v, COLOR_HELP, NULL), text_of(&line));
		bytes_free(&line);
		p += n + (p[n] != 0);
	}
}

/* The selected row is among the L->entries from *TOP. */
static void scroll(const struct layout *l, const struct view *v, const struct view_row *chosen,
		   int *top)
{
	int at = chosen ? (int)(chosen - v->rows) : 0;

	if (*top > at)
		*top = at;
	if (*top < at - l->entries + 1)
		*top = at - l->entries + 1;
	if (*top > v->count - l->entries)
		*top = v->count - l->entries;
	/* what stands above the first entry is seen with it */
	if (*top < 0 || (chosen && chosen->position == 1 && at < l->entries))
		*top = 0;
}

void screen_menu(struct screen *s, const struct view *v, int selected, int *top,
		 const struct screen_bottom *bottom)
{
	struct layout l = lay_out(s, v);
	const struct view_row *chosen = view_at(v, selected);
	struct bytes line = {0};

	screen_begin(s);
	scroll(&l, v, chosen, top);
	bytes_printf(&line, "%*s%s", MARGIN, "", v->title);
	if (l.first)
		screen_row(s, l.first > 1, color_of(v, COLOR_TITLE, "1"), text_of(&line));
	for (int i = 0; i < l.entries; i++)
		draw_entry(s, l.first + i, v, &v->rows[*top + i],
			   chosen && v->rows[*top + i].position == chosen->position);
	if (l.partial) {
		line.len = 0;
		bytes_printf(&line, "%*s(%d of %d)", MARGIN + 1, "", selected, v->positions);
		screen_row(s, l.first + l.entries, NULL, text_of(&line));
	}
	if (chosen && !bottom->editing)
		draw_help(s, &l, v, chosen->e->help);
	if (l.said >= 0)
		screen_row(s, l.said, NULL, bottom->said);
	if (l.hint >= 0)
		screen_row(s, l.hint, color_of(v, COLOR_TABMSG, NULL), bottom->hint);
	screen_row(s, l.count, color_of(v, COLOR_TIMEOUT_MSG, NULL), bottom->count);
	bytes_free(&line);
}
