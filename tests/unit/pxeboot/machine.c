// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "search.h"

static struct arena arena;
static struct machine machine;

static int setup(void **state)
{
	(void)state;
	machine_init(&machine);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void sysinfo(const char *s, size_t len)
{
	struct bytes b = {0};

	assert_int_equal(bytes_append(&b, s, len), 0);
	machine_sysinfo(&machine, &arena, &b);
	bytes_free(&b);
}

static void addresses_have_names(void **state)
{
	(void)state;
	assert_string_equal(machine_mac_name(&arena, "02:CA:fe:ba:be:42"), "01-02-ca-fe-ba-be-42");
	assert_null(machine_mac_name(&arena, "02:ca:fe:ba:be"));
	assert_null(machine_mac_name(&arena, "02:ca:fe:ba:be:42:00"));
	assert_null(machine_mac_name(&arena, "02:ca:fe:ba:be:4/"));
	assert_string_equal(machine_ip_name(&arena, "10.0.2.15"), "0A00020F");
	assert_null(machine_ip_name(&arena, "10.0.2.256"));
	assert_null(machine_ip_name(&arena, "10.0.2"));
	assert_null(machine_ip_name(&arena, "10.0.2.1.1"));
	assert_string_equal(machine_uuid_name(&arena, "B8945908-D6A6-41A9-611D-74A6AB80B83D"),
			    "b8945908-d6a6-41a9-611d-74a6ab80b83d");
	assert_null(machine_uuid_name(&arena, "00000000-0000-0000-0000-000000000000"));
	assert_null(machine_uuid_name(&arena, "b8945908-d6a6-f1a9-611d-74a6ab80b83d"));
	assert_null(machine_uuid_name(&arena, "b8945908-d6a6-41a9-611d-74a6ab80b83d/"));
}

static void sysinfo_names_the_machine(void **state)
{
	static const char lpar[] = "Type: 8561\nLPAR Name: LP06   \n";
	static const char vm[] =
		"LPAR Name: LP06\nVM00 Name: LINUX01\nVM00 Control Program: z/VM 7\n";

	(void)state;
	sysinfo(lpar, strlen(lpar));
	assert_string_equal(machine.name, "lp06");
	assert_string_equal(machine.sysappend[3], "CPU=8561");
	machine_init(&machine);
	sysinfo(vm, strlen(vm));
	assert_string_equal(machine.name, "linux01");
}

/* A field without its end, a NUL, every byte in a value: no string that has a blank or is no name.
 */
static void sysinfo_may_be_anything(void **state)
{
	char text[64];

	for (int c = 0; c < 256; c++) {
		int n = snprintf(text, sizeof(text),
				 "Type: a%cb\nLPAR Name: c%cd\nManufacturer:", 1, 1);

		for (char *p = text; p < text + n; p++)
			if (*p == 1)
				*p = (char)c;
		setup(state);
		sysinfo(text, (size_t)n);
		machine_strings(&machine, &arena);
		for (int i = 0; i < MACHINE_SYSAPPEND; i++)
			assert_null(strpbrk(machine.sysappend[i], " \t\n"));
		assert_null(strpbrk(machine.name, "/ .\\"));
	}
	setup(state);
	sysinfo("", 0);
	assert_string_equal(machine.name, "");
}

static void the_search_has_its_order(void **state)
{
	static const char *const want[] = {"foo.cfg",
					   "pxelinux.cfg/b8945908-d6a6-41a9-611d-74a6ab80b83d",
					   "pxelinux.cfg/linux01",
					   "pxelinux.cfg/01-02-ca-fe-ba-be-42",
					   "pxelinux.cfg/0A00020F",
					   "pxelinux.cfg/0A00020",
					   "pxelinux.cfg/0A0002",
					   "pxelinux.cfg/0A000",
					   "pxelinux.cfg/0A00",
					   "pxelinux.cfg/0A0",
					   "pxelinux.cfg/0A",
					   "pxelinux.cfg/0",
					   "pxelinux.cfg/default"};
	struct search s;

	(void)state;
	machine.option209 = "foo.cfg";
	machine.uuid = "b8945908-d6a6-41a9-611d-74a6ab80b83d";
	machine.name = "linux01";
	machine.mac = "02:ca:fe:ba:be:42";
	machine.ip = "10.0.2.15";
	search_names(&s, &arena, &machine);
	assert_int_equal(s.count, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < s.count; i++)
		assert_string_equal(s.name[i], want[i]);
	machine_init(&machine);
	search_names(&s, &arena, &machine);
	assert_int_equal(s.count, 1);
	search_fallback(&s, &arena, &machine);
	assert_int_equal(s.count, 0);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(addresses_have_names),
		T(sysinfo_names_the_machine),
		T(sysinfo_may_be_anything),
		T(the_search_has_its_order),
	};

	return cmocka_run_group_tests_name("machine", tests, NULL, NULL);
}
