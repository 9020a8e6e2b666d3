// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "menu/edit.h"
#include "menu/keys.h"
#include "menu/text.h"

static int decode(const char *s, bool waited, size_t *used)
{
	return key_decode((const unsigned char *)s, strlen(s), waited, used).code;
}

static void what_terminals_send(void **state)
{
	static const struct {
		const char *s;
		int code;
	} cases[] = {
		{"a", 'a'},
		{"\r", KEY_ENTER},
		{"\n", KEY_ENTER},
		{"\b", KEY_BACKSPACE},
		{"\177", KEY_BACKSPACE},
		{"\t", KEY_TAB},
		{"\001", KEY_CTRL('A')},
		{"\303\274", 0xfc},
		{"\342\202\254", 0x20ac},
		{"\360\237\230\200", 0x1f600},
		{"\033[A", KEY_UP},
		{"\033OB", KEY_DOWN},
		{"\033[1;5C", KEY_RIGHT},
		{"\233D", KEY_LEFT},
		{"\217P", KEY_F1},
		{"\033[H", KEY_HOME},
		{"\033[1~", KEY_HOME},
		{"\033[2~", KEY_INSERT},
		{"\033[3~", KEY_DELETE},
		{"\033[4~", KEY_END},
		{"\033[5~", KEY_PAGE_UP},
		{"\033[6~", KEY_PAGE_DOWN},
		{"\033OP", KEY_F1},
		{"\033[[E", KEY_F1 + 4},
		{"\033[15~", KEY_F1 + 4},
		{"\033[17~", KEY_F1 + 5},
		{"\033[21~", KEY_F1 + 9},
		{"\033[24~", KEY_F12},
		{"\033OM", KEY_ENTER},
		{"\033[0n", KEY_NOTHING},
		{"\033[22~", KEY_NOTHING},
		{"\033[200~", KEY_NOTHING},
		{"\033[99999999999999999999~", KEY_NOTHING},
		{"\033x", KEY_NOTHING},
		{"\377", KEY_NOTHING},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t used = 0;

		assert_int_equal(decode(cases[i].s, false, &used), cases[i].code);
		assert_int_equal(used, strlen(cases[i].s));
	}
}

/* The beginning of a key waits; when nothing follows it is something else, or nothing. */
static void keys_that_come_in_parts(void **state)
{
	static const char *const parts[] = {"\033", "\033[",	"\033O",    "\033[1;",
					    "\303", "\342\202", "\360\237", "\360\237\230",
					    "\233", "\217"};
	size_t used;

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		assert_int_equal(decode(parts[i], false, &used), KEY_MORE);
		used = 0;
		assert_int_equal(decode(parts[i], true, &used), i ? KEY_NOTHING : KEY_ESCAPE);
		assert_in_range(used, 1, strlen(parts[i]));
	}
	assert_int_equal(decode("\033\033[A", false, &used), KEY_ESCAPE);
	assert_int_equal(used, 1);
}

static void a_terminal_says_its_size(void **state)
{
	size_t used;
	struct key k = key_decode((const unsigned char *)"\033[24;132R", 9, false, &used);

	(void)state;
	assert_int_equal(k.code, KEY_SIZE);
	assert_int_equal(k.rows, 24);
	assert_int_equal(k.columns, 132);
}

static void names_of_hiddenkey(void **state)
{
	static const struct {
		const char *name;
		int code;
	} cases[] = {{"F1", KEY_F1},
		     {"f12", KEY_F12},
		     {"f13", KEY_NOTHING},
		     {"Esc", KEY_ESCAPE},
		     {"PgUp", KEY_PAGE_UP},
		     {"^B", KEY_CTRL('B')},
		     {"^?", KEY_BACKSPACE},
		     {"A", 'A'},
		     {"a", 'a'},
		     {"f", 'f'},
		     {"\303\274", 0xfc},
		     {"", KEY_NOTHING},
		     {"ab", KEY_NOTHING},
		     {"Delete", KEY_DELETE}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(key_named(cases[i].name, strlen(cases[i].name)), cases[i].code);
}

static void type(struct edit *e, const char *s)
{
	while (*s)
		assert_true(edit_key(e, (unsigned char)*s++));
}

static void a_line_does_not_grow_over_its_limit(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, "", NULL);
	for (int i = 0; i < EDIT_MAX + 10; i++)
		edit_key(&e, 0x20ac);
	assert_in_range(e.len, EDIT_MAX - 4, EDIT_MAX - 1);
	edit_key(&e, KEY_CTRL('U'));
	edit_key(&e, KEY_CTRL('Y'));
	edit_key(&e, KEY_CTRL('Y'));
	assert_in_range(e.len, EDIT_MAX - 4, EDIT_MAX - 1);
	edit_key(&e, KEY_HOME);
	edit_key(&e, KEY_DELETE);
	assert_int_equal(e.len % 3, 0);
	/* what is not a character is not taken, of keys or of a text */
	edit_begin(&e, "a\033[31mb\377", NULL);
	assert_string_equal(e.text, "a[31mb?");
	edit_key(&e, 0x85);
	edit_key(&e, 0x202e);
	edit_key(&e, 0xd800);
	assert_string_equal(e.text, "a[31mb?");
	assert_false(edit_key(&e, KEY_TAB));
	assert_false(edit_key(&e, KEY_F1));
}

static void history_goes_back_and_returns(void **state)
{
	struct history h = {.count = 0};
	struct edit e;

	(void)state;
	for (int i = 0; i < EDIT_HISTORY + 5; i++)
		history_add(&h, i % 2 ? "one" : "two");
	history_add(&h, "two");
	history_add(&h, "");
	assert_int_equal(h.count, EDIT_HISTORY);
	edit_begin(&e, "", &h);
	type(&e, "new");
	for (int i = 0; i < EDIT_HISTORY + 2; i++)
		edit_key(&e, KEY_UP);
	assert_string_equal(e.text, "one");
	for (int i = 0; i < EDIT_HISTORY + 2; i++)
		edit_key(&e, KEY_DOWN);
	assert_string_equal(e.text, "new");
	history_free(&h);
}

/* However narrow, the cursor is in what is seen. */
static void the_cursor_is_seen(void **state)
{
	struct bytes out = {0};
	struct edit e;

	(void)state;
	edit_begin(&e, "0123456789\346\227\245\346\234\254 abcdefghijklmnopqrstuvwxyz", NULL);
	edit_key(&e, KEY_HOME);
	for (size_t columns = 3; columns < 50; columns += 5)
		for (size_t i = 0; i <= e.len; i++) {
			out.len = 0;
			e.cursor = i;
			if (((unsigned char)e.text[i] & 0xc0) == 0x80)
				continue;
			assert_in_range(edit_show(&e, &out, columns), 0, columns - 1);
			assert_in_range(text_width((char *)out.data), 1, columns);
		}
	bytes_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_terminals_send),
		cmocka_unit_test(keys_that_come_in_parts),
		cmocka_unit_test(a_terminal_says_its_size),
		cmocka_unit_test(names_of_hiddenkey),
		cmocka_unit_test(a_line_does_not_grow_over_its_limit),
		cmocka_unit_test(history_goes_back_and_returns),
		cmocka_unit_test(the_cursor_is_seen),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
