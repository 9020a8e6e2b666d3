// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "cmdline.h"

static const struct {
	const char *name, *in;
	size_t len; /* 0: strlen */
	uint64_t size;
	bool keep;
	const char *out; /* NULL: refused, with the next as a part of the sentence */
	const char *why;
} cases[] = {
	{"plain", "root=/dev/ram0", 0, 896, false, "root=/dev/ram0", NULL},
	{"empty", "", 0, 896, false, "", NULL},
	{"newline at the end stays", "a b\n", 0, 896, false, "a b\n", NULL},
	{"all newlines at the end stay", "a\n\n", 0, 896, false, "a\n\n", NULL},
	{"newline inside is folded", "a\nb\n", 0, 896, false, "a b\n", NULL},
	{"newline at the start is folded", "\na", 0, 896, false, " a", NULL},
	{"newline inside is kept on request", "a\nb\n", 0, 896, true, "a\nb\n", NULL},
	{"tab", "a\tb", 0, 896, false, "a\tb", NULL},
	{"last that fits", "abc", 0, 4, false, "abc", NULL},
	{"one too many", "abcd", 0, 4, false, NULL, "this kernel takes 3"},
	{"newline that does not fit goes", "abc\n", 0, 4, false, "abc", NULL},
	{"newlines that do not fit go", "ab\n\n\n", 0, 4, false, "ab\n", NULL},
	{"too long with its newline", "abcd\n", 0, 4, false, NULL, "this kernel takes 3"},
	{"NUL", "a\0b", 3, 896, false, NULL, "NUL"},
	{"NUL at the end", "ab\0", 3, 896, false, NULL, "NUL"},
	{"carriage return", "a\r\n", 0, 896, false, NULL, "carriage return"},
	{"carriage return, raw", "a\r\n", 0, 896, true, NULL, "carriage return"},
	{"UTF-8", "caf\xc3\xa9", 0, 896, false, NULL, "EBCDIC"},
	{"0x80", "\x80", 0, 896, true, NULL, "EBCDIC"},
	{"0x7f", "\x7f", 0, 896, false, "\x7f", NULL},
};

static void lines_are_checked(void **state)
{
	struct cmdline line = {0};
	struct error err;
	size_t i, len;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("# %s\n", cases[i].name);
		len = cases[i].len ? cases[i].len : strlen(cases[i].in);
		memset(&err, 0, sizeof(err));
		assert_int_equal(cmdline_from_string(&line, cases[i].in, len, &err), 0);
		assert_int_equal(cmdline_check(&line, cases[i].size, cases[i].keep, "x", &err),
				 cases[i].out ? 0 : -1);
		if (cases[i].out) {
			assert_int_equal(line.len, strlen(cases[i].out));
			assert_memory_equal(line.text, cases[i].out, line.len);
		} else {
			assert_non_null(strstr(err.message, cases[i].why));
		}
	}
	cmdline_free(&line);
}

static void assert_line(const struct cmdline *line, const char *text)
{
	assert_int_equal(line->len, strlen(text));
	assert_memory_equal(line->text, text, line->len);
}

static void appending(void **state)
{
	struct cmdline line = {0};

	(void)state;
	assert_int_equal(cmdline_append(&line, "a", NULL), 0);
	assert_line(&line, "a");
	assert_int_equal(cmdline_append(&line, "b", NULL), 0);
	assert_line(&line, "a b");
	assert_int_equal(cmdline_from_string(&line, "a \n\n", 4, NULL), 0);
	assert_int_equal(cmdline_append(&line, "b c", NULL), 0);
	assert_line(&line, "a b c");
	cmdline_free(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_checked),
		cmocka_unit_test(appending),
	};

	return cmocka_run_group_tests_name("cmdline", tests, NULL, NULL);
}
