// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/http_header.h"
#include "fetch/redirect.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void a_place_is_relative_to_where_it_was_named(void **state)
{
	static const struct {
		const char *from, *place, *to;
	} cases[] = {
		{"http://h/a/b?q", "c", "http://h/a/c"},
		{"http://h/a/b", "../c", "http://h/c"},
		{"http://h/a/b", "/c", "http://h/c"},
		{"http://h/a/b", "?c", "http://h/a/b?c"},
		{"http://h:81/a", "//i/c", "http://i/c"},
		{"http://h/a", "HTTP://I:8080/c#d", "http://i:8080/c"},
		{"http://h/a", "c d", "http://h/c%20d"},
		{"http://h/a", "ftp://i/c", "ftp://i/c"},
	};
	struct location from, to;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(location_parse(&arena, cases[i].from, &from));
		assert_null(redirect_to(&arena, &from, cases[i].place, false, &to));
		assert_string_equal(location_url(&arena, &to, to.scheme), cases[i].to);
	}
}

static void what_may_not_be_followed(void **state)
{
	static const struct {
		const char *from, *place;
		bool tls;
	} cases[] = {
		{"https://h/a", "http://h/b", true},	    {"https://h/a", "ftp://h/b", true},
		{"http://h/a", "https://h/b", false},	    {"http://h/a", "tftp://h/b", true},
		{"http://h/a", "file:///etc/passwd", true}, {"http://h/a", "http://", true},
		{"http://h/a", "http://h\n/b", true},	    {"http://h/a", "gopher://h/1", true},
	};
	struct location from, to;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(location_parse(&arena, cases[i].from, &from));
		assert_non_null(redirect_to(&arena, &from, cases[i].place, cases[i].tls, &to));
	}
}

static void only_the_same_server_is_told_the_password(void **state)
{
	static const struct {
		const char *place, *user;
	} cases[] = {
		{"/b", "u:p"},	       {"http://H:80/b", "u:p"}, {"http://h:81/b", ""},
		{"http://i/b", ""},    {"https://h/b", ""},	 {"http://v:q@i/b", "v:q"},
		{"http://v@h/b", "v"},
	};
	struct location from, to;

	(void)state;
	assert_true(location_parse(&arena, "http://u:p@h/a", &from));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_null(redirect_to(&arena, &from, cases[i].place, true, &to));
		assert_string_equal(to.user, cases[i].user);
	}
}

static bool lines(struct http_header *h, const char *const *line)
{
	for (; *line; line++)
		if (!http_header_line(h, &arena, *line, strlen(*line)))
			return false;
	return true;
}

static void a_header_says_what_is_needed(void **state)
{
	static const char *const answer[] = {"HTTP/1.1 100 Continue\r\n",
					     "Location: /wrong\r\n",
					     "\r\n",
					     "HTTP/1.1 206 Partial Content\r\n",
					     "last-modified:Thu, 01 Jan 1970 00:00:00 GMT\n",
					     "ETAG: \t\"x\" \r\n",
					     "Content-Range: bytes 17-99/100\r\n",
					     "Last-Modified: Fri, 02 Jan 1970 00:00:00 GMT\r\n",
					     "\r\n",
					     NULL};
	static const char *const weak[] = {"HTTP/1.1 302 Found\r\n", "ETag: W/\"x\"\r\n",
					   "location:  ../a b \r\n", NULL};
	struct http_header h = {0};

	(void)state;
	assert_true(lines(&h, answer));
	assert_null(h.location);
	assert_string_equal(h.same, "\"x\"");
	assert_int_equal(h.from, 17);
	assert_true(lines(&h, weak));
	assert_null(h.same);
	assert_string_equal(h.location, "../a b");
	assert_int_equal(h.from, 0);
}

static void a_header_has_an_end(void **state)
{
	struct http_header h = {.size = HTTP_HEADER_MAX - 4};

	(void)state;
	assert_true(http_header_line(&h, &arena, "X\r\n", 3));
	assert_false(http_header_line(&h, &arena, "X\r\n", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_place_is_relative_to_where_it_was_named, teardown),
		cmocka_unit_test_teardown(what_may_not_be_followed, teardown),
		cmocka_unit_test_teardown(only_the_same_server_is_told_the_password, teardown),
		cmocka_unit_test_teardown(a_header_says_what_is_needed, teardown),
		cmocka_unit_test_teardown(a_header_has_an_end, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
