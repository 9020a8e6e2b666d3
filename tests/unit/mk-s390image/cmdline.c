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
	{"blanks that do not fit go", "abc   \n ", 0, 4, false, "abc", NULL},
	{"blanks inside count", "a  b", 0, 4, false, NULL, "has 4 bytes, and this kernel takes 3"},
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
		assert_int_equal(
			cmdline_check(&line, cases[i].size, cases[i].keep, "x", NULL, &err),
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

#define C10 "aaaaaaaaa "
#define C70 C10 C10 C10 C10 C10 C10 C10
static const struct {
	const char *in, *out, *note;
} notes[] = {
	{C70 "bbbb=bbbbb\nb=c\n", C70 "bbbb=bbbbbb=c\n", "line 1 fills all 80 columns"},
	{"x\n" C70 "bbbb=bbbbb\nb=c", "x " C70 "bbbb=bbbbbb=c", "line 2 fills"},
	{C70 "bbbb=bbbb \nb=c", C70 "bbbb=bbbb  b=c", NULL},
	{C70 "bbbb=bbbbb\n b=c", C70 "bbbb=bbbbb  b=c", NULL},
	{C70 "bbbb=bbbb\nb=c", C70 "bbbb=bbbb b=c", NULL},
	/* no cards: there is a longer line */
	{C70 "bbbb=bbbbb\n" C70 "bbbb=bbbbbb", C70 "bbbb=bbbbb " C70 "bbbb=bbbbbb", NULL},
	{"a \\ \nb\n", "a \\  b\n", "line 1 ends with a backslash"},
	{"a\nb \\", "a b \\", "line 2 ends with a backslash"},
	{"a\n # b", "a  # b", "line 2 begins with '#'"},
	{"a #b\\c", "a #b\\c", NULL},
};

static void lines_of_a_file(void **state)
{
	struct cmdline line = {0};
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		struct findings found = {0};

		assert_int_equal(cmdline_from_string(&line, notes[i].in, strlen(notes[i].in), &err),
				 0);
		assert_int_equal(cmdline_check(&line, 896, false, "x", &found, &err), 0);
		assert_int_equal(line.len, strlen(notes[i].out));
		assert_memory_equal(line.text, notes[i].out, line.len);
		assert_int_equal(found.count, notes[i].note ? 1 : 0);
		if (notes[i].note)
			assert_non_null(strstr(found.list[0].text, notes[i].note));
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

static void decoding(void **state)
{
	static const char ebcdic[] = "\x99\x96\x96\xa3\x7e\x61\x84\xf1\x40\xba\xbb\x6d\x15";
	struct findings found = {0};
	struct cmdline line = {0};

	(void)state;
	assert_int_equal(cmdline_from_string(&line, "a\n\0\0", 4, NULL), 0);
	cmdline_decode(&line, "x", &found);
	assert_line(&line, "a\n");
	assert_int_equal(found.count, 0);
	assert_int_equal(cmdline_from_string(&line, ebcdic, sizeof(ebcdic) - 1, NULL), 0);
	cmdline_decode(&line, "x", &found);
	assert_line(&line, "root=/d1 []_\n");
	assert_int_equal(found.count, 1);
	/* the kernel has nothing printable for these; UTF-8 stays, to be refused */
	assert_int_equal(cmdline_from_string(&line, "\x99\xad", 2, NULL), 0);
	assert_false(cmdline_from_ebcdic(&line));
	assert_int_equal(cmdline_from_string(&line, "name=caf\xc3\xa9", 10, NULL), 0);
	assert_false(cmdline_from_ebcdic(&line));
	assert_int_equal(cmdline_from_string(&line, "/-%", 3, NULL), 0);
	assert_false(cmdline_from_ebcdic(&line));
	assert_line(&line, "/-%");
	cmdline_free(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_checked),
		cmocka_unit_test(lines_of_a_file),
		cmocka_unit_test(appending),
		cmocka_unit_test(decoding),
	};

	return cmocka_run_group_tests_name("cmdline", tests, NULL, NULL);
}
