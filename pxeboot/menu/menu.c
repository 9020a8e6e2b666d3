// SPDX-License-Identifier: MIT
#include "menu/menu.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "fetch/limits.h"
#include "menu/full.h"
#include "menu/lines.h"
#include "menu/text.h"

enum { ROUNDS = 100 }; /* whatever is typed, this ends some time on an unattended machine */

/* SAY and DISPLAY */
static void introduce(struct session *s)
{
	struct bytes out = {0};

	for (const struct text_line *t = s->choice.config.texts; t; t = t->next) {
		out.len = 0;
		if (!t->is_file) {
			struct bytes say = {0};

			if (!bytes_string(&say, t->text))
				text_file(&out, &say);
			bytes_free(&say);
		} else if (!session_text(s, t->text, &out)) {
			lines_say(s);
		}
		lines_print(s, &out);
	}
	bytes_free(&out);
}

/* A console on which a cursor can be moved */
static bool is_full(struct session *s)
{
	const char *console = s->request->console ? s->request->console : "";

	if (!strcmp(console, "full"))
		return true;
	if (!s->terminal.is_tty)
		return false;
	/* QEMU's and libvirt's default: often only a log, or a program is attached to it */
	if (!strncmp(console, "ttysclp", 7))
		return terminal_answers(&s->terminal);
	return !strcmp(console, "ttyS1") || !strncmp(console, "hvc", 3) ||
	       (!strncmp(console, "tty", 3) && strncmp(console, "tty3270", 7) != 0 &&
		console[3] >= '0' && console[3] <= '9');
}

static long after(int tenths)
{
	return tenths > 0 ? limits_now() + tenths * 100L : 0;
}

static void set_times(struct session *s)
{
	s->countdown = (struct countdown){after(s->choice.timeout), after(s->choice.totaltimeout)};
	/* where nothing can be booted, nobody may be there to answer either */
	if (s->choice.then == CHOICE_NONE && s->choice.timeout <= 0)
		s->countdown.timeout = after(s->request->patience * 10);
}

/* Nobody can answer: what is to start by itself does, in its time. */
static enum session_end alone(struct session *s)
{
	long until = countdown_until(&s->countdown), left;

	terminal_print(&s->terminal, "the console gives no input\r\n");
	if (until < 0 || s->choice.then == CHOICE_NONE)
		return SESSION_CLOSED;
	while ((left = until - limits_now()) > 0)
		usleep((useconds_t)(left < 1000 ? left : 1000) * 1000);
	return SESSION_TIME;
}

/* Nobody waited until the time was over, which is what starts without a password. */
static void refuse_protected(struct session *s)
{
	if (!s->choice.password || s->choice.then == CHOICE_NONE)
		return;
	session_say(s, "'%s' is protected by a password (MENU PASSWD)", s->choice.label);
	lines_say(s);
	s->choice.then = CHOICE_NONE;
}

static bool asks(const struct session *s)
{
	return s->choice.action == CHOICE_MENU || s->choice.action == CHOICE_PROMPT;
}

/* Asks as often as that leads to another configuration that wants it. */
static enum session_end ask(struct session *s)
{
	struct console *console = s->request->fetch->console;
	const int fd = console->fd;
	enum session_end end = SESSION_ON;
	bool full = asks(s) && is_full(s);

	for (int i = 0; i < ROUNDS; i++) {
		if (s->news)
			introduce(s);
		s->news = false;
		if (!asks(s))
			return end;
		set_times(s);
		console->fd = full ? -1 : fd;
		end = full ? full_ask(s) : lines_ask(s);
		console->fd = fd;
		if (end == SESSION_CLOSED)
			end = alone(s);
		if (end == SESSION_TIME && s->choice.then == CHOICE_CONFIG) {
			if (session_choose(s, true) == SESSION_FAILED)
				return SESSION_FAILED;
		} else if (end != SESSION_DONE || !asks(s)) {
			return end;
		}
	}
	return SESSION_CLOSED;
}

/* What the scripts read: whether the menu comes back if that does not start, whether a person
 * led to it. */
static int answer_person(struct session *s, enum session_end end, struct error *err)
{
	struct bytes b = {0};
	int ret =
		bytes_printf(&b, "%d %d\n", end == SESSION_DONE,
			     end == SESSION_DONE || (end == SESSION_CLOSED && s->terminal.is_tty));

	ret = ret ? error_memory(err) : answer_file(&s->arena, s->request->dir, "person", &b, err);
	bytes_free(&b);
	return ret;
}

static int run(struct session *s, struct error *err)
{
	enum session_end end = session_choose(s, false);

	if (end != SESSION_FAILED) {
		terminal_open(&s->terminal, STDIN_FILENO, STDERR_FILENO);
		end = ask(s);
		if (end == SESSION_CLOSED)
			refuse_protected(s);
		terminal_close(&s->terminal);
	}
	if (end == SESSION_FAILED || s->arena.failed)
		return error_memory(err);
	if (answer_choice(&s->arena, s->request->dir, &s->choice, err) ||
	    answer_person(s, end, err) ||
	    (s->followed && answer_file(&s->arena, s->request->dir, "config", &s->text, err)))
		return -1;
	return s->choice.then != CHOICE_NONE;
}

int menu_options_take(struct session_request *r, const struct menu_options *o,
		      const struct fetch_options *fetch, struct console *console, struct error *err)
{
	const char *no_color = getenv("NO_COLOR");
	int64_t patience = 0;

	if (usage_number("patience", o->patience, 0, INT32_MAX / 10, &patience, err) ||
	    fetch_options_take(fetch, r->fetch, console, err))
		return -1;
	console->quiet = true;
	r->console = o->console;
	r->said = o->said;
	r->no_shell = o->no_shell;
	r->no_color = no_color && *no_color;
	r->patience = (int)patience;
	return 0;
}

int menu_run(const struct session_request *request, struct error *err)
{
	struct session s;
	int ret = session_open(&s, request, err);

	if (!ret)
		ret = run(&s, err);
	session_close(&s);
	return ret;
}
