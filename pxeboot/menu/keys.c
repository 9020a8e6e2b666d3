// SPDX-License-Identifier: MIT
#include "menu/keys.h"

#include <string.h>

#include "utf8.h"
#include "word.h"

enum { LONGEST = 32 }; /* bytes of a sequence */

/* CSI NUMBER ~ */
static int numbered(int n)
{
	static const int keys[] = {
		[1] = KEY_HOME,	   [2] = KEY_INSERT,	[3] = KEY_DELETE,   [4] = KEY_END,
		[5] = KEY_PAGE_UP, [6] = KEY_PAGE_DOWN, [7] = KEY_HOME,	    [8] = KEY_END,
		[11] = KEY_F1,	   [12] = KEY_F1 + 1,	[13] = KEY_F1 + 2,  [14] = KEY_F1 + 3,
		[15] = KEY_F1 + 4, [17] = KEY_F1 + 5,	[18] = KEY_F1 + 6,  [19] = KEY_F1 + 7,
		[20] = KEY_F1 + 8, [21] = KEY_F1 + 9,	[23] = KEY_F1 + 10, [24] = KEY_F12,
	};

	return n > 0 && n < (int)(sizeof(keys) / sizeof(*keys)) ? keys[n] : KEY_NOTHING;
}

/* CSI ... C, SS3 C */
static int lettered(unsigned char c)
{
	switch (c) {
	case 'A':
		return KEY_UP;
	case 'B':
		return KEY_DOWN;
	case 'C':
		return KEY_RIGHT;
	case 'D':
		return KEY_LEFT;
	case 'H':
		return KEY_HOME;
	case 'F':
		return KEY_END;
	case 'M': /* of a keypad */
		return KEY_ENTER;
	default:
		return c >= 'P' && c <= 'S' ? KEY_F1 + c - 'P' : KEY_NOTHING;
	}
}

/* Behind CSI: S has LEN bytes */
static struct key control_sequence(const unsigned char *s, size_t len, bool waited, size_t *used)
{
	struct key k = {.code = KEY_NOTHING};
	char text[LONGEST + 1] = {0};
	size_t n = 0;

	/* the Linux console's F1 to F5 */
	if (len && *s == '[' && (len > 1 || !waited)) {
		*used = 2;
		k.code = len < 2		      ? KEY_MORE
			 : s[1] >= 'A' && s[1] <= 'E' ? KEY_F1 + s[1] - 'A'
						      : KEY_NOTHING;
		return k;
	}
	while (n < len && n < LONGEST && s[n] >= ' ' && s[n] < '@') {
		text[n] = (char)s[n];
		n++;
	}
	*used = n < len && n < LONGEST && s[n] < 0x7f && s[n] >= '@' ? n + 1 : n;
	if (n == len && n < LONGEST) {
		k.code = waited ? KEY_NOTHING : KEY_MORE;
	} else if (*used > n && s[n] == '~') {
		k.code = numbered(word_atoi(text));
	} else if (*used > n && s[n] == 'R') {
		const char *columns = strchr(text, ';');

		k = (struct key){KEY_SIZE, word_atoi(text), columns ? word_atoi(columns + 1) : 0};
	} else if (*used > n) {
		k.code = lettered(s[n]);
	}
	return k;
}

static struct key single_shift(const unsigned char *s, size_t len, bool waited, size_t *used)
{
	*used = len ? 1 : 0;
	return (struct key){.code = len ? lettered(*s) : waited ? KEY_NOTHING : KEY_MORE};
}

static struct key escape(const unsigned char *s, size_t len, bool waited, size_t *used)
{
	struct key k = {.code = KEY_ESCAPE};
	size_t more = 0;

	*used = 1;
	if (len == 1) {
		k.code = waited ? KEY_ESCAPE : KEY_MORE;
	} else if (s[1] == '[') {
		k = control_sequence(s + 2, len - 2, waited, &more);
		*used = 2 + more;
	} else if (s[1] == 'O') {
		k = single_shift(s + 2, len - 2, waited, &more);
		*used = 2 + more;
	} else if (s[1] != '\033') {
		k.code = KEY_NOTHING;
		*used = 2;
	}
	return k;
}

static struct key character(const unsigned char *s, size_t len, bool waited, size_t *used)
{
	char text[5] = {0};
	struct key k = {.code = KEY_NOTHING};
	size_t n, want = *s >= 0xf0 ? 4 : *s >= 0xe0 ? 3 : 2;

	memcpy(text, s, len < 4 ? len : 4);
	n = utf8_length(text);
	*used = n ? n : 1;
	if (n == 1) {
		k.code = *s;
	} else if (n) {
		k.code = *s & 0x7f >> n;
		for (size_t i = 1; i < n; i++)
			k.code = k.code << 6 | (s[i] & 0x3f);
	} else if (*s >= 0xc2 && *s < 0xf5 && len < want && !waited) {
		for (size_t i = 1; i < len; i++)
			if ((s[i] & 0xc0) != 0x80)
				return k;
		k.code = KEY_MORE;
	}
	return k;
}

struct key key_decode(const unsigned char *s, size_t len, bool waited, size_t *used)
{
	struct key k;

	if (*s == '\033')
		return escape(s, len, waited, used);
	if (*s == 0x9b || *s == 0x8f) { /* CSI and SS3 of a terminal with 8-bit controls */
		k = *s == 0x9b ? control_sequence(s + 1, len - 1, waited, used)
			       : single_shift(s + 1, len - 1, waited, used);
		++*used;
		return k;
	}
	k = character(s, len, waited, used);
	if (k.code == '\n')
		k.code = KEY_ENTER;
	if (k.code == '\b')
		k.code = KEY_BACKSPACE;
	return k;
}

int key_named(const char *name, size_t len)
{
	static const struct {
		const char *name;
		int code;
	} names[] = {
		{"backspace", KEY_BACKSPACE},
		{"tab", KEY_TAB},
		{"enter", KEY_ENTER},
		{"esc", KEY_ESCAPE},
		{"space", ' '},
		{"up", KEY_UP},
		{"down", KEY_DOWN},
		{"left", KEY_LEFT},
		{"right", KEY_RIGHT},
		{"pgup", KEY_PAGE_UP},
		{"pgdn", KEY_PAGE_DOWN},
		{"home", KEY_HOME},
		{"end", KEY_END},
		{"insert", KEY_INSERT},
		{"delete", KEY_DELETE},
	};
	char text[5] = {0};
	int n;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (word_is(name, len, names[i].name))
			return names[i].code;
	if (!len || len > 4)
		return KEY_NOTHING;
	memcpy(text, name, len);
	n = word_atoi(text + 1);
	if (len > 1 && word_lower(*text) == 'f' && n >= 1 && n <= 12)
		return KEY_F1 + n - 1;
	if (len == 2 && *text == '^' && text[1] >= '?' && text[1] <= 'z')
		return KEY_CTRL(word_upper(text[1])) == -1 ? KEY_BACKSPACE
							   : KEY_CTRL(word_upper(text[1]));
	if (utf8_length(text) != len)
		return KEY_NOTHING;
	return character((const unsigned char *)text, len, true, &len).code;
}
