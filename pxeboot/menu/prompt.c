// SPDX-License-Identifier: MIT
#include "menu/prompt.h"

#include <string.h>

#include "fetch/limits.h"
#include "menu/lines.h"
#include "menu/text.h"
#include "word.h"

static const char boot[] = "boot: ";

static void draw(struct session *s, const struct edit *e)
{
	struct bytes out = {0};
	size_t column;

	bytes_printf(&out, "\r%s", boot);
	column = edit_show(e, &out, (size_t)s->terminal.columns - sizeof(boot)) + sizeof(boot) - 1;
	bytes_printf(&out, "\033[K\r\033[%zuC", column);
	terminal_write(&s->terminal, &out);
	bytes_free(&out);
}

/* The line above the prompt has the time that is left; its first time it is made. */
static void draw_count(struct session *s, bool again)
{
	struct bytes text = {0};
	const char *count = session_count(s, &text);

	if (*count && again)
		terminal_print(&s->terminal, "\0337\033[A\r%.*s\033[K\0338",
			       (int)text_fit(count, (size_t)s->terminal.columns - 1), count);
	else if (*count)
		terminal_print(&s->terminal, "%s\r\n", count);
	bytes_free(&text);
}

/* Tab: what follows of the labels that begin with the line, a list of them if there are several */
static void complete(struct session *s, struct edit *e)
{
	const struct entry *found = NULL;
	struct bytes list = {0};
	int count = 0;

	for (const struct entry *n = choice_menus(&s->choice)->entries; n && list.len < 4096;
	     n = n->next) {
		char name[VIEW_TEXT];

		if (!n->menu || !*n->name || n->kind == ENTRY_DISABLED ||
		    strncmp(n->name, e->text, e->len) != 0)
			continue;
		found = n;
		count++;
		text_string(name, sizeof(name), n->name);
		bytes_printf(&list, "%s%s", count > 1 ? " " : "", name);
	}
	bytes_string(&list, "\n");
	if (count == 1) {
		edit_begin(e, found->name, &s->history);
		edit_key(e, ' ');
	} else if (count) {
		terminal_print(&s->terminal, "\r\n");
		lines_print(s, &list);
	}
	bytes_free(&list);
}

/* A key that is not the line's */
static void other_key(struct session *s, struct edit *e, int key)
{
	struct bytes text = {0};

	if (key >= KEY_F1 && key <= KEY_F12) {
		terminal_print(&s->terminal, "\r\n");
		if (session_function_key(s, key - KEY_F1, &text))
			lines_print(s, &text);
		lines_say(s);
		bytes_free(&text);
	} else if (key == KEY_TAB) {
		complete(s, e);
	} else if (key == KEY_CTRL('L')) {
		terminal_print(&s->terminal, "\033[H\033[2J");
		terminal_size(&s->terminal);
	}
}

/* A line: SESSION_DONE with it in E, or *LEAVE, or what ended it */
static enum session_end read_line(struct session *s, struct edit *e, bool *leave)
{
	edit_begin(e, "", &s->history);
	draw_count(s, false);
	for (;;) {
		long until = countdown_until(&s->countdown), tick = limits_now() + 1000;
		int key;

		draw(s, e);
		key = terminal_key(&s->terminal, until < 0 ? -1 : tick < until ? tick : until);
		if (key == TERMINAL_CLOSED)
			return SESSION_CLOSED;
		if (key == TERMINAL_TIME && limits_now() >= until)
			return SESSION_TIME;
		if (key == TERMINAL_TIME)
			draw_count(s, true);
		if (key == TERMINAL_RESIZED)
			terminal_size(&s->terminal);
		if (key <= KEY_NOTHING)
			continue;
		session_stop(s);
		*leave = key == KEY_ESCAPE;
		if (key == KEY_ENTER || *leave)
			return SESSION_DONE;
		if (key == KEY_CTRL('C'))
			edit_begin(e, "", &s->history);
		else if (!edit_key(e, key))
			other_key(s, e, key);
	}
}

enum session_end prompt_ask(struct session *s, bool of_menu, bool *leave)
{
	enum session_end end = SESSION_ON;
	struct edit e;
	char *line;

	while (end == SESSION_ON) {
		lines_say(s);
		end = read_line(s, &e, leave);
		terminal_print(&s->terminal, "\r\n");
		if (end != SESSION_DONE || *leave)
			return end == SESSION_DONE ? SESSION_ON : end;
		line = e.text + (word_skip(e.text) - e.text);
		line[word_trimmed(line)] = 0;
		history_add(&s->history, line);
		end = lines_answer(s, line, of_menu, leave);
		if (*leave)
			break;
	}
	return end;
}
