// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "menu/screen.h"
#include "table.h"

static struct config config;
static struct bytes out;

static int setup(void **state)
{
	(void)state;
	out = (struct bytes){0};
	return bytes_append(&out, "", 0);
}

static int teardown(void **state)
{
	(void)state;
	config_free(&config);
	bytes_free(&out);
	return 0;
}

static void read_text(const char *s, size_t len)
{
	struct bytes text = {0};
	struct error err = {0};

	config_free(&config);
	config = (struct config){0};
	out.len = 0;
	assert_int_equal(bytes_append(&text, s, len), 0);
	assert_int_equal(config_read(&config, &text, "cfg", NULL, &table_base, NULL, &err), 0);
	bytes_free(&text);
}

static const char menus[] =
	"MENU TITLE Top\nF1 help.txt\nLABEL a\nMENU LABEL ^Alpha\nKERNEL k\n"
	"MENU SEPARATOR\nLABEL p\nMENU PASSWD x\nMENU DEFAULT\nKERNEL k\n"
	"LABEL d\nMENU DISABLE\nLABEL h\nMENU HIDE\nMENU BEGIN sub\nMENU TITLE Sub\n"
	"LABEL up\nMENU EXIT\nLABEL q\nMENU QUIT\nMENU END\n";

static void open_menu(struct view *v, unsigned int number)
{
	assert_int_equal(view_open(v, &config, number), 0);
}

static void entries_that_can_be_selected(void **state)
{
	struct view v;

	(void)state;
	read_text(menus, strlen(menus));
	open_menu(&v, 0);
	assert_int_equal(v.count, 5);
	assert_int_equal(v.positions, 3);
	assert_int_equal(v.start, 2);
	assert_string_equal(v.title, "Top");
	assert_string_equal(view_at(&v, 1)->text, "Alpha");
	assert_string_equal(view_at(&v, 2)->e->name, "p");
	assert_int_equal(view_at(&v, 3)->e->kind, ENTRY_SUBMENU);
	assert_null(view_at(&v, 0));
	assert_null(view_at(&v, 4));
	assert_int_equal(view_hotkey(&v, 'A'), 1);
	assert_int_equal(view_hotkey(&v, 'z'), 0);
	assert_int_equal(view_entry(&v, view_at(&v, 2)->e->number), 2);
	assert_int_equal(view_entry(&v, 99), 0);
	view_close(&v);
	open_menu(&v, 1);
	assert_string_equal(view_at(&v, 1)->mark, " ...");
	assert_int_equal(view_at(&v, 2)->e->kind, ENTRY_QUIT);
	view_close(&v);
	assert_int_equal(view_open(&v, &config, 2), -1);
}

static void lines_mark_what_is_selected(void **state)
{
	struct view v;

	(void)state;
	read_text(menus, strlen(menus));
	open_menu(&v, 0);
	assert_int_equal(view_lines(&out, &v, 1), 0);
	view_close(&v);
	assert_non_null(strstr((char *)out.data, " * 1) Alpha\n"));
	assert_non_null(strstr((char *)out.data, "   2) p (password)\n"));
	assert_non_null(strstr((char *)out.data, "   3) Sub ...\n"));
	assert_null(strstr((char *)out.data, "4)"));
}

/* As in menu.c32 the first one with a key has it. */
static void a_hot_key_belongs_to_one_entry(void **state)
{
	static const char two[] =
		"LABEL a\nMENU LABEL ^One\nLABEL b\nMENU LABEL tw^o\nLABEL c\nMENU LABEL x^\n";
	struct view v;

	(void)state;
	read_text(two, strlen(two));
	open_menu(&v, 0);
	assert_int_equal(view_hotkey(&v, 'o'), 1);
	assert_string_equal(view_at(&v, 2)->text, "two");
	assert_int_equal(view_at(&v, 2)->hotkey, 0);
	assert_string_equal(view_at(&v, 3)->text, "x^");
	view_close(&v);
}

/* No length is too much, on no size of a screen. */
static void entries_of_any_length(void **state)
{
	static struct screen screen;
	struct terminal terminal = {.out = open("/dev/null", O_WRONLY)};
	const struct screen_bottom bottom = {"", "hint", "count", false};
	struct bytes text = {0};
	struct view v;
	int top = 0;

	(void)state;
	bytes_string(&text, "MENU TITLE ");
	for (int i = 0; i < 3000; i++)
		bytes_string(&text, "^\xc2");
	for (int i = 0; i < 300; i++)
		bytes_printf(&text, "\nLABEL %05000d\nMENU INDENT %d\nTEXT HELP\n%d\n\nENDTEXT", i,
			     i * 1000, i);
	read_text((char *)text.data, text.len);
	bytes_free(&text);
	open_menu(&v, 0);
	screen.terminal = &terminal;
	for (int selected = -1; selected < 303; selected += 16)
		for (terminal.rows = 2; terminal.rows <= TERMINAL_ROWS; terminal.rows += 9) {
			terminal.columns = 11 + selected;
			screen_menu(&screen, &v, selected, &top, &bottom);
			assert_in_range(top, 0, v.count - 1);
			for (int i = 0; i < terminal.rows; i++)
				assert_in_range(screen_bytes(&screen, i)->len, 0, 600);
			screen_show(&screen, -1, 0);
		}
	view_close(&v);
	screen_free(&screen);
	close(terminal.out);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(entries_that_can_be_selected),
		T(lines_mark_what_is_selected),
		T(a_hot_key_belongs_to_one_entry),
		T(entries_of_any_length),
	};

	return cmocka_run_group_tests_name("menu", tests, NULL, NULL);
}
