// SPDX-License-Identifier: MIT
/* What UI, DEFAULT and the menus name. */
#include "chooser.h"

#include <string.h>

#include "word.h"

bool choice_is_label(const struct entry *e)
{
	return e->kind != ENTRY_SUBMENU && e->kind != ENTRY_SEPARATOR;
}

bool choice_any_label(struct chooser *s)
{
	for (const struct entry *e = choice_menus(s->c)->entries; e; e = e->next)
		if (choice_is_label(e))
			return true;
	return false;
}

bool choice_implicit(const struct chooser *s)
{
	return s->c->config.implicit != 0;
}

static bool boots_something(const struct command *c)
{
	return c->kind != COMMAND_NONE && c->kind != COMMAND_MENU;
}

bool choice_is_disabled(struct chooser *s, const char *command)
{
	size_t n = word_length(command);

	for (const struct entry *e = choice_menus(s->c)->entries; e; e = e->next)
		if (e->kind == ENTRY_DISABLED &&
		    (!strcmp(e->name, command) ||
		     (word_length(e->name) == n && !strncmp(e->name, command, n))))
			return true;
	return false;
}

const char *choice_names_nothing(struct chooser *s, const char *what, const char *command)
{
	return arena_printf(
		&s->c->arena, "%s %.*s names %s", what, (int)word_length(command), command,
		choice_is_disabled(s, command) ? "a label with MENU DISABLE" : "no label");
}

/* --- UI and DEFAULT ---------------------------------------------------------------- */

static const char *menu_files(struct chooser *s, const struct command *c)
{
	s->c->action = CHOICE_MENU;
	return c->kind == COMMAND_MENU ? c->args : "";
}

static const char *prefer(struct chooser *s, const struct entry *e, const char *args)
{
	struct command c = choice_command(s, e, "");

	if (c.kind == COMMAND_MENU)
		return menu_files(s, &c);
	s->preferred = e;
	s->preferred_args = args;
	return "";
}

/* Whatever the file is called, it is a menu. */
static const char *ui_menu(struct chooser *s, const char *ui)
{
	const char *args = ui + word_length(ui);

	s->c->action = CHOICE_MENU;
	return arena_copy(&s->c->arena, args, strcspn(args, "#"));
}

static const char *default_file(struct chooser *s, const char *def)
{
	struct command c = command_parse(&s->c->arena, BOOT_KERNEL, def);
	size_t n = word_length(def);
	bool labels = choice_any_label(s);

	/* PXELINUX puts .c32 behind a name that is not there */
	if (c.kind == COMMAND_MENU ||
	    (labels && (word_is(def, n, "menu") || word_is(def, n, "vesamenu"))))
		return menu_files(s, &c);
	if (boots_something(&c) &&
	    (c.kind != COMMAND_BOOT || (!labels && choice_implicit(s)) || *def == '.'))
		s->file_command = def;
	else
		s->why = choice_names_nothing(s, "DEFAULT", def);
	return "";
}

const char *choice_default(struct chooser *s)
{
	const struct config *c = &s->c->config;
	const struct entry *e;
	const char *args;

	s->why = NULL;
	s->default_command = c->def ? c->def : "";
	if (c->ui && *c->ui) {
		e = choice_find(s, c->ui, &args);
		if (!e)
			return ui_menu(s, c->ui);
		s->default_command = c->ui;
		return prefer(s, e, args);
	}
	if (!*s->default_command) {
		s->why = choice_any_label(s) ? "no DEFAULT" : "no DEFAULT and no label";
		return "";
	}
	e = choice_find(s, c->def, &args);
	return e ? prefer(s, e, args) : default_file(s, c->def);
}

/* --- menus ------------------------------------------------------------------------- */

/* The menu that is shown first. With UI, DEFAULT's label is the default of its menu, and that
 * menu is the first one (com32/menu/readconfig.c, parse_configs). */
void choice_find_start(struct chooser *s)
{
	const struct config *c = choice_menus(s->c);
	const struct entry *e = NULL;
	const char *args;

	s->start = c->start;
	if (c->ui && c->def && *c->def)
		e = choice_find(s, c->def, &args);
	if (e && e->menu) {
		s->start = e->menu;
		e->menu->chosen = e;
	}
}

/* An entry that can be selected, and is not the one that shows this menu */
static bool can_be_first(struct chooser *s, const struct entry *e, const struct menu *m)
{
	struct command c;

	if (e->menu != m || !choice_is_label(e) || e->kind == ENTRY_DISABLED ||
	    (!e->submenu && (e->kind == ENTRY_GOTO || e->kind == ENTRY_EXIT)))
		return false;
	c = choice_command(s, e, "");
	return e->kind != ENTRY_COMMAND || c.kind != COMMAND_MENU;
}

static bool leads_on(const struct entry *e)
{
	return e && (e->kind == ENTRY_SUBMENU || e->kind == ENTRY_GOTO) && e->submenu;
}

const struct entry *choice_default_of(struct chooser *s, const struct menu *m, const char **why)
{
	const struct menu *first = m;
	const struct entry *e = m->chosen;

	for (int i = 0; leads_on(e) && i < CONFIG_DEPTH; i++) {
		m = e->submenu;
		e = m->chosen;
	}
	if (e && !leads_on(e)) {
		*why = arena_printf(&s->c->arena, "the entry with MENU DEFAULT is taken: %s",
				    e->name);
		return e;
	}
	if (m != first) {
		*why = "MENU DEFAULT names a submenu that has no MENU DEFAULT: nothing is booted "
		       "in its place";
		return NULL;
	}
	if (s->c->action != CHOICE_MENU && s->c->config.unsure) {
		*why = arena_printf(&s->c->arena, "%s: the first label is not booted in its place",
				    s->c->config.unsure);
		return NULL;
	}
	for (e = choice_menus(s->c)->entries; e; e = e->next)
		if (can_be_first(s, e, m)) {
			*why = arena_printf(&s->c->arena, "the first label is taken: %s", e->name);
			return e;
		}
	*why = "the first menu has no label that could be its first entry";
	return NULL;
}
