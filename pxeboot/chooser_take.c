// SPDX-License-Identifier: MIT
/* From an entry, or a line, to what it boots. */
#include "chooser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "word.h"

void choice_note(struct chooser *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	note_add(&s->c->notes, &s->c->arena, arena_vprintf(&s->c->arena, fmt, ap));
	va_end(ap);
}

const struct entry *choice_find(struct chooser *s, const char *command, const char **args)
{
	const struct config *c = choice_menus(s->c);
	const struct entry *by_word = NULL;
	size_t word = word_length(command);

	*args = "";
	for (const struct entry *e = c->entries; e; e = e->next) {
		if (!*e->name || e->kind == ENTRY_DISABLED)
			continue;
		if (!strcmp(e->name, command))
			return e;
		if (!by_word && word && word_length(e->name) == word &&
		    !strncmp(e->name, command, word))
			by_word = e;
	}
	if (by_word)
		*args = word_skip(command + word);
	return by_word;
}

/* All that PXELINUX executes for an entry, in one line */
static const char *entry_line(struct chooser *s, const struct entry *e, uint32_t sysappend,
			      const char *args)
{
	struct arena *a = &s->c->arena;
	const char *line = e->kernel;

	if (e->append && *e->append)
		line = arena_printf(a, "%s %s", line, e->append);
	if (e->initrd)
		line = arena_printf(a, "%s initrd=%s", line, e->initrd);
	line = arena_printf(a, "%s%s", line, choice_sysappend(s, sysappend));
	return *args ? arena_printf(a, "%s %s", line, args) : line;
}

const char *choice_line(struct chooser *s, const struct entry *e)
{
	const char *line = entry_line(s, e, e->sysappend, "");

	return e->type == BOOT_KERNEL
		       ? line
		       : arena_printf(&s->c->arena, ".%s %s", boot_type_names[e->type], line);
}

const char *choice_sysappend(struct chooser *s, uint32_t bits)
{
	const char *line = "";

	for (int i = 0; i < MACHINE_SYSAPPEND; i++)
		if (bits & 1u << i && *s->request->machine->sysappend[i])
			line = arena_printf(&s->c->arena, "%s %s", line,
					    s->request->machine->sysappend[i]);
	return line;
}

struct command choice_command(struct chooser *s, const struct entry *e, const char *args)
{
	struct command c = {.file = "", .args = ""};

	switch (e->kind) {
	case ENTRY_COMMAND:
		c = command_parse(&s->c->arena, e->type, entry_line(s, e, e->sysappend, args));
		/* PXELINUX would take those strings for CONFIG's directory, or a file of the menu
		 */
		if (c.kind == COMMAND_CONFIG || c.kind == COMMAND_MENU)
			c = command_parse(&s->c->arena, e->type, entry_line(s, e, 0, args));
		return c;
	case ENTRY_SUBMENU:
	case ENTRY_GOTO:
	case ENTRY_EXIT:
		c.kind = e->submenu ? COMMAND_MENU : COMMAND_NONE;
		c.why = e->submenu ? "it leads to a menu" : "it leads to a menu that is not there";
		break;
	case ENTRY_DISABLED:
		c.why = "it is disabled";
		break;
	case ENTRY_HELP:
		c.why = "it shows a text";
		break;
	case ENTRY_QUIT:
		c.why = "it leaves the menu";
		break;
	case ENTRY_SEPARATOR:
		c.why = "it is an empty line";
		break;
	}
	return c;
}

static void note_why_not(struct chooser *s, const char *label, const struct command *c)
{
	choice_note(s, "label %s cannot be booted here: %s", label,
		    c->why ? c->why : "it leads to a menu");
}

/* What follows for a person who is refused */
void choice_refuse(struct chooser *s, const char *why)
{
	choice_note(s, "%s", why);
	s->c->refused = why;
	s->c->action = CHOICE_NONE;
}

static void boot(struct chooser *s, const struct command *c, bool has_append)
{
	s->c->cmdline = command_cmdline(&s->c->arena, c, &s->c->initrds);
	if (!s->c->cmdline) {
		choice_note(s, "more than %d initrds are not taken", COMMAND_INITRDS);
		return;
	}
	s->c->kernel = c->file;
	s->c->has_append = has_append;
	s->c->then = CHOICE_BOOT;
}

/* Does what a command leads to; what is refused, or leads nowhere, leaves then at none. */
void choice_obey(struct chooser *s, const struct command *c, bool has_append)
{
	static const enum choice_action then[] = {
		[COMMAND_NONE] = CHOICE_NONE,
		[COMMAND_BOOT] = CHOICE_NONE, /* boot() says */
		[COMMAND_LOCALBOOT] = CHOICE_LOCALBOOT,
		[COMMAND_CONFIG] = CHOICE_CONFIG,
		[COMMAND_MENU] = CHOICE_NONE,
		[COMMAND_REBOOT] = CHOICE_REBOOT,
		[COMMAND_POWEROFF] = CHOICE_POWEROFF,
		[COMMAND_RUN] = CHOICE_NONE,
	};

	s->c->then = then[c->kind];
	if (c->kind == COMMAND_BOOT) {
		boot(s, c, has_append);
	} else if (c->kind == COMMAND_LOCALBOOT) {
		s->c->localboot = c->localboot;
	} else if (c->kind == COMMAND_CONFIG) {
		s->c->config_file = c->file;
		s->c->config_prefix = c->args;
	} else if (c->kind == COMMAND_MENU && s->c->action == CHOICE_NONE) {
		s->c->action = CHOICE_MENU;
	} else if (c->kind == COMMAND_RUN) {
		choice_run(s, c->args);
	}
	if (s->c->action == CHOICE_NONE &&
	    (s->c->then == CHOICE_BOOT || s->c->then == CHOICE_LOCALBOOT))
		s->c->action = s->c->then;
}

/* The entry that was chosen; when it cannot be booted, nothing else is. */
void choice_take(struct chooser *s, const struct entry *e, const char *args)
{
	struct command c = choice_command(s, e, args);

	if (c.kind == COMMAND_NONE ||
	    (c.kind == COMMAND_MENU && e->kind == ENTRY_COMMAND && s->c->action != CHOICE_NONE))
		note_why_not(s, e->name, &c);
	s->c->label = e->name;
	s->c->password = choice_protected(e);
	s->c->command = *args ? arena_printf(&s->c->arena, "%s %s", e->name, args) : e->name;
	choice_obey(s, &c, (e->append && *e->append) || *args);
	/* a label without a kernel: what its command line would be */
	if (c.kind == COMMAND_NONE && e->kind == ENTRY_COMMAND && !*e->kernel) {
		s->c->kernel = "";
		s->c->cmdline = command_cmdline(&s->c->arena, &c, &s->c->initrds);
	}
}

/* An entry that a person picked */
void choice_pick(struct chooser *s, const struct entry *e, const char *args)
{
	if (!choice_protected(e) || s->request->opened) {
		choice_take(s, e, args);
		return;
	}
	s->c->closed = e;
	choice_refuse(s, arena_printf(&s->c->arena, "'%s' is protected by a password (MENU PASSWD)",
				      e->name));
}

/* A file and its words. BARE: as a menu executes it, without what is global. */
void choice_take_file(struct chooser *s, const char *line, bool bare)
{
	const struct config *c = &s->c->config;
	struct arena *a = &s->c->arena;
	size_t n = word_length(line);
	const char *args = word_skip(line + n);
	bool has_append = c->append && *c->append && strcmp(c->append, "-") != 0;
	struct command command;

	line = arena_printf(a, "%.*s%s%s%s%s%s", (int)n, line, bare || !has_append ? "" : " ",
			    bare || !has_append ? "" : c->append, *args ? " " : "", args,
			    bare ? "" : choice_sysappend(s, c->sysappend));
	command = command_parse(a, BOOT_KERNEL, line);
	if (command.kind == COMMAND_NONE)
		choice_note(s, "%s cannot be booted here: %s", command.file, command.why);
	s->c->label = "";
	choice_obey(s, &command, (!bare && has_append) || *args);
}

/* A program has chosen a command; it is run as if it had been typed. */
void choice_run(struct chooser *s, const char *line)
{
	const char *args;
	const struct entry *e;

	if (++s->runs > CHOICE_RUNS) {
		choice_note(s, "more than %d programs in a row choose a command", CHOICE_RUNS);
		return;
	}
	e = choice_find(s, line, &args);
	if (e)
		choice_take(s, e, args);
	else
		choice_take_file(s, line, false);
}
