/* SPDX-License-Identifier: MIT */
/* The menu and the prompt line by line: 3215, 3270, SCLP's line mode, what is not a terminal. */
#ifndef LINES_H
#define LINES_H

#include "menu/session.h"

/* Asks until something is chosen or the time is over. */
enum session_end lines_ask(struct session *s);

/* Does what a line means; said has what there is to say. *LEAVE: it is empty, and was typed at
 * the prompt of a menu. For prompt.c too. */
enum session_end lines_answer(struct session *s, const char *line, bool of_menu, bool *leave);
/* Writes a clean text of several lines. */
void lines_print(struct session *s, const struct bytes *text);
/* Writes the menu as a numbered list. */
void lines_list(struct session *s);
/* Writes what there is to say. */
void lines_say(struct session *s);

#endif
