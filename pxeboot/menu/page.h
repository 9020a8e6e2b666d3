/* SPDX-License-Identifier: MIT */
/* Texts by the page, on a terminal with a cursor. */
#ifndef PAGE_H
#define PAGE_H

#include "menu/session.h"

/* Shows TEXT, which is freed, if it was FOUND, until a key ends it. A function key shows its text
 * in the same way. SESSION_ON, or what ended it. */
enum session_end page_show(struct session *s, bool found, struct bytes *text);

#endif
