/* SPDX-License-Identifier: MIT */
/* The boot prompt on a terminal with a cursor: a line that is edited. */
#ifndef PROMPT_H
#define PROMPT_H

#include "menu/session.h"

/* Asks until something is chosen or the time is over. *LEAVE: Escape, or an empty line where
 * OF_MENU says that there is a menu to go back to. The terminal is raw. */
enum session_end prompt_ask(struct session *s, bool of_menu, bool *leave);

#endif
