/* SPDX-License-Identifier: MIT */
/* Keys, from what terminals send: VT220, xterm, the Linux console. */
#ifndef KEYS_H
#define KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* Characters are themselves, as in Unicode; control characters too: 9 is Tab, 13 Enter. */
enum {
	KEY_MORE = -1,	 /* the bytes are the beginning of a key */
	KEY_NOTHING = 0, /* they mean nothing here */
	KEY_TAB = 9,
	KEY_ENTER = 13,
	KEY_ESCAPE = 27,
	KEY_BACKSPACE = 127,
	KEY_UP = 0x200000, /* beyond all characters */
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_SIZE, /* a terminal has said where its last corner is */
	KEY_F1,
	KEY_F12 = KEY_F1 + 11,
};
#define KEY_CTRL(c) ((c)-64)

struct key {
	int code;
	int rows, columns; /* of KEY_SIZE */
};

/*
 * The key that the LEN bytes at S, at least one, begin with, and how many of them it takes, also
 * for KEY_NOTHING. WAITED: nothing more comes, so that an ESC is the key Escape.
 */
struct key key_decode(const unsigned char *s, size_t len, bool waited, size_t *used);

/* The key that MENU HIDDENKEY calls by the LEN characters at NAME, KEY_NOTHING for none. */
int key_named(const char *name, size_t len);

#endif
