/* SPDX-License-Identifier: MIT */
/* One menu as the console shows it. */
#ifndef MENU_H
#define MENU_H

#include "bytes.h"
#include "config.h"

/*
 * Each appends to OUT; 0, or -1 without memory or if there is no menu with this NUMBER. Text of a
 * configuration loses its control characters before it reaches a terminal.
 *
 * Lines for the shell: "parent NUMBER" (-1: none), "start POSITION", "fkey N FILE", then for each
 * entry that can be selected "item POSITION ENTRY KIND TARGET HOTKEY LABEL". KIND is cmd, menu,
 * quit, help or locked (a password protects it); TARGET is the menu that is opened or the file
 * that is shown, - for none, like HOTKEY.
 */
int menu_list(struct bytes *out, const struct config *c, unsigned int number);
/* Plain numbered lines, the entry at position SELECTED marked. */
int menu_lines(struct bytes *out, const struct config *c, unsigned int number, int selected);
/* The same for a terminal with cursor movement (VT220), ROWS rows of entries at most. */
int menu_screen(struct bytes *out, const struct config *c, unsigned int number, int selected,
		int rows);

#endif
