// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "kexec/kexec.h"
#include "kexec/segments.h"
#include "kexec/system.h"
#include "byteorder.h"
#include "s390hdr.h"

static uint8_t *kernel;
static const uint8_t initrd[5000] = {1, 2, 3};
static struct segments s;
static struct error err;

static struct segments_input image(size_t len)
{
	kernel = realloc(kernel, len);
	assert_non_null(kernel);
	memset(kernel, 0x55, len);
	if (len >= S390_CMDLINE) {
		memcpy(kernel + S390_MAGIC, "S390EP\0\1", 8);
		be64_put(kernel + S390_CMDLINE_MAX, 4096);
	}
	if (len >= S390_CMDLINE + 4)
		memcpy(kernel + S390_CMDLINE, "own", 4);
	err = (struct error){.message = ""};
	return (struct segments_input){.kernel = kernel, .kernel_len = len, .name = "k"};
}

static int teardown(void **state)
{
	(void)state;
	free(kernel);
	kernel = NULL;
	return 0;
}

static void a_kernel_alone_keeps_its_command_line(void **state)
{
	struct segments_input in = image(0x20001);

	(void)state;
	assert_int_equal(segments_make(&s, &in, &err), 0);
	assert_int_equal(s.count, 1);
	assert_int_equal(s.entry, 0x10000);
	assert_ptr_equal(s.list[0].data, kernel + 0x10000);
	assert_int_equal(s.list[0].at, 0x10000);
	assert_int_equal(s.list[0].len, 0x10001);
	assert_int_equal(s.list[0].size, 0x11000);
	assert_int_equal(s.end, 0x21000);
	assert_string_equal((char *)kernel + S390_CMDLINE, "own");
	/* what a combined image says of its ramdisk is not true any more */
	assert_int_equal(be64_get(kernel + S390_INITRD_START), 0);
	assert_int_equal(be64_get(kernel + S390_INITRD_SIZE), 0);
}

static void an_initrd_begins_at_8_mib_or_the_next_mib(void **state)
{
	static const struct {
		size_t kernel;
		uint64_t at;
	} cases[] = {{0x20000, 0x800000},
		     {0x800000, 0x800000},
		     {0x800001, 0x900000},
		     {0x8fffff, 0x900000}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct segments_input in = image(cases[i].kernel);

		in.initrd = initrd;
		in.initrd_len = sizeof(initrd);
		in.cmdline = "";
		assert_int_equal(segments_make(&s, &in, &err), 0);
		assert_int_equal(s.count, 2);
		assert_ptr_equal(s.list[1].data, initrd);
		assert_int_equal(s.list[1].at, cases[i].at);
		assert_int_equal(s.list[1].size, 8192);
		assert_int_equal(s.end, cases[i].at + 8192);
		assert_int_equal(be64_get(kernel + S390_INITRD_START), cases[i].at);
		assert_int_equal(be64_get(kernel + S390_INITRD_SIZE), sizeof(initrd));
		assert_string_equal((char *)kernel + S390_CMDLINE, "");
	}
}

static void the_command_line_has_the_kernels_limit(void **state)
{
	static const uint64_t fields[] = {0, 896, 4096};
	char line[5000];

	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		size_t room = fields[i] ? fields[i] : 896;
		struct segments_input in = image(0x20000);

		be64_put(kernel + S390_CMDLINE_MAX, fields[i]);
		memset(line, 'a', sizeof(line));
		line[room - 1] = 0;
		in.cmdline = line;
		assert_int_equal(segments_make(&s, &in, &err), 0);
		assert_int_equal(kernel[S390_CMDLINE + room - 1], 0);
		assert_int_equal(kernel[S390_CMDLINE + room], 0x55);
		line[room - 1] = 'a';
		line[room] = 0;
		assert_int_equal(segments_make(&s, &in, &err), -1);
		assert_non_null(strstr(err.message, "this kernel takes"));
	}
}

static void what_is_no_kernel_is_refused_at_every_length(void **state)
{
	struct segments_input in;

	(void)state;
	for (size_t len = 0x10000; len < 0x10480 + 4096; len += len < 0x10490 ? 1 : 97) {
		in = image(len);
		in.cmdline = "x";
		assert_int_equal(segments_make(&s, &in, &err), -1);
	}
	in = image(0x20000);
	kernel[S390_MAGIC] = 'X';
	assert_int_equal(segments_make(&s, &in, &err), -1);
	in = image(0x20000);
	be64_put(kernel + S390_CMDLINE_MAX, UINT64_MAX);
	assert_int_equal(segments_make(&s, &in, &err), -1);
	in = image(0x20000);
	in.kernel_len = S390_IMAGE_MAX;
	assert_int_equal(segments_make(&s, &in, &err), -1);
}

static void memory_is_renewed_by_code_behind_the_kernel(void **state)
{
	struct segments_input in = image(0x800000);

	(void)state;
	in.initrd = initrd;
	in.initrd_len = sizeof(initrd);
	in.renew = (uint64_t)512 << 20;
	assert_int_equal(segments_make(&s, &in, &err), 0);
	assert_int_equal(s.count, 3);
	assert_int_equal(s.entry, 0x800000);
	assert_int_equal(s.list[1].at, s.entry);
	assert_int_equal(s.list[1].len, SEGMENTS_CODE);
	assert_int_equal(be64_get(s.list[1].data + SEGMENTS_CODE - 8), (512 << 20) / 64);
	assert_int_equal(s.list[2].at, 0x900000);
}

static void memory_is_what_begins_at_0(void **state)
{
	(void)state;
	assert_int_equal(system_memory("00000000-1fffffff : System RAM\n"
				       "  00010000-00efffff : Kernel code\n"),
			 0x20000000);
	assert_int_equal(system_memory("00000000-0fffffff : System RAM\n"
				       "10000000-1fffffff : System RAM\n"
				       "30000000-3fffffff : System RAM\n"),
			 0x20000000);
	assert_int_equal(system_memory("00000000-ffffffffff : System RAM"), UINT64_C(1) << 40);
	assert_int_equal(system_memory(""), 0);
	assert_int_equal(system_memory("00000000-00000000 : System RAM\n"), 0);
	assert_int_equal(system_memory("00000000-x$(id) : System RAM\n"), 0);
	assert_int_equal(system_memory("00001000-1fffffff : System RAM\n"), 0);
	assert_int_equal(system_memory("00000000-1fffffff : Reserved\n"), 0);
}

static void qemu_says_that_it_is_the_manufacturer(void **state)
{
	(void)state;
	assert_true(system_emulated("Manufacturer:         QEMU\nType: 1\n"));
	assert_true(system_emulated("\nManufacturer:         QEMU"));
	assert_false(system_emulated("Manufacturer:         IBM\nModel: QEMU\n"));
	assert_false(system_emulated("Type:  QEMU\n"));
	assert_false(system_emulated(""));
}

static int call(const char *a, const char *b, const char *c)
{
	char name[] = "kexec";
	char *argv[] = {name, (char *)(uintptr_t)a, (char *)(uintptr_t)b, (char *)(uintptr_t)c,
			NULL};
	struct bytes out = {0};
	int ret;

	err = (struct error){.message = ""};
	optind = 0;
	ret = kexec(a ? b ? c ? 4 : 3 : 2 : 1, argv, &out, &err);
	bytes_free(&out);
	return ret;
}

static void wrong_usage_is_told(void **state)
{
	(void)state;
	assert_int_equal(call(NULL, NULL, NULL), 2);
	assert_int_equal(call("-l", NULL, NULL), 2);
	assert_string_equal(err.message, "a kernel is needed");
	assert_int_equal(call("-l", "-u", "k"), 2);
	assert_int_equal(call("-l", "a", "b"), 2);
	assert_int_equal(call("-e", "a", NULL), 2);
	assert_int_equal(call("-l", "--renew=maybe", "k"), 2);
	assert_int_equal(call("-lsc", "k", NULL), 2);
	assert_int_equal(call("--help", NULL, NULL), 0);
	assert_int_equal(call("-l", "/nowhere", NULL), 1);
	assert_string_equal(err.path, "/nowhere");
	assert_int_equal(call("-l", "/", NULL), 1);
	assert_int_equal(call("-l", "/dev/null", NULL), 1);
	assert_int_equal(call("-l", "/proc/self/exe", NULL), 1);
	assert_string_equal(err.message, "is not an s390 kernel image");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_kernel_alone_keeps_its_command_line, teardown),
		cmocka_unit_test_teardown(an_initrd_begins_at_8_mib_or_the_next_mib, teardown),
		cmocka_unit_test_teardown(the_command_line_has_the_kernels_limit, teardown),
		cmocka_unit_test_teardown(what_is_no_kernel_is_refused_at_every_length, teardown),
		cmocka_unit_test_teardown(memory_is_renewed_by_code_behind_the_kernel, teardown),
		cmocka_unit_test(memory_is_what_begins_at_0),
		cmocka_unit_test(qemu_says_that_it_is_the_manufacturer),
		cmocka_unit_test(wrong_usage_is_told),
	};

	return cmocka_run_group_tests_name("pxeboot/kexec", tests, NULL, NULL);
}
