// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/location.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void the_parts_of_a_url(void **state)
{
	static const struct {
		const char *url;
		enum scheme scheme;
		const char *user, *host, *port, *path;
	} cases[] = {
		{"tftp://h/a/b", SCHEME_TFTP, "", "h", "69", "a/b"},
		{"TFTP://[2001:DB8::9]:1069//a#b?c", SCHEME_TFTP, "", "2001:db8::9", "1069",
		 "/a#b?c"},
		{"http://h", SCHEME_HTTP, "", "h", "80", ""},
		{"http://u:p@x@Boot.example.org:8080/a?b@c", SCHEME_HTTP, "u:p@x",
		 "boot.example.org", "8080", "a?b@c"},
		{"https://10.0.0.1:/a", SCHEME_HTTPS, "", "10.0.0.1", "443", "a"},
		{"ftp://2001:db8::9/a", SCHEME_FTP, "", "2001:db8::9", "21", "a"},
	};
	struct location l;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(location_parse(&arena, cases[i].url, &l));
		assert_int_equal(l.scheme, cases[i].scheme);
		assert_string_equal(l.user, cases[i].user);
		assert_string_equal(l.host, cases[i].host);
		assert_string_equal(l.port, cases[i].port);
		assert_string_equal(l.path, cases[i].path);
	}
}

static void what_is_not_a_url_is_refused_with_a_reason(void **state)
{
	static const char *const cases[] = {
		"",
		"h/a",
		"gopher://h/a",
		"http://",
		"http:///a",
		"http://-h/a",
		"http://h:80a/a",
		"http://h:123456/a",
		"http://h h/a",
		"tftp://h",
		"tftp://h/",
		"http://[::1]x/a",
		"http://h/a\nb",
		"http://h\177/a",
	};
	struct location l;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_false(location_parse(&arena, cases[i], &l));
		assert_true(*l.why);
	}
}

static void a_server_is_scheme_host_and_port(void **state)
{
	static const struct {
		const char *one, *other;
		bool same;
	} cases[] = {
		{"http://h/a", "http://H:80/b", true},	  {"http://h/a", "https://h/a", false},
		{"http://h/a", "http://h:8080/a", false}, {"http://h/a", "http://i/a", false},
		{"http://u@h/a", "http://h/a", true},
	};
	struct location a, b;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(location_parse(&arena, cases[i].one, &a));
		assert_true(location_parse(&arena, cases[i].other, &b));
		assert_int_equal(location_same_server(&a, &b), cases[i].same);
	}
}

static void as_a_url_of_another_scheme(void **state)
{
	struct location l;

	(void)state;
	assert_true(location_parse(&arena, "https://u:p@[::1]/a?b", &l));
	assert_string_equal(location_url(&arena, &l, SCHEME_HTTPS), "https://[::1]/a?b");
	assert_string_equal(location_url(&arena, &l, SCHEME_HTTP), "http://[::1]:443/a?b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_parts_of_a_url, teardown),
		cmocka_unit_test_teardown(what_is_not_a_url_is_refused_with_a_reason, teardown),
		cmocka_unit_test_teardown(a_server_is_scheme_host_and_port, teardown),
		cmocka_unit_test_teardown(as_a_url_of_another_scheme, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
