// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "name.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void prefix_is_the_directory_of_the_boot_file(void **state)
{
	(void)state;
	assert_string_equal(name_prefix(&arena, "a/b/pxelinux.0", ""), "a/b/");
	assert_string_equal(name_prefix(&arena, "a/b_c.0", ""), "a/b_");
	assert_string_equal(name_prefix(&arena, "pxelinux.0", ""), "");
	assert_string_equal(name_prefix(&arena, "x/y", "no-slash"), "no-slash");
}

static void prefix_changes_as_config_says(void **state)
{
	(void)state;
	assert_string_equal(name_change_prefix(&arena, "a/", "b/"), "a/b/");
	assert_string_equal(name_change_prefix(&arena, "a/", "::b/"), "::b/");
	assert_string_equal(name_change_prefix(&arena, "a/", "http://h/"), "http://h/");
	assert_string_equal(name_change_prefix(&arena, "a/", ""), "a/");
}

static void names_become_urls(void **state)
{
	static const struct {
		const char *name, *url, *alt, *nohost, *wire;
	} cases[] = {
		{"k", "tftp://10.0.0.1/d/k", "", "", "d/k"},
		{"/k", "tftp://10.0.0.1/d//k", "tftp://10.0.0.1//k", "", "d//k"},
		{"::k", "tftp://10.0.0.1/k", "", "", "k"},
		{"h::k", "tftp://h.dom/k", "", "tftp://10.0.0.1/k", "tftp://h/k"},
		{"http://h/a b#c", "http://h.dom/a%20b", "", "", "http://h/a b#c"},
		{"tftp://h.x/%41;mode=octet", "tftp://h.x/A", "", "", "tftp://h.x/%41;mode=octet"},
	};
	const struct name_base from = {"d/", "10.0.0.1", "dom"};
	struct name n;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(name_resolve(&arena, &from, cases[i].name, &n));
		assert_string_equal(n.url, cases[i].url);
		assert_string_equal(n.alt, cases[i].alt);
		assert_string_equal(n.nohost, cases[i].nohost);
		assert_string_equal(n.wire, cases[i].wire);
	}
}

static void what_is_no_name_has_a_reason(void **state)
{
	static const char *const bad[] = {"nfs://h/k",	  "http://h;x/k", "http:///k",
					  "tftp://h/%0a", "http://-o/k",  "http://h:99999999/k",
					  "a\nb",	  "a\x7f"};
	const struct name_base from = {"d/", "s", ""};
	struct name n;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		n.why = NULL;
		assert_false(name_resolve(&arena, &from, bad[i], &n));
		assert_non_null(n.why);
	}
}

/* Right up to the limit, and over it: of the name, and of the prefix. */
static void lengths_are_limited(void **state)
{
	char text[5001];
	struct name_base from = {"", "s", ""};
	struct name n;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[NAME_MAX_LENGTH] = 0;
	assert_true(name_resolve(&arena, &from, text, &n));
	assert_string_equal(n.wire, text);
	from.prefix = "y";
	assert_false(name_resolve(&arena, &from, text, &n));
	text[NAME_MAX_LENGTH] = 'x';
	text[5000] = 0;
	from.prefix = "";
	assert_false(name_resolve(&arena, &from, text, &n));
	assert_string_equal(name_prefix(&arena, text, text), "");
	text[4999] = '/';
	assert_string_equal(name_prefix(&arena, text, ""), "");
}

static void every_byte_is_taken_or_refused(void **state)
{
	const struct name_base from = {"d/", "10.0.0.1", "dom"};
	char text[64];
	struct name n;

	(void)state;
	for (int c = 1; c < 256; c++) {
		snprintf(text, sizeof(text), "http://h/%c%%%c", c, c);
		if (name_resolve(&arena, &from, text, &n))
			for (const char *p = n.url; *p; p++)
				assert_true((unsigned char)*p > ' ' && *p != 0x7f);
		snprintf(text, sizeof(text), "%c::%c%c", c, c, c);
		name_resolve(&arena, &from, text, &n);
		snprintf(text, sizeof(text), "tftp://%c/%%%c", c, c);
		name_resolve(&arena, &from, text, &n);
	}
}

static void passwords_are_not_shown(void **state)
{
	(void)state;
	assert_string_equal(name_without_password(&arena, "ftp://u:p@h/k,http://h/@ a@b", "/?#,"),
			    "ftp://h/k,http://h/@ a@b");
	assert_string_equal(name_without_password(&arena, "http://u:p@x@h/k", "/?#,"),
			    "http://h/k");
	assert_string_equal(name_without_password(&arena, "", "/"), "");
}

int main(void)
{
#define T(f) cmocka_unit_test_teardown(f, teardown)
	const struct CMUnitTest tests[] = {
		T(prefix_is_the_directory_of_the_boot_file),
		T(prefix_changes_as_config_says),
		T(names_become_urls),
		T(what_is_no_name_has_a_reason),
		T(lengths_are_limited),
		T(every_byte_is_taken_or_refused),
		T(passwords_are_not_shown),
	};

	return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
