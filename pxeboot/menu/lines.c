// SPDX-License-Identifier: MIT
#include "menu/lines.h"

#include <string.h>

#include "fetch/limits.h"
#include "word.h"

enum { LIFE = 15 }; /* seconds between two signs of it */

void lines_print(struct session *s, const struct bytes *text)
{
	struct bytes out = {0};
	const char *p = text->data ? (const char *)text->data : "";

	while (*p) {
		size_t n = strcspn(p, "\n");

		bytes_append(&out, p, n);
		/* a terminal whose settings are raw needs the CR */
		bytes_string(&out, s->terminal.raw ? "\r\n" : "\n");
		p += n + (p[n] != 0);
	}
	terminal_write(&s->terminal, &out);
	bytes_free(&out);
}

void lines_say(struct session *s)
{
	if (*s->said)
		terminal_print(&s->terminal, "%s\r\n", s->said);
	*s->said = 0;
}

void lines_list(struct session *s)
{
	struct bytes out = {0};

	view_lines(&out, &s->view, s->selected);
	bytes_string(&out, "\n");
	bytes_string(&out,
		     "Number or label and Enter; Enter alone: the entry with *; ?: this list");
	if (s->view.menu->parent)
		bytes_string(&out, "; ..: the menu above");
	if (!s->request->no_shell && (!s->choice.lock || !s->request->lock))
		bytes_string(&out, "; !: shell");
	bytes_string(&out, "\n");
	lines_print(s, &out);
	bytes_free(&out);
}

/* What is typed is a label of this menu. */
static bool is_label(const struct session *s, const char *line)
{
	size_t n = strlen(line);

	for (int i = 0; i < s->view.count; i++) {
		const struct view_row *r = &s->view.rows[i];

		if (r->position && !strncmp(r->e->name, line, n) &&
		    (!r->e->name[n] || r->e->name[n] == ' '))
			return true;
	}
	return false;
}

/* F1 to F12: 0 to 11; -1 for others */
static int function_key(const char *line)
{
	int n = word_lower(*line) == 'f' ? word_atoi(line + 1) : 0;

	return n < 1 || n > 12 || strspn(line + 1, "0123456789") != strlen(line) - 1 ? -1 : n - 1;
}

static enum session_end show(struct session *s, bool found, struct bytes *text)
{
	if (found)
		lines_print(s, text);
	bytes_free(text);
	return SESSION_ON;
}

static enum session_end take_entry(struct session *s, int position)
{
	const struct menu *before = s->view.menu;
	enum session_end end = session_select(s, position);
	const struct view_row *r = view_at(&s->view, position);
	struct bytes text = {0};

	if (end == SESSION_DONE && r && r->e->kind == ENTRY_HELP) {
		bool found = session_text(s, r->e->kernel, &text);

		return show(s, found, &text);
	}
	if (end == SESSION_ON && s->view.menu != before && !*s->said)
		lines_list(s);
	return end;
}

static enum session_end enter(struct session *s, bool of_menu, bool *leave)
{
	bool first = s->view.menu->number == s->choice.first_menu;
	bool nothing = !s->choice.enter && s->choice.then == CHOICE_NONE;

	*leave = of_menu;
	if (of_menu || (!s->view.positions && s->choice.then == CHOICE_NONE))
		return SESSION_ON;
	return s->view.positions && (!first || nothing) ? take_entry(s, s->selected)
							: session_take(s, CHOICE_ENTER, "");
}

enum session_end lines_answer(struct session *s, const char *line, bool of_menu, bool *leave)
{
	struct bytes text = {0};
	enum session_end end;

	*leave = false;
	if (!*line)
		return enter(s, of_menu, leave);
	if (!strcmp(line, "?") || !strcmp(line, "help")) {
		lines_list(s);
		return SESSION_ON;
	}
	if (!strcmp(line, "!"))
		return session_shell(s);
	if (!strcmp(line, "..")) {
		end = s->view.menu->parent ? session_menu(s, s->view.menu->parent->number,
							  s->view.menu->opened_by->number)
					   : SESSION_ON;
		lines_list(s);
		return end;
	}
	if (function_key(line) >= 0 && !is_label(s, line)) {
		bool found = session_function_key(s, function_key(line), &text);

		return show(s, found, &text);
	}
	if (strspn(line, "0123456789") == strlen(line) && strlen(line) < 6 && !is_label(s, line))
		return take_entry(s, word_atoi(line));
	return session_take(s, CHOICE_TYPED, line);
}

/* --- a console without a cursor ------------------------------------------------------ */

/* With the time that is left */
static void prompt(struct session *s)
{
	struct bytes text = {0};
	const char *count = session_count(s, &text);

	lines_say(s);
	if (*count)
		terminal_print(&s->terminal, "%s\r\n", count);
	terminal_print(&s->terminal, "boot: ");
	bytes_free(&text);
}

/* Waits for a line: 0, or TERMINAL_* */
static int read_line(struct session *s, char *line, size_t size)
{
	for (;;) {
		long until = countdown_until(&s->countdown), life = limits_now() + LIFE * 1000L;
		int over = terminal_line(&s->terminal, line, size,
					 until < 0 || life < until ? life : until);

		if (over != TERMINAL_TIME)
			return over;
		if (until >= 0 && limits_now() >= until)
			return over;
		if (until >= 0) {
			terminal_print(&s->terminal, "\r\n");
			prompt(s);
		}
	}
}

/* Without blanks around, and without the answer of a slow terminal to terminal_answers() */
static char *trim(char *line)
{
	line += strncmp(line, "[0n", 3) ? 0 : 3;
	line[word_trimmed(line)] = 0;
	while (word_blank(*line))
		line++;
	return line;
}

enum session_end lines_ask(struct session *s)
{
	char buf[EDIT_MAX];
	bool hidden = choice_menus(&s->choice)->hidden && s->countdown.timeout, leave;

	if (hidden)
		terminal_print(&s->terminal, "Enter shows the menu.\r\n");
	else
		lines_list(s);
	for (;;) {
		enum session_end end = SESSION_ON;
		int over;

		prompt(s);
		over = read_line(s, buf, sizeof(buf));
		if (over) {
			terminal_print(&s->terminal, "\r\n");
			return over == TERMINAL_TIME ? SESSION_TIME : SESSION_CLOSED;
		}
		session_stop(s);
		if (hidden && !*trim(buf))
			lines_list(s);
		else
			end = lines_answer(s, trim(buf), false, &leave);
		hidden = false;
		s->master_given = false;
		if (end != SESSION_ON)
			return end;
	}
}
