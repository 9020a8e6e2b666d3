// SPDX-License-Identifier: MIT
#include "menu/edit.h"

#include <stdlib.h>
#include <string.h>

#include "menu/keys.h"
#include "menu/text.h"
#include "word.h"

void history_add(struct history *h, const char *line)
{
	char *copy;

	if (!*line || (h->count && !strcmp(h->line[0], line)))
		return;
	copy = strdup(line);
	if (!copy)
		return;
	if (h->count == EDIT_HISTORY)
		free(h->line[--h->count]);
	memmove(h->line + 1, h->line, (size_t)h->count * sizeof(*h->line));
	h->line[0] = copy;
	h->count++;
}

void history_free(struct history *h)
{
	while (h->count)
		free(h->line[--h->count]);
}

static void set(struct edit *e, const char *text)
{
	text_string(e->text, sizeof(e->text), text);
	e->len = e->cursor = strlen(e->text);
}

void edit_begin(struct edit *e, const char *text, const struct history *h)
{
	e->history = h;
	e->at = 0;
	*e->killed = *e->kept = 0;
	set(e, text);
}

static size_t before(const struct edit *e, size_t at)
{
	do
		at--;
	while (at && ((unsigned char)e->text[at] & 0xc0) == 0x80);
	return at;
}

static size_t after(const struct edit *e, size_t at)
{
	size_t width;

	return at + text_char(e->text + at, &width);
}

static void remove_part(struct edit *e, size_t from, size_t to, bool keep)
{
	if (from == to)
		return;
	if (keep) {
		memcpy(e->killed, e->text + from, to - from);
		e->killed[to - from] = 0;
	}
	memmove(e->text + from, e->text + to, e->len - to + 1);
	e->len -= to - from;
	e->cursor = from;
}

static void insert(struct edit *e, const char *s)
{
	size_t n = strlen(s);

	if (n >= sizeof(e->text) - e->len)
		return;
	memmove(e->text + e->cursor + n, e->text + e->cursor, e->len - e->cursor + 1);
	memcpy(e->text + e->cursor, s, n);
	e->len += n;
	e->cursor += n;
}

static void insert_character(struct edit *e, int c)
{
	char s[5] = {0}, clean[5];

	if (c < 0x80) {
		s[0] = (char)c;
	} else {
		int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

		for (int i = n - 1; i > 0; i--, c >>= 6)
			s[i] = (char)(0x80 | (c & 0x3f));
		s[0] = (char)(0xf00 >> n | c);
	}
	text_string(clean, sizeof(clean), s);
	if (!strcmp(s, clean))
		insert(e, s);
}

static size_t word_begin(const struct edit *e)
{
	size_t at = e->cursor;

	while (at && word_blank(e->text[at - 1]))
		at--;
	while (at && !word_blank(e->text[at - 1]))
		at--;
	return at;
}

static void recall(struct edit *e, int step)
{
	int count = e->history ? e->history->count : 0;

	if (e->at + step < 0 || e->at + step > count)
		return;
	if (!e->at)
		memcpy(e->kept, e->text, e->len + 1);
	e->at += step;
	set(e, e->at ? e->history->line[e->at - 1] : e->kept);
}

bool edit_key(struct edit *e, int key)
{
	switch (key) {
	case KEY_LEFT:
	case KEY_CTRL('B'):
		e->cursor = e->cursor ? before(e, e->cursor) : 0;
		break;
	case KEY_RIGHT:
	case KEY_CTRL('F'):
		e->cursor = e->cursor < e->len ? after(e, e->cursor) : e->len;
		break;
	case KEY_HOME:
	case KEY_CTRL('A'):
		e->cursor = 0;
		break;
	case KEY_END:
	case KEY_CTRL('E'):
		e->cursor = e->len;
		break;
	case KEY_BACKSPACE:
		if (e->cursor)
			remove_part(e, before(e, e->cursor), e->cursor, false);
		break;
	case KEY_DELETE:
	case KEY_CTRL('D'):
		if (e->cursor < e->len)
			remove_part(e, e->cursor, after(e, e->cursor), false);
		break;
	case KEY_CTRL('U'):
		remove_part(e, 0, e->len, true);
		break;
	case KEY_CTRL('K'):
		remove_part(e, e->cursor, e->len, true);
		break;
	case KEY_CTRL('W'):
		remove_part(e, word_begin(e), e->cursor, true);
		break;
	case KEY_CTRL('Y'):
		insert(e, e->killed);
		break;
	case KEY_UP:
	case KEY_CTRL('P'):
		recall(e, 1);
		break;
	case KEY_DOWN:
	case KEY_CTRL('N'):
		recall(e, -1);
		break;
	default:
		if (key < ' ' || key >= KEY_UP)
			return false;
		insert_character(e, key);
	}
	return true;
}

size_t edit_show(const struct edit *e, struct bytes *out, size_t columns)
{
	const size_t room = columns - 2, half = room > 1 ? room / 2 : 1;
	size_t column = 0, skip = 0, from = 0, width, n;

	for (size_t i = 0; i < e->cursor; column += width)
		i += text_char(e->text + i, &width);
	/* so far to the left that the cursor is seen, in steps of half of it */
	if (column > room)
		skip = ((column - room) / half + 1) * half;
	for (size_t gone = 0; gone < skip && from < e->cursor; gone += width, column -= width)
		from += text_char(e->text + from, &width);
	n = text_fit(e->text + from, room);
	bytes_string(out, from ? "<" : "");
	bytes_append(out, e->text + from, n);
	bytes_string(out, from + n < e->len ? ">" : "");
	return column + (from != 0);
}
