/* SPDX-License-Identifier: MIT */
/* The texts of a configuration, its menu, its boot prompt: what a person sees and does. */
#ifndef MENU_H
#define MENU_H

#include "fetch/fetch_options.h"
#include "menu/session.h"
#include "usage.h"

/* The options of "pxeboot menu", as they were given, NULL: not. */
struct menu_options {
	const char *console, *said, *no_shell, *patience;
};

/* For a list of options, with its comma, of a structure TYPE that has them as MEMBER */
#define MENU_OPTIONS(type, member)                                                                 \
	USAGE_TEXT("console", 0, type, member.console), USAGE_TEXT("said", 0, type, member.said),  \
		USAGE_TEXT("no-shell", 0, type, member.no_shell),                                  \
		USAGE_TEXT("patience", 0, type, member.patience),

/* Sets what these options say; -1 if a value is not a number. CONSOLE is where R->fetch speaks. */
int menu_options_take(struct session_request *r, const struct menu_options *o,
		      const struct fetch_options *fetch, struct console *console,
		      struct error *err);

/*
 * Shows the texts, and asks if the configuration wants a person to be asked. What is chosen is in
 * DIR, as answer_choice() leaves it. DIR/person has three numbers: 1 if the menu is to come back
 * when that does not start, 1 if a person led to it, and how many files are in DIR. 1: something
 * starts, 0: nothing does, -1 with ERR.
 */
int menu_run(const struct session_request *request, struct error *err);

#endif
