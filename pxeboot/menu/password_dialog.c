// SPDX-License-Identifier: MIT
#include <string.h>

#include "fetch/limits.h"
#include "menu/password.h"
#include "menu/session.h"
#include "menu/text.h"

enum { TRIES = 3, PAUSE = 10 }; /* so many wrong ones cost so many seconds */

static void ask(struct session *s)
{
	const char *prompt = choice_menus(&s->choice)->passprompt;
	const char *color = choice_menus(&s->choice)->color[COLOR_PWDHEADER];
	struct bytes line = {0};

	if (!prompt)
		prompt = "Password required";
	if (!s->screen && *s->said)
		bytes_printf(&line, "%s\r\n", s->said);
	text_line(&line, prompt, strlen(prompt));
	bytes_string(&line, ": ");
	if (s->screen && line.data) {
		int rows = s->terminal.rows;

		if (rows > 3)
			screen_row(s->screen, rows - 3, NULL, s->said);
		screen_row(s->screen, rows - 1, color, (char *)line.data);
		screen_show(s->screen, rows - 1, (int)text_width((char *)line.data));
	} else {
		terminal_write(&s->terminal, &line);
	}
	bytes_free(&line);
}

/* Reads what is typed: 0, or TERMINAL_* */
static int type(struct session *s, struct edit *e)
{
	long until = s->countdown.total ? s->countdown.total : -1;

	edit_begin(e, "", NULL);
	for (;;) {
		int key = terminal_key(&s->terminal, until);

		if (key == TERMINAL_TIME || key == TERMINAL_CLOSED)
			return key;
		if (key == KEY_ENTER)
			return 0;
		if (key == KEY_ESCAPE || key == KEY_CTRL('C')) {
			edit_begin(e, "", NULL);
			return 0;
		}
		if (key != TERMINAL_RESIZED)
			edit_key(e, key);
	}
}

/* All of them are looked at, whichever is right. */
static bool right(const char *const *passwords, size_t count, const char *typed)
{
	bool is = false;

	for (size_t i = 0; i < count; i++)
		is |= passwords[i] && strlen(typed) <= PASSWORD_MAX &&
		      password_is(passwords[i], typed);
	return is;
}

static enum session_end pause_after(struct session *s)
{
	long until = limits_now() + PAUSE * 1000L, total = s->countdown.total;
	int key;

	session_say(s, "%d wrong passwords: %d seconds until the next one", TRIES, PAUSE);
	if (s->screen) {
		screen_row(s->screen, s->terminal.rows - 1, NULL, s->said);
		screen_show(s->screen, -1, 0);
	} else {
		terminal_print(&s->terminal, "%s\r\n", s->said);
	}
	*s->said = 0;
	until = total && total < until ? total : until;
	do
		key = terminal_key(&s->terminal, until);
	while (key != TERMINAL_TIME && key != TERMINAL_CLOSED);
	terminal_flush(&s->terminal);
	return key == TERMINAL_CLOSED		? SESSION_CLOSED
	       : total && limits_now() >= total ? SESSION_TIME
						: SESSION_ON;
}

static enum session_end dialog(struct session *s, struct edit *e, const char *const *passwords,
			       size_t count)
{
	for (;;) {
		int over;

		ask(s);
		over = type(s, e);
		*s->said = 0;
		if (!s->screen)
			terminal_print(&s->terminal, "\r\n");
		if (over)
			return over == TERMINAL_TIME ? SESSION_TIME : SESSION_CLOSED;
		if (!e->len)
			return SESSION_ON;
		if (right(passwords, count, e->text))
			return SESSION_DONE;
		session_say(s, "Wrong password.");
		if (++s->wrong % TRIES == 0)
			return pause_after(s);
	}
}

enum session_end session_password(struct session *s, const char *const *passwords, size_t count)
{
	struct edit e;
	enum session_end end;

	terminal_hide(&s->terminal, true);
	terminal_flush(&s->terminal);
	end = dialog(s, &e, passwords, count);
	explicit_bzero(&e, sizeof(e));
	terminal_hide(&s->terminal, false);
	return end;
}
