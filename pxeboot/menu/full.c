// SPDX-License-Identifier: MIT
#include "menu/full.h"

#include <string.h>

#include "fetch/limits.h"
#include "menu/lines.h"
#include "menu/page.h"
#include "menu/prompt.h"
#include "menu/text.h"
#include "word.h"

/* The time for one look at the console: up to the next second of the count */
static long next_look(const struct session *s)
{
	long until = countdown_until(&s->countdown), tick = limits_now() + 1000;

	return until < 0 ? -1 : tick < until ? tick : until;
}

static bool time_is_over(const struct session *s)
{
	long until = countdown_until(&s->countdown);

	return until >= 0 && limits_now() >= until;
}

/* --- the screen ---------------------------------------------------------------------- */

static void hint(const struct session *s, struct bytes *out)
{
	const struct config *c = choice_menus(&s->choice);
	bool edits = c->allowoptions != 0 && (!s->choice.lock || s->view.menu->master) &&
		     !s->request->lock;
	const char *text = edits ? c->tabmsg : c->notabmsg;

	if (text) {
		text_line(out, text, strlen(text));
		return;
	}
	bytes_string(out, "Arrow keys and Enter");
	if (edits)
		bytes_string(out, "; Tab: edit; Esc: boot prompt");
	if (!s->request->no_shell && !s->request->lock)
		bytes_string(out, "; !: shell");
}

static const char *text_of(const struct bytes *b)
{
	return b->data ? (const char *)b->data : "";
}

/* EDIT: the line that is edited, or NULL */
static void draw(struct session *s, const struct edit *e)
{
	const struct config *c = choice_menus(&s->choice);
	struct bytes keys = {0}, count = {0};
	struct screen_bottom bottom = {.said = s->said, .editing = e != NULL};
	int row = s->terminal.rows - 1, column = 0;

	hint(s, &keys);
	bottom.hint = e ? "Enter: start it; Esc: back to the menu" : text_of(&keys);
	bottom.count = e ? "" : session_count(s, &count);
	screen_menu(s->screen, &s->view, s->selected, &s->top, &bottom);
	if (e) {
		struct bytes *line = screen_bytes(s->screen, row);

		line->len = 0;
		screen_color(s->screen, line, c->color[COLOR_CMDMARK]);
		bytes_string(line, "> ");
		screen_color(s->screen, line, c->color[COLOR_CMDLINE]);
		column = 2 + (int)edit_show(e, line, (size_t)s->terminal.columns - 3);
		screen_color(s->screen, line, NULL);
	}
	screen_show(s->screen, e ? row : -1, column);
	bytes_free(&keys);
	bytes_free(&count);
}

static void resize(struct session *s)
{
	struct terminal *t = &s->terminal;
	int rows = t->rows, columns = t->columns;

	/* one that was asked has answered */
	if (t->sized)
		terminal_size(t);
	if (rows != t->rows || columns != t->columns || !t->sized)
		s->screen->known = false;
}

/* Waits for a key until UNTIL, as terminal_key() does. SESSION_ON with KEY, which may say that
 * nothing was typed. */
static enum session_end read_key(struct session *s, long until, int *key)
{
	*key = terminal_key(&s->terminal, until);
	if (*key == TERMINAL_RESIZED)
		resize(s);
	if (*key == TERMINAL_CLOSED)
		return SESSION_CLOSED;
	return *key == TERMINAL_TIME && time_is_over(s) ? SESSION_TIME : SESSION_ON;
}

/* --- editing an entry ---------------------------------------------------------------- */

static enum session_end edit_line(struct session *s, struct edit *e)
{
	for (;;) {
		enum session_end end;
		int key;

		draw(s, e);
		end = read_key(s, countdown_until(&s->countdown), &key);
		if (end != SESSION_ON)
			return end;
		if (key == KEY_ESCAPE || key == KEY_CTRL('C'))
			return SESSION_ON;
		if (key == KEY_ENTER)
			return SESSION_DONE;
		if (key == KEY_CTRL('L'))
			s->screen->known = false;
		else if (key > KEY_NOTHING)
			edit_key(e, key);
	}
}

/* Tab: the selected entry's line */
static enum session_end edit(struct session *s)
{
	const struct view_row *r = view_at(&s->view, s->selected);
	enum session_end end = SESSION_DONE;
	struct edit e;
	const char *line, *why, *name;

	if (!r || r->e->kind != ENTRY_COMMAND)
		return SESSION_ON;
	why = choice_menus(&s->choice)->allowoptions == 0 ? "ALLOWOPTIONS is 0"
							  : session_locked(s, &end);
	if (why && end == SESSION_DONE)
		session_say(s, "entries cannot be edited: %s", why);
	if (why)
		return end == SESSION_DONE ? SESSION_ON : end;
	line = choice_entry_line(&s->choice, s->request->machine, r->e);
	if (strcmp(line, name_without_password(&s->arena, line, "/?#, ")) != 0) {
		session_say(s, "this entry has a URL with a password, and is not shown");
		return SESSION_ON;
	}
	name = arena_copy(&s->arena, r->e->name, strlen(r->e->name));
	edit_begin(&e, line, &s->history);
	end = edit_line(s, &e);
	line = word_skip(e.text);
	if (end != SESSION_DONE || !*line)
		return end == SESSION_DONE ? SESSION_ON : end;
	history_add(&s->history, line);
	end = session_take(s, CHOICE_EDITED, line);
	if (end == SESSION_DONE)
		s->choice.label = name;
	return end;
}

/* --- keys ---------------------------------------------------------------------------- */

static enum session_end go_to_prompt(struct session *s)
{
	enum session_end end = SESSION_DONE;
	const char *why =
		choice_menus(&s->choice)->allowoptions == 0 && s->choice.action != CHOICE_PROMPT
			? "ALLOWOPTIONS is 0"
			: session_locked(s, &end);
	bool leave;
	struct screen *screen = s->screen;

	if (why && end == SESSION_DONE)
		session_say(s, "there is no boot prompt: %s", why);
	if (why)
		return end == SESSION_DONE ? SESSION_ON : end;
	screen_leave(screen);
	s->screen = NULL;
	end = prompt_ask(s, s->choice.action != CHOICE_PROMPT, &leave);
	s->screen = screen;
	return end;
}

static enum session_end escape(struct session *s)
{
	const struct menu *m = s->view.menu;

	return m->parent ? session_menu(s, m->parent->number, m->opened_by->number)
			 : go_to_prompt(s);
}

static void move(struct session *s, int by)
{
	int to = s->selected + by;

	s->selected = to > s->view.positions ? s->view.positions : to;
	if (s->selected < 1)
		s->selected = 1;
}

static enum session_end take_selected(struct session *s)
{
	enum session_end end = session_select(s, s->selected);
	const struct view_row *r = view_at(&s->view, s->selected);
	struct bytes text = {0};

	if (end == SESSION_DONE && r && r->e->kind == ENTRY_HELP) {
		bool found = session_text(s, r->e->kernel, &text);

		return page_show(s, found, &text);
	}
	return end;
}

static enum session_end hotkey(struct session *s, int key)
{
	int position = key > ' ' && key < 0x7f ? view_hotkey(&s->view, key) : 0;

	if (position) {
		s->selected = position;
		return view_at(&s->view, position)->e->immediate ? take_selected(s) : SESSION_ON;
	}
	move(s, key == 'k' || key == '-' ? -1 : key == 'j' || key == '+' ? 1 : 0);
	return key == '!' ? session_shell(s) : SESSION_ON;
}

/* Does what a key says. */
static enum session_end obey(struct session *s, int key)
{
	const int page = screen_page(s->screen, &s->view);
	struct bytes text = {0};

	*s->said = 0;
	switch (key) {
	case KEY_ENTER:
		return take_selected(s);
	case KEY_TAB:
		return edit(s);
	case KEY_ESCAPE:
	case KEY_CTRL('C'):
		return escape(s);
	case KEY_UP:
	case KEY_CTRL('P'):
		move(s, -1);
		break;
	case KEY_DOWN:
	case KEY_CTRL('N'):
		move(s, 1);
		break;
	case KEY_PAGE_UP:
	case KEY_LEFT:
	case KEY_CTRL('B'):
	case '<':
		move(s, -page);
		break;
	case KEY_PAGE_DOWN:
	case KEY_RIGHT:
	case KEY_CTRL('F'):
	case '>':
	case ' ':
		move(s, page);
		break;
	case KEY_HOME:
	case KEY_CTRL('A'):
		s->selected = 1;
		break;
	case KEY_END:
	case KEY_CTRL('E'):
		move(s, s->view.positions);
		break;
	case KEY_CTRL('L'):
		terminal_size(&s->terminal);
		s->screen->known = false;
		break;
	default:
		if (key < KEY_F1 || key > KEY_F12)
			return hotkey(s, key);
		return page_show(s, session_function_key(s, key - KEY_F1, &text), &text);
	}
	return SESSION_ON;
}

/* A key that means nothing may be noise on the line: it ends no time. */
static bool known_key(const struct session *s, int key)
{
	return key >= KEY_UP || key < ' ' || view_hotkey(&s->view, key) || strchr("jk+-<> !", key);
}

static enum session_end menu_keys(struct session *s)
{
	enum session_end end = SESSION_ON;

	while (end == SESSION_ON) {
		int key;

		s->master_given = false;
		draw(s, NULL);
		end = read_key(s, next_look(s), &key);
		if (end != SESSION_ON || key <= KEY_NOTHING || !known_key(s, key))
			continue;
		session_stop(s);
		end = obey(s, key);
	}
	return end;
}

/* --- a menu that is hidden ----------------------------------------------------------- */

/* The command of MENU HIDDENKEY for KEY, NULL if there is none */
static const char *hidden_command(const struct session *s, int key)
{
	for (const struct hidden_key *k = choice_menus(&s->choice)->hidden_keys; k; k = k->next)
		for (const char *p = k->keys; *p;) {
			size_t n = strcspn(p, ",");

			/* a comma alone is a key */
			n = n ? n : 1;
			if (key_named(p, n) == key)
				return k->command;
			p += n + (p[n] == ',');
		}
	return NULL;
}

/* SESSION_ON: the menu is to be shown */
static enum session_end hidden(struct session *s)
{
	for (;;) {
		struct bytes text = {0};
		enum session_end end;
		int key, row = s->terminal.rows - 1;

		screen_begin(s->screen);
		if (row > 0)
			screen_row(s->screen, row - 1, NULL, "Any key shows the menu.");
		screen_row(s->screen, row, choice_menus(&s->choice)->color[COLOR_TIMEOUT_MSG],
			   session_count(s, &text));
		screen_show(s->screen, -1, 0);
		bytes_free(&text);
		end = read_key(s, next_look(s), &key);
		if (end != SESSION_ON)
			return end;
		if (key <= KEY_NOTHING)
			continue;
		session_stop(s);
		return hidden_command(s, key) ? session_take(s, CHOICE_KEY, hidden_command(s, key))
					      : SESSION_ON;
	}
}

static enum session_end ask(struct session *s)
{
	enum session_end end = SESSION_ON;

	if (choice_menus(&s->choice)->hidden && s->countdown.timeout)
		end = hidden(s);
	if (end == SESSION_ON &&
	    (!s->view.positions || (s->choice.action == CHOICE_PROMPT && !s->choice.lock))) {
		struct screen *screen = s->screen;
		bool leave;

		/* the texts that were shown stay on the screen */
		s->screen = NULL;
		if (s->view.positions)
			lines_list(s);
		do
			end = prompt_ask(s, false, &leave);
		while (end == SESSION_ON && !s->view.positions);
		s->screen = screen;
	}
	return end == SESSION_ON ? menu_keys(s) : end;
}

enum session_end full_ask(struct session *s)
{
	static struct screen screen;
	enum session_end end;

	screen.terminal = &s->terminal;
	screen.plain = s->request->no_color;
	screen.known = false;
	s->screen = &screen;
	terminal_raw(&s->terminal, true);
	terminal_size(&s->terminal);
	end = ask(s);
	if (screen.known)
		screen_leave(&screen);
	s->screen = NULL;
	terminal_raw(&s->terminal, false);
	screen_free(&screen);
	return end;
}
