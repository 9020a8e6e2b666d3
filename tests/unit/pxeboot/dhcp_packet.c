// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lease/dhcp_packet.h"

enum { DHCP = 28, SNAME = DHCP + 44, FILE_NAME = DHCP + 108, OPTIONS = DHCP + 240 };

static const uint8_t mac[6] = {0x52, 0x54, 0, 0xab, 0xcd, 0xe0};
static uint8_t packet[1500];
static size_t length;
static struct dhcp_packet p;
static struct bytes out;

static void set16(size_t at, size_t v)
{
	packet[at] = (uint8_t)(v >> 8);
	packet[at + 1] = (uint8_t)v;
}

static void add(uint8_t code, const void *data, size_t len)
{
	packet[length++] = code;
	packet[length++] = (uint8_t)len;
	memcpy(packet + length, data, len);
	length += len;
}

/* An offer of 10.99.0.3 without any option but its type and server */
static void begin(void)
{
	memset(packet, 0, sizeof(packet));
	packet[0] = 0x45;
	packet[9] = 17;
	set16(22, 68);
	packet[DHCP] = 2;
	packet[DHCP + 2] = 6;
	memcpy(packet + DHCP + 20, "\12\143\0\3", 4);
	memcpy(packet + DHCP + 28, mac, 6);
	memcpy(packet + DHCP + 236, "\143\202Sc", 4);
	length = OPTIONS;
	add(53, "\2", 1);
	add(54, "\12\143\0\4", 4);
}

static bool parse(void)
{
	set16(24, length - 20);
	return dhcp_offer(&p, packet, length, mac);
}

static const char *lines(void)
{
	bytes_free(&out);
	assert_int_equal(dhcp_print(&p, &out), 0);
	return out.data ? (const char *)out.data : "";
}

static int teardown(void **state)
{
	(void)state;
	bytes_free(&out);
	return 0;
}

static void an_offer_is_printed_as_a_lease(void **state)
{
	(void)state;
	begin();
	strcpy((char *)packet + SNAME, "boot.example.org");
	strcpy((char *)packet + FILE_NAME, "pxelinux.0");
	add(66, "10.0.0.9\0", 9);
	add(67, "x/pxelinux.0", 12);
	add(43, "\321\2ab", 4);
	add(150, "\12\0\0\1", 4);
	add(209, "my.cfg", 6);
	add(210, "sub/", 4);
	add(211, "\0\0\1\54", 4);
	packet[length++] = 255;
	assert_true(parse());
	assert_int_equal(dhcp_server(&p), 0x0a630004);
	assert_string_equal(lines(), "siaddr=10.99.0.3\nsname=boot.example.org\n"
				     "boot_file=pxelinux.0\nserverid=10.99.0.4\ntftp=10.0.0.9\n"
				     "bootfile=x/pxelinux.0\nopt43=d1026162\nopt150=0a000001\n"
				     "opt209=my.cfg\nopt210=sub/\nopt211=300\n");
}

static void fields_may_have_options(void **state)
{
	(void)state;
	begin();
	add(52, "\3", 1);
	add(210, "http://a/", 9);
	memcpy(packet + FILE_NAME, "\103\3pxe\322\2b/\377", 10);
	memcpy(packet + SNAME, "\322\2c/\377", 5);
	assert_true(parse());
	/* in three pieces: options, file, sname (RFC 3396) */
	assert_string_equal(lines(), "siaddr=10.99.0.3\nserverid=10.99.0.4\nbootfile=pxe\n"
				     "opt210=http://a/b/c/\n");
}

static void a_forged_line_is_refused(void **state)
{
	(void)state;
	begin();
	strcpy((char *)packet + FILE_NAME, "a\nsiaddr=6.6.6.6");
	add(209, "x\33[2J", 5);
	assert_true(parse());
	assert_string_equal(lines(), "siaddr=10.99.0.3\nrefused=boot_file\nserverid=10.99.0.4\n"
				     "refused=opt209\n");
}

static void others_are_not_heard(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} cases[] = {{0, 0x65},	      {0, 0x44},	{9, 6},		{6, 0x20},
		     {23, 67},	      {DHCP, 1},	{DHCP + 2, 16}, {DHCP + 28, 0},
		     {DHCP + 236, 0}, {OPTIONS + 2, 5}, {OPTIONS, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		begin();
		set16(24, length - 20);
		packet[cases[i].at] = cases[i].value;
		assert_false(dhcp_offer(&p, packet, length, mac));
	}
}

static void cut_at_every_length_nothing_behind_it_is_read(void **state)
{
	(void)state;
	begin();
	add(67, "pxelinux.0", 10);
	add(43, "\321\2ab", 4);
	set16(24, length - 20);
	for (size_t n = 0; n <= length; n++) {
		uint8_t *copy = malloc(n ? n : 1);

		assert_non_null(copy);
		memcpy(copy, packet, n);
		assert_int_equal(dhcp_offer(&p, copy, n, mac), n == length);
		/* the same with a header that tells the truth */
		if (n >= OPTIONS) {
			copy[24] = (uint8_t)((n - 20) >> 8);
			copy[25] = (uint8_t)(n - 20);
			if (dhcp_offer(&p, copy, n, mac))
				lines();
		}
		free(copy);
	}
}

static void an_endless_option_is_bounded(void **state)
{
	char text[255];

	(void)state;
	memset(text, 'a', sizeof(text));
	begin();
	for (int i = 0; i < 5; i++)
		add(210, text, 200);
	assert_true(parse());
	assert_int_equal(strlen(lines()),
			 strlen("siaddr=10.99.0.3\nserverid=10.99.0.4\nopt210=\n") + 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(an_offer_is_printed_as_a_lease, teardown),
		cmocka_unit_test_teardown(fields_may_have_options, teardown),
		cmocka_unit_test_teardown(a_forged_line_is_refused, teardown),
		cmocka_unit_test(others_are_not_heard),
		cmocka_unit_test_teardown(cut_at_every_length_nothing_behind_it_is_read, teardown),
		cmocka_unit_test_teardown(an_endless_option_is_bounded, teardown),
	};

	return cmocka_run_group_tests_name("pxeboot/dhcp_packet", tests, NULL, NULL);
}
