// SPDX-License-Identifier: MIT
/* What is known when all has been read: labels and who names them, files, the command line. */
#include <stdlib.h>
#include <string.h>

#include "lint.h"
#include "search.h"
#include "word.h"

/* The label whose first word is COMMAND's: the one that PXELINUX takes, which knows only those */
static const struct entry *by_word(const struct config *c, const char *command,
				   int (*compare)(const char *, const char *, size_t))
{
	size_t n = word_length(command);

	for (const struct entry *e = c->entries; e; e = e->next)
		if (*e->name && word_length(e->name) == n && !compare(e->name, command, n))
			return e;
	return NULL;
}

static const struct entry *by_name(const struct config *c, const char *command)
{
	for (const struct entry *e = c->entries; e; e = e->next)
		if (*e->name && !strcmp(e->name, command))
			return e;
	return NULL;
}

static void check_named(struct lint *l, const struct config *c, const char *what,
			const char *command, struct origin at)
{
	const struct entry *e, *word;
	struct command k;
	int n;

	if (!command || !*command || !c->entries)
		return;
	n = (int)word_length(command);
	e = by_name(c, command);
	word = by_word(c, command, strncmp);
	if (e && word != e)
		lint_warn(l, e->at, "the label has blanks: PXELINUX would take %s for %s %s",
			  word->name, what, command);
	e = e ? e : word;
	if (e && e->password)
		lint_warn(l, at,
			  "%s %.*s starts without its password when nobody answers, as in menu.c32",
			  what, n, command);
	if (e)
		return;
	k = command_parse(l->arena, BOOT_KERNEL, command);
	if (k.kind == COMMAND_MENU || word_is(command, (size_t)n, "menu") ||
	    word_is(command, (size_t)n, "vesamenu"))
		return;
	/* a file with words behind it is a command: of ONTIMEOUT it is taken */
	if (strcmp(what, "ONTIMEOUT") == 0 && (k.kind != COMMAND_BOOT || command[n]))
		return;
	e = by_word(c, command, strncasecmp);
	if (e)
		lint_warn(l, at,
			  "%s %.*s names nothing: there is no such label, but %s: case counts",
			  what, n, command, e->name);
	else
		lint_warn(l, at, "%s %.*s names nothing: there is no such label", what, n, command);
}

static void check_entries(struct lint *l, const struct config *c)
{
	for (const struct entry *e = c->entries; e; e = e->next) {
		if (!*e->name)
			continue;
		if (lint_seen(l, arena_printf(l->arena, "%d\n%s",
					      e->menu ? (int)e->menu->number : -1, e->name)))
			lint_warn(l, e->at, "a second label %s: its name chooses the first one",
				  e->name);
		if (e->kind == ENTRY_COMMAND && !e->has_kernel && !lint_leads(l, e->at))
			lint_warn(l, e->at,
				  "label %s has no KERNEL: the label's name is taken for the file",
				  e->name);
	}
}

static bool any_label(const struct config *c)
{
	for (const struct entry *e = c->entries; e; e = e->next)
		if (*e->name)
			return true;
	return false;
}

static void check_file(struct lint *l, const struct choice *c, struct tree *tree,
		       const struct entry *e, const char *file)
{
	size_t dir = strlen(e->at.file);
	struct name_base beside = c->base;

	if (!*file || strstr(file, "://") || (strstr(file, "::") && *file != ':') ||
	    *tree_find(tree, &c->base, file))
		return;
	/* petitboot's names are relative to the configuration */
	while (dir && e->at.file[dir - 1] != '/')
		dir--;
	beside.prefix = "";
	file = arena_copy(l->arena, file, strlen(file));
	lint_warn(l, e->at, "label %s: there is no file %s%s", e->name, file,
		  !strncmp(e->at.file, tree->shown, strlen(tree->shown)) &&
				  dir >= strlen(tree->shown) &&
				  *tree_find(tree, &beside,
					     arena_printf(l->arena, "%.*s%s",
							  (int)(dir - strlen(tree->shown)),
							  e->at.file + strlen(tree->shown), file))
			  ? "; beside the configuration it is"
			  : "");
}

/* Kernels and initrds that a guest would not find */
static void check_files(struct lint *l, struct choice *c, struct tree *tree)
{
	for (const struct entry *e = choice_menus(c)->entries; e; e = e->next) {
		struct initrd *i = NULL;
		struct command k;
		const char *line;

		if (e->kind != ENTRY_COMMAND || !e->has_kernel)
			continue;
		line = arena_printf(l->arena, "%s %s%s%s", e->kernel, e->append ? e->append : "",
				    e->initrd ? " initrd=" : "", e->initrd ? e->initrd : "");
		k = command_parse(l->arena, e->type, line);
		if (k.kind != COMMAND_BOOT && k.kind != COMMAND_CONFIG)
			continue;
		if (k.kind == COMMAND_BOOT)
			command_cmdline(l->arena, &k, &i);
		check_file(l, c, tree, e, k.file);
		for (; i; i = i->next)
			check_file(l, c, tree, e, i->file);
	}
}

static void check_cmdline(struct lint *l, const struct choice *c, const char *shown)
{
	size_t n = c->cmdline ? strlen(c->cmdline) : 0;
	struct origin at = {shown, 1};

	if (n > 4095)
		lint_warn(l, at,
			  "the command line has %zu bytes: over the limit of most kernels (4095)",
			  n);
	else if (n > 2047 && l->readers.pxelinux)
		lint_warn(l, at, "the command line has %zu bytes: over PXELINUX's limit (2047)", n);
	else if (n > 895)
		lint_warn(l, at,
			  "the command line has %zu bytes: over the limit of kernels before 5.16 "
			  "(895)",
			  n);
}

void lint_choice(struct lint *l, struct choice *c, const char *shown, struct tree *tree)
{
	const struct config *m = choice_menus(c);

	if (l->password_at.file && !l->master)
		lint_warn(l, l->password_at,
			  "without MENU MASTER PASSWD options, files, the prompt and the shell are "
			  "refused at the console");
	check_named(l, m, "DEFAULT", c->config.def, c->config.def_at);
	check_named(l, m, "ONTIMEOUT", m->ontimeout, m->ontimeout_at);
	check_named(l, m, "ONERROR", m->onerror, m->onerror_at);
	if (l->readers.pxelinux && any_label(m) && !c->config.def && !c->config.ui)
		lint_warn(l, (struct origin){shown, 1},
			  "no DEFAULT: PXELINUX would wait at its prompt");
	check_entries(l, m);
	if (tree)
		check_files(l, c, tree);
	check_cmdline(l, c, shown);
}
