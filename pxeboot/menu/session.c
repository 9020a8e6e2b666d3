// SPDX-License-Identifier: MIT
#include "menu/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/limits.h"
#include "menu/text.h"
#include "word.h"

void session_say(struct session *s, const char *fmt, ...)
{
	struct arena a = {0};
	char text[sizeof(s->said)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	text_string(s->said, sizeof(s->said), name_without_password(&a, text, "/?# "));
	arena_free(&a);
}

void session_stop(struct session *s)
{
	s->countdown.timeout = 0;
	s->typed = true;
}

/* --- choosing ------------------------------------------------------------------------ */

int session_open(struct session *s, const struct session_request *request, struct error *err)
{
	*s = (struct session){.request = request,
			      .err = err,
			      .news = !request->said,
			      .base = *request->base,
			      .sysappend = request->sysappend,
			      .closed = request->closed};
	s->source = (struct config_source){store_get, &s->store};
	if (request->said)
		session_say(s, "%s", request->said);
	if (store_open(&s->store, request->dir, request->fetch, request->arena, err))
		return -1;
	return bytes_read_file(&s->text, arena_printf(&s->arena, "%s/config", request->dir),
			       SOURCE_MAX, err);
}

void session_close(struct session *s)
{
	history_free(&s->history);
	view_close(&s->view);
	choice_free(&s->choice);
	store_close(&s->store);
	bytes_free(&s->text);
	free(s->opened);
	arena_free(&s->arena);
}

/* The master password of the menu that is shown, else of the first one, else of the configuration
 * that led here. */
static const char *master(const struct session *s)
{
	const struct menu *m = s->view.menu ? s->view.menu : choice_menus(&s->choice)->menus;

	return m && m->master ? m->master : s->master;
}

/* Goes on with the configuration that the choice has led to. */
static void follow(struct session *s, const char *last_master)
{
	struct choice *c = &s->choice;

	bytes_free(&s->text);
	s->text = c->text;
	c->text = (struct bytes){0};
	s->followed = s->news = true;
	s->base.prefix = arena_copy(&s->arena, c->base.prefix, strlen(c->base.prefix));
	s->sysappend = c->inherited_sysappend;
	s->closed = c->config.password
			    ? arena_copy(&s->arena, c->config.password, strlen(c->config.password))
			    : NULL;
	s->master = last_master;
	/* other menus */
	view_close(&s->view);
	free(s->opened);
	s->opened = NULL;
}

/* The menu that is shown first, when a configuration is new */
static int first_view(struct session *s)
{
	const struct config *c = choice_menus(&s->choice);
	int position;

	if (view_open(&s->view, c, s->choice.first_menu))
		return -1;
	position = s->choice.enter ? view_entry(&s->view, s->choice.enter) : 0;
	s->selected = position ? position : s->view.start;
	s->top = 0;
	s->menus = 0;
	for (const struct menu *m = c->menus; m; m = m->next)
		s->menus = m->number + 1;
	s->opened = calloc(s->menus + 1, sizeof(*s->opened));
	return s->opened ? 0 : -1;
}

/* Whether a CONFIG has led to something; where it has not, a person is better off where it began.
 */
static bool leads_on(const struct choice *c)
{
	return c->text.len &&
	       (c->then != CHOICE_NONE || c->action == CHOICE_MENU || c->action == CHOICE_PROMPT);
}

/* 1: the configuration is another one now */
static int choose(struct session *s, struct choice_request *r)
{
	const char *last = s->choice.config.menus ? master(s) : NULL;
	int number = s->view.menu ? (int)s->view.menu->number : -1;

	last = last ? arena_copy(&s->arena, last, strlen(last)) : NULL;
	r->machine = s->request->machine;
	r->source = &s->source;
	r->lock = s->request->lock;
	r->closed = s->closed;
	r->sysappend = s->sysappend;
	view_close(&s->view);
	choice_free(&s->choice);
	if (choice_make(&s->choice, r, &s->text, "configuration", &s->base, NULL, s->err))
		return -1;
	if (leads_on(&s->choice)) {
		follow(s, last);
		return first_view(s) ? -1 : 1;
	}
	if (number < 0)
		return first_view(s);
	return view_open(&s->view, choice_menus(&s->choice), (unsigned int)number);
}

enum session_end session_choose(struct session *s, bool over)
{
	struct choice_request r = {.mode = CHOICE_AUTO, .command = "", .time_over = over};

	return choose(s, &r) < 0 ? SESSION_FAILED : SESSION_ON;
}

/* --- passwords ----------------------------------------------------------------------- */

/* Asks for what closes a menu, from the outermost on, and the entry E in it if that is not NULL. */
static enum session_end unlock(struct session *s, const struct menu *m, const struct entry *e)
{
	const char *passwords[2] = {master(s), NULL};
	enum session_end end = SESSION_DONE;

	if (m && m->parent)
		end = unlock(s, m->parent, NULL);
	if (end == SESSION_DONE && m && m->password && !s->opened[m->number]) {
		passwords[1] = m->password;
		end = session_password(s, passwords, 2);
		s->opened[m->number] = end == SESSION_DONE;
	}
	if (end == SESSION_DONE && e && e->password) {
		passwords[1] = e->password;
		end = session_password(s, passwords, 2);
	}
	return end;
}

/* The entry of the choice that a person is to open, in the configuration as it is now. */
static enum session_end unlock_entry(struct session *s)
{
	const struct entry *e = s->choice.closed;

	return unlock(s, e->kind == ENTRY_SUBMENU ? e->submenu : e->menu, e);
}

static enum session_end unlock_master(struct session *s)
{
	const char *password = master(s);

	return s->master_given ? SESSION_DONE : session_password(s, &password, 1);
}

enum session_end session_take(struct session *s, enum choice_mode mode, const char *command)
{
	struct choice_request r = {.mode = mode,
				   .command = arena_copy(&s->arena, command, strlen(command)),
				   .opened = s->master_given,
				   .master = s->master_given};
	enum session_end end = SESSION_ON;
	int other;

	*s->said = 0;
	for (;;) {
		other = choose(s, &r);
		if (other < 0)
			return SESSION_FAILED;
		/* not what was signed: nothing is booted from it */
		if (s->request->fetch->ended)
			return SESSION_DONE;
		/* also a menu of another configuration */
		if (s->choice.then != CHOICE_NONE || other)
			return SESSION_DONE;
		if (s->choice.needs_master && master(s) && !r.master) {
			end = unlock_master(s);
			r.master = r.opened = true;
		} else if (s->choice.closed && !r.opened) {
			end = unlock_entry(s);
			r.opened = true;
		} else {
			break;
		}
		if (end != SESSION_DONE)
			break;
	}
	if (end == SESSION_DONE)
		end = SESSION_ON;
	if (!*s->said && s->choice.refused)
		session_say(s, "%s", s->choice.refused);
	else if (!*s->said && s->choice.notes.last)
		session_say(s, "%s", s->choice.notes.last->text);
	if (session_choose(s, false) == SESSION_FAILED)
		return SESSION_FAILED;
	return end;
}

const char *session_locked(struct session *s, enum session_end *end)
{
	*end = SESSION_DONE;
	if (!s->choice.lock || s->master_given)
		return NULL;
	if (s->request->lock || !master(s))
		return s->choice.lock;
	*end = unlock_master(s);
	s->master_given = *end == SESSION_DONE;
	return *end == SESSION_DONE ? NULL : *s->said ? s->said : s->choice.lock;
}

/* --- menus --------------------------------------------------------------------------- */

/* The password of a menu that was left is asked for again. */
static void close_others(struct session *s)
{
	for (unsigned int i = 0; i < s->menus; i++) {
		const struct menu *m = s->view.menu;

		while (m && m->number != i)
			m = m->parent;
		s->opened[i] &= m != NULL;
	}
}

enum session_end session_menu(struct session *s, unsigned int number, unsigned int entry)
{
	const struct config *c = choice_menus(&s->choice);
	const struct menu *m = c->menus;
	enum session_end end;
	int position;

	while (m && m->number != number)
		m = m->next;
	end = unlock(s, m, NULL);
	if (end != SESSION_DONE)
		return end;
	view_close(&s->view);
	if (view_open(&s->view, c, number))
		return SESSION_FAILED;
	close_others(s);
	position = entry ? view_entry(&s->view, entry) : 0;
	s->selected = position ? position : s->view.start;
	s->top = 0;
	return SESSION_ON;
}

enum session_end session_select(struct session *s, int position)
{
	const struct view_row *r = view_at(&s->view, position);
	char number[16];
	enum session_end end;

	*s->said = 0;
	if (!r) {
		session_say(s, "there is no entry %d", position);
		return SESSION_ON;
	}
	s->selected = position;
	if (r->e->kind == ENTRY_COMMAND) {
		snprintf(number, sizeof(number), "%u", r->e->number);
		return session_take(s, CHOICE_PICKED, number);
	}
	end = unlock(s, NULL, r->e);
	if (end != SESSION_DONE || r->e->kind == ENTRY_HELP)
		return end;
	return session_menu(
		s, r->e->kind == ENTRY_QUIT ? s->choice.first_menu : r->e->submenu->number, 0);
}

enum session_end session_shell(struct session *s)
{
	const char *why = s->request->no_shell;
	bool given = s->master_given;
	enum session_end end = SESSION_DONE;

	*s->said = 0;
	if (!why)
		why = session_locked(s, &end);
	s->master_given = given;
	if (!why && !*s->request->shell)
		why = "there is none";
	if (why && end == SESSION_DONE)
		session_say(s, "the shell is switched off: %s", why);
	if (why)
		return end == SESSION_DONE ? SESSION_ON : end;
	if (s->screen)
		screen_leave(s->screen);
	terminal_print(&s->terminal, "Leave the shell with exit to come back to the menu.\r\n");
	terminal_run(&s->terminal, s->request->shell);
	return SESSION_ON;
}

const char *session_count(struct session *s, struct bytes *out)
{
	const char *text = choice_menus(&s->choice)->autoboot;
	int seconds = countdown_seconds(&s->countdown, limits_now());

	out->len = 0;
	if (!text)
		text = s->choice.then == CHOICE_NONE ? "Another attempt in # second{,s}."
						     : "Automatic boot in # second{,s}.";
	if (bytes_string(out, "") || seconds < 0)
		return "";
	countdown_text(out, text, seconds);
	return (const char *)out->data;
}
