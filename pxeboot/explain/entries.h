/* SPDX-License-Identifier: MIT */
/* The entries of the menus, and what each would start: explain-pxeconfig --menu. */
#ifndef ENTRIES_H
#define ENTRIES_H

#include "choice.h"

/* Each appends to OUT; 0, or -1 without memory. Lines "menu=NUMBER PARENT TITLE" (- for no
 * parent), "entry=NUMBER MENU ACTION LABEL" (- for a hidden entry's menu), and behind each that
 * boots a kernel "entry-cmdline=NUMBER TEXT". */
int entries_text(struct bytes *out, struct choice *c, const struct machine *m);
/* "menus" and "entries", two arrays of objects behind a comma. */
int entries_json(struct bytes *out, struct choice *c, const struct machine *m);

#endif
