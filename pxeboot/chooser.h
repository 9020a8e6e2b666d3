/* SPDX-License-Identifier: MIT */
/* The state of choosing; for choice.c, chooser.c, chooser_default.c and chooser_take.c. */
#ifndef CHOOSER_H
#define CHOOSER_H

#include "choice.h"

struct chooser {
	struct choice *c;
	const struct choice_request *request;
	const struct config_watch *watch;
	struct error *err;
	/* what UI and DEFAULT say: an entry with words, or a file with words, or neither */
	const struct entry *preferred;
	const char *preferred_args, *file_command;
	const char *default_command; /* what named it, "" */
	const char *why;	     /* what is the matter with DEFAULT, or NULL */
	const struct menu *start;    /* the menu that is shown first */
	unsigned int runs, configs;
};

/* Looks at UI and DEFAULT: the action becomes CHOICE_MENU, or preferred or file_command is set,
 * or why. The files that menu.c32 is given, or "". */
const char *choice_default(struct chooser *s);
/* Finds the menu that is shown first: start. */
void choice_find_start(struct chooser *s);
/* What a menu starts with: MENU DEFAULT, else its first label; NULL: none. Whether it can be
 * booted is another question: nothing else is looked for. *WHY says why. */
const struct entry *choice_default_of(struct chooser *s, const struct menu *m, const char **why);
bool choice_is_label(const struct entry *e);
bool choice_any_label(struct chooser *s);
/* A label with MENU DISABLE cannot be chosen, not even by its name. */
bool choice_is_disabled(struct chooser *s, const char *command);
/* "WHAT COMMAND names no label" */
const char *choice_names_nothing(struct chooser *s, const char *what, const char *command);
/* Whether files can be booted that are not labels. */
bool choice_implicit(const struct chooser *s);
/* Does what the request says. */
void choice_by_mode(struct chooser *s);

/* Of chooser_take.c: */
void choice_note(struct chooser *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The entry that COMMAND names, by all of it or by its first word: *ARGS is what follows that. */
const struct entry *choice_find(struct chooser *s, const char *command, const char **args);
/* The line of an entry, with its type. */
const char *choice_line(struct chooser *s, const struct entry *e);
struct command choice_command(struct chooser *s, const struct entry *e, const char *args);
/* The strings for BITS, each behind a blank. */
const char *choice_sysappend(struct chooser *s, uint32_t bits);
void choice_obey(struct chooser *s, const struct command *c, bool has_append);
void choice_take(struct chooser *s, const struct entry *e, const char *args);
void choice_pick(struct chooser *s, const struct entry *e, const char *args);
void choice_take_file(struct chooser *s, const char *line, bool bare);
void choice_run(struct chooser *s, const char *line);
void choice_refuse(struct chooser *s, const char *why);

#endif
