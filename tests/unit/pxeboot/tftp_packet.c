// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/tftp_packet.h"

#define BYTES(s) (const uint8_t *)(s), sizeof(s) - 1

static const struct tftp_options asked = {1468, 16, 0};

static void requests_are_those_of_the_rfcs(void **state)
{
	static const char plain[] = "\0\1a/k\0octet";
	static const char full[] = "\0\1a/k\0octet\0blksize\0"
				   "1468\0tsize\0"
				   "0\0timeout\0"
				   "1\0windowsize\0"
				   "16";
	uint8_t buf[TFTP_REQUEST];

	(void)state;
	assert_int_equal(tftp_request(buf, "a/k", NULL), sizeof(plain));
	assert_memory_equal(buf, plain, sizeof(plain));
	assert_int_equal(tftp_request(buf, "a/k", &asked), sizeof(full));
	assert_memory_equal(buf, full, sizeof(full));
}

static void requests_have_512_bytes_at_most(void **state)
{
	char path[600];
	uint8_t *buf = malloc(TFTP_REQUEST);
	size_t longest[2] = {0, 0};

	(void)state;
	for (size_t len = 0; len < sizeof(path); len++)
		for (int i = 0; i < 2; i++) {
			size_t n;

			memset(path, 'x', len);
			path[len] = 0;
			n = tftp_request(buf, path, i ? &asked : NULL);
			assert_true(n <= TFTP_REQUEST);
			if (n)
				longest[i] = len;
		}
	assert_int_equal(longest[0], 512 - 2 - 1 - 6);
	assert_int_equal(longest[1], 512 - 2 - 1 - 6 - 13 - 8 - 10 - 14);
	free(buf);
}

static void packets_are_told_apart(void **state)
{
	struct tftp_packet p;

	(void)state;
	assert_true(tftp_parse(&p, BYTES("\0\3\1\2abc")));
	assert_int_equal(p.opcode, TFTP_DATA);
	assert_int_equal(p.number, 0x102);
	assert_int_equal(p.len, 3);
	assert_true(tftp_parse(&p, BYTES("\0\3\1\2")));
	assert_int_equal(p.len, 0);
	assert_true(tftp_parse(&p, BYTES("\0\5\0\1")));
	assert_true(tftp_parse(&p, BYTES("\0\6")));
	assert_int_equal(p.len, 0);
	assert_false(tftp_parse(&p, BYTES("\0\3\1")));
	assert_false(tftp_parse(&p, BYTES("\0\5\0")));
	assert_false(tftp_parse(&p, BYTES("\0")));
	assert_false(tftp_parse(&p, BYTES("")));
	/* requests, acknowledgements and what is none of TFTP's */
	assert_false(tftp_parse(&p, BYTES("\0\1x\0octet\0")));
	assert_false(tftp_parse(&p, BYTES("\0\4\0\1")));
	assert_false(tftp_parse(&p, BYTES("\1\3\0\1")));
	assert_false(tftp_parse(&p, BYTES("\0\7\0\1")));
}

static bool agree(const void *options, size_t len, struct tftp_options *o)
{
	/* memory that ends where they do */
	uint8_t *copy = malloc(len ? len : 1);
	const struct tftp_packet p = {TFTP_OACK, 0, copy, len};
	bool ret;

	memcpy(copy, options, len);
	ret = tftp_agree(o, &asked, &p);
	free(copy);
	return ret;
}

static void options_are_agreed_on(void **state)
{
	struct tftp_options o;

	(void)state;
	assert_true(agree(BYTES("BlkSize\0001024\0tsize\000123456789012\0windowsize\0004\0"), &o));
	assert_int_equal(o.blksize, 1024);
	assert_int_equal(o.tsize, 123456789012);
	assert_int_equal(o.windowsize, 4);
	assert_true(agree(BYTES(""), &o));
	assert_int_equal(o.blksize, 512);
	assert_int_equal(o.windowsize, 1);
	assert_int_equal(o.tsize, 0);
	assert_true(agree(BYTES("multicast\0x\0timeout\0003\0"), &o));
}

static void senseless_options_are_refused(void **state)
{
	static const char *const bad[] = {
		"blksize=1469", "blksize=7",
		"blksize=0",	"blksize=",
		"blksize=many", "blksize=-512",
		"blksize= 8",	"windowsize=17",
		"windowsize=0", "windowsize=1x",
		"tsize=-1",	"tsize=",
		"tsize=0x10",	"tsize=99999999999999999999",
	};
	struct tftp_options o;
	char text[80];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		size_t len = strlen(bad[i]) + 1;

		memcpy(text, bad[i], len);
		*strchr(text, '=') = 0;
		assert_false(agree(text, len, &o));
	}
}

static void options_are_whole_or_refused(void **state)
{
	static const char whole[] = "blksize\0001024\0windowsize\0004\0tsize\0009";
	struct tftp_options o;

	(void)state;
	for (size_t len = 0; len <= sizeof(whole); len++) {
		bool boundary = !len || len == 13 || len == 26 || len == sizeof(whole);

		assert_int_equal(agree(whole, len, &o), boundary);
	}
}

static void errors_have_a_clean_text(void **state)
{
	static const struct {
		const char *packet;
		size_t len;
		const char *text;
	} cases[] = {
		{"\0\5\0\1gone\0rest", 13, "gone"},
		{"\0\5\0\1not ended", 13, "not ended"},
		{"\0\5\0\6\0", 5, "File already exists"},
		{"\0\5\0\2", 4, "Access violation"},
		{"\0\5\3\347", 4, ""},
		{"\0\5\0\1\33[2J\r\n\302\233", 12, "\\x1b[2J\\x0d\\x0a\\xc2\\x9b"},
	};
	char out[4 * TFTP_TEXT + 1];
	uint8_t huge[2000] = {0, 5, 0, 1};
	struct tftp_packet p;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint8_t *copy = malloc(cases[i].len);

		memcpy(copy, cases[i].packet, cases[i].len);
		assert_true(tftp_parse(&p, copy, cases[i].len));
		tftp_error_text(&p, out);
		assert_string_equal(out, cases[i].text);
		free(copy);
	}
	memset(huge + 4, '\33', sizeof(huge) - 4);
	assert_true(tftp_parse(&p, huge, sizeof(huge)));
	tftp_error_text(&p, out);
	assert_int_equal(strlen(out), 4 * TFTP_TEXT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requests_are_those_of_the_rfcs),
		cmocka_unit_test(requests_have_512_bytes_at_most),
		cmocka_unit_test(packets_are_told_apart),
		cmocka_unit_test(options_are_agreed_on),
		cmocka_unit_test(senseless_options_are_refused),
		cmocka_unit_test(options_are_whole_or_refused),
		cmocka_unit_test(errors_have_a_clean_text),
	};

	return cmocka_run_group_tests_name("tftp_packet", tests, NULL, NULL);
}
