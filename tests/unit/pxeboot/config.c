// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "table.h"

static struct config config;
static struct bytes text;

static int setup(void **state)
{
	(void)state;
	config = (struct config){0};
	text.len = 0;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	config_free(&config);
	bytes_free(&text);
	text = (struct bytes){0};
	return 0;
}

static void read_with(const struct table *files)
{
	const struct config_source source = {table_get, (void *)(uintptr_t)files};
	struct error err = {0};

	assert_int_equal(bytes_append(&text, "", 0), 0);
	assert_int_equal(config_read(&config, &text, "cfg", &source, &table_base, NULL, &err), 0);
}

static const struct table nothing[] = {{NULL, NULL}};

static const struct table *one(const char *name, const char *what)
{
	static struct table files[2];

	files[0] = (struct table){name, what};
	return files;
}

static void put(const char *s)
{
	assert_int_equal(bytes_string(&text, s), 0);
}

static unsigned int entries(void)
{
	unsigned int n = 0;

	for (const struct entry *e = config.entries; e; e = e->next)
		n++;
	return n;
}

static void assert_note(const char *part)
{
	for (const struct note *n = config.notes.first; n; n = n->next)
		if (strstr(n->text, part))
			return;
	fail_msg("no note has: %s", part);
}

static void entries_know_where_they_are_from(void **state)
{
	const struct entry *e;

	(void)state;
	put("APPEND all\nLABEL a\nKERNEL ka\nINCLUDE inc\nLABEL c\n");
	read_with(one("inc", "\n\nLABEL b\nKERNEL kb\nAPPEND -\nINITRD i\n"));
	e = config.entries;
	assert_string_equal(e->name, "a");
	assert_string_equal(e->append, "all");
	assert_null(e->initrd);
	assert_int_equal(e->at.line, 2);
	e = e->next;
	assert_string_equal(e->name, "b");
	assert_string_equal(e->at.file, "inc");
	assert_int_equal(e->at.line, 3);
	assert_string_equal(e->initrd, "i");
	e = e->next;
	assert_false(e->has_kernel);
	assert_string_equal(e->kernel, "c");
	assert_int_equal(e->at.line, 5);
	assert_null(e->next);
}

static void menus_inherit_and_keep_their_own(void **state)
{
	const struct menu *m;

	(void)state;
	put("TIMEOUT 50\nONTIMEOUT a\nMENU BEGIN x\nTIMEOUT 0\nMENU BEGIN y\nMENU END\nONTIMEOUT "
	    "b\n"
	    "MENU END\nTIMEOUT 60\n");
	read_with(nothing);
	m = config.menus;
	assert_int_equal(m->timeout, 60);
	assert_string_equal(m->ontimeout, "a");
	m = m->next;
	assert_string_equal(m->tag, "x");
	assert_int_equal(m->timeout, 0);
	assert_string_equal(m->ontimeout, "b");
	m = m->next;
	assert_int_equal(m->timeout, 0);
	assert_string_equal(m->ontimeout, "a");
	assert_string_equal(m->parent->tag, "x");
}

static void includes_that_include_themselves(void **state)
{
	static const struct table files[] = {{"a", "LABEL a\nINCLUDE b\n"},
					     {"b", "LABEL b\nINCLUDE a\nLABEL c\n"},
					     {NULL, NULL}};

	(void)state;
	put("INCLUDE a\nLABEL d\n");
	read_with(files);
	assert_int_equal(entries(), 4);
	assert_note("includes itself");
}

static void includes_are_limited_in_depth(void **state)
{
	char name[40][16], what[40][64];
	struct table files[41] = {{0}};

	(void)state;
	for (int i = 0; i < 40; i++) {
		snprintf(name[i], sizeof(name[i]), "f%d", i);
		snprintf(what[i], sizeof(what[i]), "LABEL l%d\nINCLUDE f%d\n", i, i + 1);
		files[i] = (struct table){name[i], what[i]};
	}
	put("INCLUDE f0\nLABEL end\n");
	read_with(files);
	assert_int_equal(entries(), CONFIG_DEPTH + 1);
	assert_note("deep");
}

static void includes_are_limited_in_number(void **state)
{
	(void)state;
	for (int i = 0; i < 200; i++)
		put("INCLUDE x\n");
	put("LABEL end\n");
	read_with(one("x", "LABEL l\n"));
	assert_int_equal(entries(), CONFIG_FILES + 1);
	assert_note("more than 64 files");
}

/* An include in an include, each many times: no more files than the limit are read. */
static void includes_do_not_multiply(void **state)
{
	static const struct table files[] = {{"a", "INCLUDE b\nINCLUDE b\nINCLUDE b\nINCLUDE b\n"},
					     {"b", "INCLUDE c\nINCLUDE c\nINCLUDE c\nINCLUDE c\n"},
					     {"c", "LABEL l\n"},
					     {NULL, NULL}};

	(void)state;
	for (int i = 0; i < 64; i++)
		put("INCLUDE a\n");
	read_with(files);
	assert_in_range(entries(), 1, CONFIG_FILES);
}

static void what_is_not_there(void **state)
{
	(void)state;
	put("INCLUDE gone\nLABEL l\n");
	read_with(nothing);
	assert_note("gone");
}

static void many_lines(void **state)
{
	(void)state;
	assert_int_equal(bytes_reserve(&text, 4000000), 0);
	for (int i = 0; i < CONFIG_LINES - 1; i++)
		put("X\n");
	put("LABEL last\nLABEL over\n");
	read_with(nothing);
	assert_int_equal(entries(), 1);
	assert_note("more than 400000 lines");
}

/* As many bytes as the loader would fetch: in labels, in one line, in texts, in notes. */
static void much_text(void **state)
{
	static const char *const parts[] = {"LABEL l\nKERNEL k\nAPPEND a\n",
					    "x",
					    "a ",
					    "MENU BEGIN\n",
					    "TEXT HELP\nabout\nENDTEXT\n",
					    "SAY x\n",
					    "FOO\n",
					    "LABEL\n",
					    "MENU SEPARATOR\n",
					    "KERNEL /initrd=,,\n",
					    "INCLUDE gone\n",
					    "MENU END\n"};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		setup(state);
		put("LABEL first\nAPPEND ");
		while (text.len + strlen(parts[i]) <= SOURCE_MAX)
			put(parts[i]);
		read_with(nothing);
		assert_string_equal(config.entries->name, "first");
		teardown(state);
	}
}

static void hostile_bytes(void **state)
{
	static const char words[] =
		"LABEL l\nKERNEL k\nMENU BEGIN\nTEXT HELP\nENDTEXT\nAPPEND \"-\"\n"
		"MENU LABEL ^a\nINITRD a,b\nSYSAPPEND 0x\nMENU END\nTIMEOUT 9\n";
	unsigned int seed = 1;

	for (int i = 0; i < 2000; i++) {
		setup(state);
		put(words);
		for (int n = 0; n < 8; n++) {
			seed = seed * 1103515245 + 12345;
			text.data[(seed >> 8) % text.len] = (unsigned char)(seed >> 20);
		}
		read_with(one("l", words));
		for (const struct entry *e = config.entries; e; e = e->next)
			assert_non_null(e->name);
		teardown(state);
	}
}

static void what_is_no_configuration(void **state)
{
	static const char *const other[] = {"<!DOCTYPE html>\n<html>\nLABEL x\n", "#!ipxe\nboot\n",
					    "\x1f\x8b\x08\x01\x02\x03"};

	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		setup(state);
		put(other[i]);
		read_with(nothing);
		assert_non_null(config.foreign);
		teardown(state);
	}
	setup(state);
	put("# only this\n");
	read_with(nothing);
	assert_null(config.foreign);
	assert_true(config.empty);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(entries_know_where_they_are_from),
		T(menus_inherit_and_keep_their_own),
		T(includes_that_include_themselves),
		T(includes_are_limited_in_depth),
		T(includes_are_limited_in_number),
		T(includes_do_not_multiply),
		T(what_is_not_there),
		T(many_lines),
		T(much_text),
		T(hostile_bytes),
		T(what_is_no_configuration),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
