// SPDX-License-Identifier: MIT
/* Signed trees: the list, its dates, its signature, the names of files. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "signed_text.h"
#include "trust/day.h"
#include "trust/fresh.h"
#include "trust/signature.h"
#include "trust/signed_tree.h"

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define OTHER "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4"

static struct error err;

static int read_list(struct sums *s, const char *text, size_t len)
{
	struct bytes b = {0};

	err = (struct error){0};
	assert_int_equal(bytes_append(&b, text, len), 0);
	return sums_read(s, &b, "list", &err);
}

/* --- the list ------------------------------------------------------------------------ */

static void a_list_gives_the_hash_of_a_name(void **state)
{
	static const char text[] =
		OTHER "  b/c d\n" EMPTY " *a\n" EMPTY "  \xc3\xbc\n" EMPTY "  .x..\n";
	struct sums s;

	(void)state;
	assert_int_equal(read_list(&s, text, strlen(text)), 0);
	assert_int_equal(s.count, 4);
	assert_int_equal(sums_find(&s, "b/c d")[0], 0x98);
	assert_int_equal(sums_find(&s, "b/c d")[31], 0xe4);
	assert_int_equal(sums_find(&s, "a")[0], 0xe3);
	assert_non_null(sums_find(&s, "\xc3\xbc"));
	assert_non_null(sums_find(&s, ".x.."));
	assert_null(sums_find(&s, "b"));
	assert_null(sums_find(&s, "b/c"));
	assert_null(sums_find(&s, "b/c d "));
	assert_null(sums_find(&s, ""));
	sums_free(&s);
}

static void what_is_not_such_a_list_is_refused(void **state)
{
	static const struct {
		const char *text, *why;
		size_t len; /* 0: all */
	} cases[] = {
		{"", "is empty", 0},
		{EMPTY "  a", "is cut short", 0},
		{EMPTY "  a\n" EMPTY "  b", "is cut short", 0},
		{EMPTY "  a\0b\n", "NUL", 64 + 6},
		{EMPTY "  a\n\0", "NUL", 64 + 5},
		{"\n" EMPTY "  a\n", "line 1: it does not begin", 0},
		{EMPTY "  a\n\n", "line 2: it does not begin", 0},
		{"# comment\n" EMPTY "  a\n", "line 1: it does not begin", 0},
		{"\\" EMPTY "  a\\nb\n", "escapes", 0},
		{"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855  a\n",
		 "small letters", 0},
		{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85  a\n",
		 "does not begin", 0},
		{EMPTY "0  a\n", "do not follow", 0},
		{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8 5  a\n",
		 "does not begin", 0},
		{EMPTY "\n", "does not begin", 0},
		{EMPTY " a\n", "do not follow", 0},
		{EMPTY "\t a\n", "do not follow", 0},
		{EMPTY "  \n", "no name", 0},
		{EMPTY "  /a\n", "normalized", 0},
		{EMPTY "  ../a\n", "normalized", 0},
		{EMPTY "  a/../b\n", "normalized", 0},
		{EMPTY "  a/..\n", "normalized", 0},
		{EMPTY "  ./a\n", "normalized", 0},
		{EMPTY "  a//b\n", "normalized", 0},
		{EMPTY "  a/\n", "normalized", 0},
		{EMPTY "  .\n", "normalized", 0},
		{EMPTY "  http://h/a\n", "normalized", 0},
		{EMPTY "  a\r\n", "control", 0},
		{EMPTY "  a\tb\n", "control", 0},
		{EMPTY "  a\x7f\n", "control", 0},
		{EMPTY "  a\xff\n", "UTF-8", 0},
		{EMPTY "  \xc0\xaf\n", "UTF-8", 0},
		{EMPTY "  a\xe2\x82\n", "UTF-8", 0},
		{EMPTY "  a\n" OTHER "  b\n" OTHER "  a\n", "twice", 0},
		{"SHA256 (a) = " EMPTY "\n", "does not begin", 0},
	};
	struct sums s;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(read_list(&s, cases[i].text,
					   cases[i].len ? cases[i].len : strlen(cases[i].text)),
				 -1);
		if (!strstr(err.message, cases[i].why))
			fail_msg("'%s': %s", cases[i].text, err.message);
		sums_free(&s);
	}
}

/* --- dates --------------------------------------------------------------------------- */

static void days_are_those_of_the_calendar(void **state)
{
	static const char *const bad[] = {"",		"2026-11-2",   "2026-11-266", "2026-11-00",
					  "2026-13-01", "2026-02-29",  "2100-02-29",  "1969-12-31",
					  "26-11-2026", " 2026-11-2",  "2026/11/26",  "+026-11-26",
					  "2026-+1-26", "2026-11-26x", "20261126"};

	(void)state;
	assert_int_equal(day_parse("1970-01-01"), 0);
	assert_int_equal(day_parse("2024-02-29"), 19782);
	assert_string_equal(day_print(day_parse("2026-11-26")).s, "2026-11-26");
	assert_string_equal(day_print(day_parse("9999-12-31")).s, "9999-12-31");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(day_parse(bad[i]), -1);
}

/* What is wrong with the dates of a list, "" if nothing is. */
static const char *dated(const char *first, const char *second, const char *since,
			 const char *clock)
{
	static char said[sizeof(err.message)];
	struct bytes b = {0};
	struct sums s;

	bytes_printf(&b, EMPTY "  x\n");
	if (*first)
		bytes_printf(&b, EMPTY "  %s\n", first);
	if (*second)
		bytes_printf(&b, EMPTY "  %s\n", second);
	err = (struct error){0};
	assert_int_equal(sums_read(&s, &b, "list", &err), 0);
	/* one second before the next day */
	fresh_check(&s, day_parse(since), (day_parse(clock) + 1) * DAY_SECONDS - 1, "list", &err);
	sums_free(&s);
	strcpy(said, err.message);
	return said;
}

static void a_list_is_taken_between_two_days(void **state)
{
	(void)state;
	assert_string_equal(
		dated("SIGNED-2026-11-26", "BEST-BEFORE-2026-12-01", "2026-11-26", "2026-11-30"),
		"");
	assert_string_equal(dated("SIGNED-2026-11-26", "", "2026-11-26", "2050-01-01"), "");
	assert_string_equal(dated("BEST-BEFORE-2026-12-01", "", "none", "2026-11-30"), "");
	assert_string_equal(dated("", "", "none", "2026-11-30"), "");
	assert_string_equal(
		dated("SIGNED-2026-11-26", "BEST-BEFORE-2026-12-01", "2026-11-26", "2026-12-01"),
		"was good until 2026-12-01, and the clock says 2026-12-01: sign it again");
	/* the later one does not help */
	assert_non_null(strstr(
		dated("BEST-BEFORE-2026-12-01", "BEST-BEFORE-2027-12-01", "none", "2026-12-02"),
		"good until 2026-12-01"));
	assert_non_null(strstr(
		dated("SIGNED-2026-11-25", "BEST-BEFORE-2026-12-01", "2026-11-26", "2026-11-27"),
		"was signed on 2026-11-25, and no list is taken that is older than 2026-11-26"));
	assert_non_null(strstr(dated("BEST-BEFORE-2026-12-01", "", "2026-11-26", "2026-11-27"),
			       "does not say when it was signed"));
	/* a clock that is wrong is seen as such */
	assert_non_null(strstr(
		dated("SIGNED-2026-11-26", "BEST-BEFORE-2026-11-26", "2026-11-26", "1970-01-02"),
		"(the clock says 1970-01-02, which cannot be)"));
	assert_string_equal(
		dated("SIGNED-2026-11-26", "BEST-BEFORE-2026-11-27", "2026-11-26", "1970-01-02"),
		"");
	assert_non_null(strstr(dated("BEST-BEFORE-tomorrow", "", "none", "2026-11-27"),
			       "does not end in a date"));
	assert_non_null(strstr(dated("SIGNED-2026-11-26", "SIGNED-", "none", "2026-11-27"),
			       "does not end in a date"));
	assert_non_null(strstr(dated("BEST-BEFORE-2026-12-01/x", "", "none", "2026-11-27"),
			       "does not end in a date"));
}

/* --- signatures ---------------------------------------------------------------------- */

static int check(const char *keys, const char *text, const unsigned char *signature, size_t len)
{
	struct bytes t = {(unsigned char *)text, strlen(text), 0};
	struct bytes s = {(unsigned char *)signature, len, 0};

	err = (struct error){0};
	return signature_check(keys, "keys", &t, &s, &err);
}
#define CHECK(keys, text, signature) check(keys, text, signature, sizeof(signature))

static const char *all_keys(void)
{
	static char keys[4096];

	snprintf(keys, sizeof(keys), "%s(a text)\n%s%s", p256_key, p384_key, rsa_key);
	return keys;
}

static void each_kind_of_key_has_its_signature(void **state)
{
	(void)state;
	assert_int_equal(CHECK(p256_key, "text\n", p256_sha256), 0);
	assert_int_equal(CHECK(p384_key, "text\n", p384_sha384), 0);
	assert_int_equal(CHECK(rsa_key, "text\n", rsa_sha512), 0);
	/* any of several keys */
	assert_int_equal(CHECK(all_keys(), "text\n", p256_sha256), 0);
	assert_int_equal(CHECK(all_keys(), "text\n", p384_sha384), 0);
	assert_int_equal(CHECK(all_keys(), "text\n", rsa_sha512), 0);
}

static void a_signature_is_of_one_key_and_one_text(void **state)
{
	unsigned char bad[512];

	(void)state;
	assert_int_equal(CHECK(p384_key, "text\n", p256_sha256), -1);
	assert_string_equal(err.message, "none of its keys has signed");
	assert_int_equal(CHECK(p256_key, "text\n", p384_sha384), -1);
	assert_int_equal(CHECK(p256_key, "text\n", rsa_sha512), -1);
	assert_int_equal(CHECK(all_keys(), "text", p256_sha256), -1);
	assert_int_equal(CHECK(all_keys(), "text\n\n", rsa_sha512), -1);
	assert_int_equal(CHECK(all_keys(), "", p384_sha384), -1);
	assert_int_equal(check(all_keys(), "text\n", p256_sha256, 0), -1);
	assert_int_equal(check(all_keys(), "text\n", p256_sha256, sizeof(p256_sha256) - 1), -1);
	assert_int_equal(check(all_keys(), "text\n", rsa_sha512, sizeof(rsa_sha512) - 1), -1);
	/* each byte counts, and none may follow */
	for (size_t i = 0; i < sizeof(p256_sha256); i++) {
		memcpy(bad, p256_sha256, sizeof(p256_sha256));
		bad[i] ^= 1;
		assert_int_equal(check(p256_key, "text\n", bad, sizeof(p256_sha256)), -1);
	}
	memcpy(bad, p256_sha256, sizeof(p256_sha256));
	bad[sizeof(p256_sha256)] = 0;
	assert_int_equal(check(p256_key, "text\n", bad, sizeof(p256_sha256) + 1), -1);
	/* the same numbers, written in another way */
	memcpy(bad, "\x30\x81\x45", 3);
	memcpy(bad + 3, p256_sha256 + 2, sizeof(p256_sha256) - 2);
	assert_int_equal(check(p256_key, "text\n", bad, sizeof(p256_sha256) + 1), -1);
	memcpy(bad, "\x30\x46\x02\x21\0", 5);
	memcpy(bad + 5, p256_sha256 + 4, sizeof(p256_sha256) - 4);
	assert_int_equal(check(p256_key, "text\n", bad, sizeof(p256_sha256) + 1), -1);
	/* r and s that are zero */
	assert_int_equal(
		check(p256_key, "text\n", (const unsigned char *)"\x30\x06\x02\x01\0\x02\x01\0", 8),
		-1);
}

/* What is said of keys that are not to be used, though one of them has signed. */
static const char *refused(const char *other)
{
	static char keys[4096];

	snprintf(keys, sizeof(keys), "%s%s", p256_key, other);
	assert_int_equal(CHECK(keys, "text\n", p256_sha256), -1);
	return err.message;
}

static void keys_that_cannot_be_used_are_not_left_out(void **state)
{
	(void)state;
	assert_string_equal(refused(small_rsa_key), "key 2 is an RSA key of less than 2048 bits");
	assert_non_null(strstr(refused(p521_key), "key 2 "));
	assert_string_equal(refused("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
			    "key 2 cannot be read");
	assert_string_equal(refused("-----BEGIN PUBLIC KEY-----\nAAAA\n"), "key 2 cannot be read");
	assert_string_equal(
		refused("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
		"key 2 cannot be read");
	assert_string_equal(
		refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
		"key 2 cannot be read");
	assert_int_equal(CHECK("", "text\n", p256_sha256), -1);
	assert_string_equal(err.message, "has no public key in it");
}

/* --- names --------------------------------------------------------------------------- */

static void a_url_has_a_name_in_the_list(void **state)
{
	static const struct {
		const char *base, *url, *name;
	} cases[] = {
		{"tftp://10.0.0.1/", "tftp://10.0.0.1/a/b", "a/b"},
		{"tftp://10.0.0.1/boot/", "tftp://10.0.0.1/boot//a/./b", "a/b"},
		{"tftp://10.0.0.1/boot/", "tftp://10.0.0.1:69/boot/a%20b;c", "a%20b;c"},
		{"http://h/s/", "http://H:80/s/a%20b/%c3%bc", "a b/\xc3\xbc"},
		{"http://h/s/", "http://user:word@h/s/a?b", "a?b"},
		{"http://h/s/", "http://h/s/a%2fb", NULL},
		{"http://h/s/", "http://h/s/a%00b", NULL},
		{"http://h/s/", "http://h/s/../a", "../a"},
		{"http://h/s/", "http://h/s/%2e%2e", ".."},
		{"http://h/s/", "http://h/s/a%2", "a%2"},
		{"http://h/s/", "http://h/t/a", "http:/h/t/a"},
		{"http://h/s/", "https://h/s/a", "https:/h/s/a"},
		{"http://h/s/", "http://h:8080/s/a", "http:/h:8080/s/a"},
		{"http://h/s/", "http://u@h:8080/s/a", "http:/h:8080/s/a"},
		{"http://h/s/", "http://hh/s/a", "http:/hh/s/a"},
		{"http://h/s/", "gopher://h/s/a", NULL},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct signed_tree t = {.arena = &arena, .base = cases[i].base};
		const char *name = signed_tree_name(&t, cases[i].url);

		if (cases[i].name && name)
			assert_string_equal(name, cases[i].name);
		else
			assert_ptr_equal(name, cases[i].name);
	}
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_gives_the_hash_of_a_name),
		cmocka_unit_test(what_is_not_such_a_list_is_refused),
		cmocka_unit_test(days_are_those_of_the_calendar),
		cmocka_unit_test(a_list_is_taken_between_two_days),
		cmocka_unit_test(each_kind_of_key_has_its_signature),
		cmocka_unit_test(a_signature_is_of_one_key_and_one_text),
		cmocka_unit_test(keys_that_cannot_be_used_are_not_left_out),
		cmocka_unit_test(a_url_has_a_name_in_the_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
