// SPDX-License-Identifier: MIT
/* What is chosen: by nobody, and by a person. */
#include "chooser.h"

#include <string.h>

#include "word.h"

/* --- what happens without anybody --------------------------------------------------- */

static bool has_onerror(const struct chooser *s)
{
	return s->c->config.onerror && *s->c->config.onerror;
}

/* ONERROR: its label, with the command that failed as arguments. False: it says nothing. */
static bool failed(struct chooser *s, const char *command)
{
	const char *onerror = s->c->config.onerror, *args;
	const struct entry *e;

	if (!has_onerror(s))
		return false;
	e = choice_find(s, onerror, &args);
	if (!e) {
		choice_note(s, "%s", choice_names_nothing(s, "ONERROR", onerror));
		return false;
	}
	choice_note(s, "ONERROR is taken: %s", e->name);
	s->c->action = CHOICE_NONE;
	if (s->request->mode == CHOICE_TYPED || s->request->person)
		choice_pick(s, e, command);
	else
		choice_take(s, e, command);
	return true;
}

/*
 * ONTIMEOUT is a command: a label, or a file with its words. One bare word that names nothing
 * while there are labels is ignored: templates write such a word for "none". False: it says
 * nothing.
 */
static bool on_timeout(struct chooser *s, const char *command, bool bare)
{
	struct command c;
	const struct entry *e;
	const char *args;

	if (!command || !*command)
		return false;
	e = choice_find(s, command, &args);
	if (e) {
		choice_note(s, "ONTIMEOUT is taken: %s", e->name);
		choice_take(s, e, args);
		return true;
	}
	if (choice_is_disabled(s, command)) {
		choice_note(s, "%s: nothing is booted in its place",
			    choice_names_nothing(s, "ONTIMEOUT", command));
		return true;
	}
	c = command_parse(&s->c->arena, BOOT_KERNEL, command);
	if (c.kind == COMMAND_BOOT && choice_any_label(s) && !command[word_length(command)]) {
		choice_note(s, "%s: ignored", choice_names_nothing(s, "ONTIMEOUT", command));
		return false;
	}
	choice_note(s, "ONTIMEOUT is taken: %s", command);
	choice_take_file(s, command, bare);
	return true;
}

static const struct entry *numbered_label(struct chooser *s, const char *number)
{
	int n = word_atoi(number);

	for (const struct entry *e = choice_menus(s->c)->entries; e; e = e->next)
		if (choice_is_label(e) && !--n)
			return e;
	return NULL;
}

/* The first LEN characters of NAME are WANT, upper and lower case being the same. */
static bool same(const char *name, size_t len, const char *want)
{
	return strlen(want) == len && strlen(name) >= len && !strncasecmp(name, want, len);
}

/* loadparm: the number of a label, or its name. It has room for eight characters. */
static const struct entry *loadparm_label(struct chooser *s, const char *want)
{
	const struct entry *first = choice_menus(s->c)->entries, *e = NULL;
	size_t len = strlen(want);

	if (len < 8 && strspn(want, "0123456789") == len)
		e = numbered_label(s, want);
	for (const struct entry *f = first; f && !e; f = f->next)
		if (choice_is_label(f) && (same(f->name, strlen(f->name), want) ||
					   same(f->name, word_length(f->name), want)))
			e = f;
	for (const struct entry *f = first; f && !e && len >= 8; f = f->next)
		if (choice_is_label(f) && same(f->name, 8, want))
			e = f;
	return e;
}

/* True if loadparm has said what is booted. */
static bool by_loadparm(struct chooser *s)
{
	const char *want = word_skip(s->request->machine->loadparm);
	const struct entry *e;

	want = arena_copy(&s->c->arena, want, word_trimmed(want));
	if (!*want || !strcmp(want, "0"))
		return false;
	if (word_equal(want, "prompt")) {
		choice_note(s, "loadparm PROMPT: the menu is shown");
		s->c->action = CHOICE_MENU;
		return false;
	}
	e = loadparm_label(s, want);
	if (!e) {
		choice_note(s,
			    "loadparm %s is not an entry of the configuration: nothing is booted "
			    "in its place",
			    want);
		return true;
	}
	choice_note(s, "loadparm %s chooses %s", want, e->name);
	if (choice_command(s, e, "").kind == COMMAND_MENU) {
		s->c->action = CHOICE_MENU;
		return false;
	}
	s->c->action = CHOICE_NONE;
	choice_take(s, e, "");
	return true;
}

static bool timed(const struct chooser *s, int timeout)
{
	return timeout > 0 || choice_menus(s->c)->totaltimeout > 0;
}

static void automatic_menu(struct chooser *s)
{
	const char *why = NULL;
	const struct entry *e;

	choice_find_start(s);
	e = choice_default_of(s, s->start, &why);
	/* MENU SHIFTKEY: without that key, which no console reports, the default starts at once */
	if (choice_menus(s->c)->shiftkey && e) {
		choice_note(s, "MENU SHIFTKEY: the menu is not shown");
		s->c->action = CHOICE_NONE;
		choice_take(s, e, "");
		return;
	}
	s->c->enter = e ? e->number : 0;
	if (timed(s, s->start->timeout) && on_timeout(s, s->start->ontimeout, true))
		return;
	if (e != s->start->chosen || !e)
		choice_note(s, "%s", why);
	if (e)
		choice_take(s, e, "");
}

/* The configuration chose nothing that is there, and PXELINUX would ask. Nobody may be there to
 * answer: what it names for that case is taken, or nothing. */
static void fall_back(struct chooser *s)
{
	const char *why;
	const struct entry *e;

	if (s->why)
		choice_note(s, "%s", s->why);
	if (on_timeout(s, s->c->config.ontimeout, false) || !choice_any_label(s))
		return;
	if (*s->default_command) {
		choice_note(s, "nothing is booted in the place of DEFAULT");
		return;
	}
	e = choice_default_of(s, s->c->config.menus, &why);
	choice_note(s, "%s", why);
	if (e)
		choice_take(s, e, "");
}

static void automatic_prompt(struct chooser *s)
{
	s->c->enter = s->preferred ? s->preferred->number : 0;
	if (timed(s, s->c->config.timeout) && on_timeout(s, s->c->config.ontimeout, false))
		return;
	if (s->preferred)
		choice_take(s, s->preferred, s->preferred_args);
	else if (s->file_command)
		choice_take_file(s, s->file_command, false);
	else
		fall_back(s);
}

static void automatic_boot(struct chooser *s)
{
	if (s->preferred) {
		struct command c = choice_command(s, s->preferred, s->preferred_args);

		if (c.kind == COMMAND_NONE && has_onerror(s)) {
			choice_note(s, "label %s cannot be booted here: %s", s->preferred->name,
				    c.why);
			failed(s, s->default_command);
		} else {
			choice_take(s, s->preferred, s->preferred_args);
		}
	} else if (s->file_command) {
		choice_take_file(s, s->file_command, false);
	} else if (*s->default_command && has_onerror(s)) {
		choice_note(s, "%s", s->why);
		failed(s, s->default_command);
	} else {
		fall_back(s);
	}
	if (s->c->action == CHOICE_NONE && s->c->then == CHOICE_NONE && !s->c->config_file &&
	    !choice_any_label(s))
		s->c->action = CHOICE_PROMPT;
}

static void automatic(struct chooser *s)
{
	if (s->c->config.empty) {
		choice_note(s, "the configuration is empty, which means: boot from the disk");
		s->c->action = s->c->then = CHOICE_LOCALBOOT;
		return;
	}
	if (s->c->action != CHOICE_MENU && s->c->config.prompt > 0)
		s->c->action = CHOICE_PROMPT;
	if (by_loadparm(s))
		return;
	if (s->c->action == CHOICE_MENU)
		automatic_menu(s);
	else if (s->c->action == CHOICE_PROMPT)
		automatic_prompt(s);
	else
		automatic_boot(s);
}

/* --- what a person wants ------------------------------------------------------------ */

/* The master password would open it, if it is not the request that forbids it. */
static void refuse_locked(struct chooser *s, const char *why)
{
	choice_refuse(s, why);
	s->c->needs_master = !s->request->lock;
}

static void typed(struct chooser *s, const char *line)
{
	const char *command = word_skip(line), *args, *lock = s->c->lock;
	const struct entry *e;
	struct arena *a = &s->c->arena;

	command = arena_copy(a, command, word_trimmed(command));
	e = choice_find(s, command, &args);
	if (lock && (!e || !e->menu)) {
		refuse_locked(s, arena_printf(a,
					      "%.*s is not an entry of the menu, and nothing else "
					      "can be chosen: %s",
					      (int)word_length(command), command, lock));
	} else if (lock && *args) {
		refuse_locked(s, arena_printf(a, "an entry is chosen without options: %s", lock));
	} else if (e) {
		if (s->c->config.allowoptions == 0 && *args) {
			choice_note(s, "ALLOWOPTIONS is 0: what follows the label is ignored");
			args = "";
		}
		choice_pick(s, e, args);
	} else if (choice_implicit(s)) {
		/* ALLOWOPTIONS 0: a file alone, as in com32/elflink/ldlinux/ldlinux.c (load_kernel)
		 */
		choice_take_file(s,
				 s->c->config.allowoptions
					 ? command
					 : arena_copy(a, command, word_length(command)),
				 false);
	} else {
		choice_refuse(s, arena_printf(a, "there is no label %.*s",
					      (int)word_length(command), command));
		failed(s, s->c->config.allowoptions ? command : "");
	}
}

/* As menu.c32 executes it, but for a password, which it would not ask for */
static void key(struct chooser *s, const char *command)
{
	const char *args;
	const struct entry *e = choice_find(s, command, &args);

	if (e)
		choice_pick(s, e, args);
	else
		choice_take_file(s, command, true);
}

static void enter(struct chooser *s)
{
	const struct entry *e = s->preferred;
	const char *why = "nothing is chosen";

	s->c->action = CHOICE_NONE;
	if (!e && s->file_command) {
		choice_take_file(s, s->file_command, false);
		return;
	}
	if (!e && s->start)
		e = choice_default_of(s, s->start, &why);
	if (e)
		choice_pick(s, e, s->preferred ? s->preferred_args : "");
	else
		choice_refuse(s, why);
}

void choice_by_mode(struct chooser *s)
{
	enum choice_mode mode = s->request->mode;

	s->start = NULL;
	s->c->lock = s->request->lock;
	if (!s->c->lock && s->c->config.password && !s->request->master)
		s->c->lock = arena_printf(&s->c->arena, "the configuration has %s",
					  s->c->config.password);
	if (mode == CHOICE_AUTO) {
		automatic(s);
		return;
	}
	if (s->c->action == CHOICE_MENU)
		choice_find_start(s);
	else if (mode == CHOICE_ENTER)
		s->start = choice_menus(s->c)->start;
	if (mode == CHOICE_ENTER) {
		enter(s);
		return;
	}
	s->c->action = CHOICE_NONE;
	if (mode == CHOICE_TYPED)
		typed(s, s->request->command);
	else if (mode == CHOICE_FAILED)
		failed(s, s->request->command);
	else if (mode == CHOICE_KEY)
		key(s, s->request->command);
	else if (mode == CHOICE_EDITED)
		choice_take_file(s, s->request->command, true);
	else
		for (const struct entry *e = choice_menus(s->c)->entries; e; e = e->next)
			if (e->number == (unsigned int)word_atoi(s->request->command))
				choice_pick(s, e, "");
}
