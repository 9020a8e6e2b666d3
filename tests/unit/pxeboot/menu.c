// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "menu.h"
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

static void entries_are_listed_with_what_they_do(void **state)
{
	(void)state;
	read_text(menus, strlen(menus));
	assert_int_equal(menu_list(&out, &config, 0), 0);
	assert_string_equal((char *)out.data, "parent -1\nstart 2\nfkey 1 help.txt\n"
					      "item 1 1 cmd - a a\nitem 2 3 locked - - p\n"
					      "item 3 6 menu 1 - \n");
	out.len = 0;
	assert_int_equal(menu_list(&out, &config, 1), 0);
	assert_string_equal(
		(char *)out.data,
		"parent 0\nstart 1\nfkey 1 help.txt\nitem 1 7 menu 0 - up\nitem 2 8 quit - - q\n");
	assert_int_equal(menu_list(&out, &config, 2), -1);
}

static void lines_mark_what_is_selected(void **state)
{
	(void)state;
	read_text(menus, strlen(menus));
	assert_int_equal(menu_lines(&out, &config, 0, 1), 0);
	assert_non_null(strstr((char *)out.data, " * 1) Alpha\n"));
	assert_non_null(strstr((char *)out.data, "   2) p (password)\n"));
	assert_non_null(strstr((char *)out.data, "   3) Sub ...\n"));
	assert_null(strstr((char *)out.data, "4)"));
}

/* Nothing of a configuration reaches the terminal as a command, and no length is too much. */
static void nothing_a_terminal_obeys(void **state)
{
	static const char hostile[] =
		"MENU TITLE \033[2J\302\233x\nLABEL \033c\nMENU LABEL "
		"a\033[31m\177\302\205^\nKERNEL k\n"
		"TEXT HELP\n\033]0;x\007\nENDTEXT\nMENU BEGIN \033\nMENU END\n";
	struct bytes text = {0};

	(void)state;
	read_text(hostile, strlen(hostile));
	menu_list(&out, &config, 0);
	menu_lines(&out, &config, 0, 1);
	for (size_t i = 0; i < out.len; i++)
		assert_true(out.data[i] == '\n' || (out.data[i] >= ' ' && out.data[i] != 0x7f));
	bytes_string(&text, "MENU TITLE ");
	for (int i = 0; i < 3000; i++)
		bytes_string(&text, "^\xc2");
	for (int i = 0; i < 300; i++)
		bytes_printf(&text, "\nLABEL %05000d\nMENU INDENT %d\n", i, i * 1000);
	read_text((char *)text.data, text.len);
	bytes_free(&text);
	for (int selected = -1; selected < 303; selected++) {
		out.len = 0;
		assert_int_equal(menu_screen(&out, &config, 0, selected, 14), 0);
		assert_in_range(out.len, 1, 20000);
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(entries_are_listed_with_what_they_do),
		T(lines_mark_what_is_selected),
		T(nothing_a_terminal_obeys),
	};

	return cmocka_run_group_tests_name("menu", tests, NULL, NULL);
}
