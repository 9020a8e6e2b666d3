// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "boot/initrd_check.h"
#include "boot/ins.h"
#include "boot/kernel_file.h"
#include "byteorder.h"
#include "s390hdr.h"

enum { KERNEL = 0x28000, VERSION_AT = 0x20000 };

static struct arena arena;
static uint8_t file[KERNEL + 8192];

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* A kernel that says its VERSION ("": none), of KERNEL bytes. */
static void kernel(const char *version)
{
	memset(file, 'x', sizeof(file));
	memcpy(file + S390_MAGIC, "S390EP\0\1", 8);
	memset(file + 0x10400, 0, S390_CMDLINE - 0x10400);
	be64_put(file + S390_CMDLINE_MAX, 4096);
	memset(file + S390_CMDLINE, 0, 4096);
	strcpy((char *)file + S390_CMDLINE, "own words\nmore");
	if (*version) {
		be64_put(file + S390_VERSION_PTR, VERSION_AT);
		strcpy((char *)file + VERSION_AT, version);
	}
	memcpy(file + KERNEL - 8, "\0\0\0 zIPL", 8);
}

static struct kernel_file look(size_t len)
{
	struct kernel_file k;

	kernel_file_look(&k, &arena, file, len);
	return k;
}

static void a_kernel_and_what_it_says(void **state)
{
	struct kernel_file k;

	(void)state;
	kernel("6.1.0-1-s390x (you@there) #1");
	k = look(KERNEL);
	assert_null(k.why);
	assert_string_equal(k.version, "6.1.0-1-s390x");
	assert_int_equal(k.cmdline_max, 4096);
	assert_int_equal(k.ramdisk_size, 0);
	assert_string_equal(kernel_file_cmdline(&k, &arena, file, KERNEL), "own words");
	kernel("");
	be64_put(file + S390_CMDLINE_MAX, 0);
	k = look(KERNEL);
	assert_null(k.why);
	assert_string_equal(k.version, "");
	assert_int_equal(k.cmdline_max, 896);
	/* a version that no console should see */
	kernel("6\033[2J");
	assert_string_equal(look(KERNEL).version, "");
}

static void the_end_of_a_kernel(void **state)
{
	static const char signature[] = "~Module signature appended~\n";

	(void)state;
	kernel("6.1.0");
	assert_string_equal(
		look(KERNEL - 1).why,
		"it is kernel 6.1.0, but its end is missing after 163839 bytes (or it is "
		"padded): the file is damaged");
	memcpy(file + KERNEL + 100 - 28, signature, 28);
	assert_null(look(KERNEL + 100).why);
	memset(file + KERNEL - 100, 0, 100);
	assert_null(look(KERNEL).why);
	assert_string_equal(look(KERNEL - 1).why,
			    "it is kernel 6.1.0, but its end is missing: the file is damaged");
	kernel("5.10.0");
	assert_null(look(KERNEL - 1).why);
	/* the ramdisk behind it has an end of its own */
	kernel("6.1.0");
	be64_put(file + S390_INITRD_START, KERNEL);
	be64_put(file + S390_INITRD_SIZE, 5);
	assert_null(look(KERNEL + 5).why);
	assert_int_equal(look(KERNEL + 5).ramdisk_at, KERNEL);
	assert_int_equal(look(KERNEL + 5).ramdisk_size, 5);
	assert_string_equal(look(KERNEL + 4).why,
			    "the ramdisk inside it should end at byte 163845, "
			    "but the file has 163844: it is cut short");
}

static void a_kernel_that_is_cut_or_damaged(void **state)
{
	static const char bad[] =
		"its boot parameter area holds impossible numbers, the file is damaged";

	(void)state;
	kernel("6.1.0");
	assert_string_equal(look(100000).why,
			    "it is an s390 kernel, but cut short: 100000 bytes, and "
			    "its version should be at byte 131072");
	assert_string_equal(look(66000).why,
			    "it is an s390 kernel, but cut short: only 66000 bytes");
	be64_put(file + S390_CMDLINE_MAX, 0x7fffffff);
	assert_string_equal(look(KERNEL).why, bad);
	kernel("6.1.0");
	be64_put(file + S390_INITRD_START, UINT64_MAX);
	be64_put(file + S390_INITRD_SIZE, UINT64_MAX);
	assert_string_equal(look(KERNEL).why, bad);
	kernel("6.1.0");
	be64_put(file + S390_VERSION_PTR, UINT64_MAX);
	assert_string_equal(look(KERNEL).why, bad);
	/* inside of the parameter area */
	kernel("6.1.0");
	be64_put(file + S390_INITRD_START, 0x10500);
	be64_put(file + S390_INITRD_SIZE, 16);
	assert_non_null(look(KERNEL).why);
}

static const struct {
	const char *head;
	size_t head_len, at, len;
	const char *kernel, *initrd; /* why it is none; NULL: it can be one */
} kinds[] = {
#define H(s) s, sizeof(s) - 1
	{H(""), 0, 0, "it is empty", "it is empty"},
	{H("<!DOCTYPE html>"), 0, 100,
	 "it is an HTML page, most likely an error page of the server",
	 "it is an HTML page, most likely an error page of the server"},
	{H("<html>"), 0, 100, "it is an HTML page, most likely an error page of the server",
	 "it is an HTML page, most likely an error page of the server"},
	{H("<HEAD>"), 0, 100, "it is an HTML page, most likely an error page of the server",
	 "it is an HTML page, most likely an error page of the server"},
	{H("<?xml version"), 0, 100, "it is an HTML page, most likely an error page of the server",
	 "it is an HTML page, most likely an error page of the server"},
	{H("MZ"), 0, 70000, "it is a kernel for a PC, not for s390x",
	 "it is a kernel for another architecture, not an initrd"},
	{H("HdrS"), 514, 70000, "it is a kernel for a PC, not for s390x",
	 "it is a kernel for another architecture, not an initrd"},
	{H("ARMd"), 56, 70000, "it is a kernel for ARM, not for s390x",
	 "it is a kernel for another architecture, not an initrd"},
	{H("\177ELF"), 0, 70000,
	 "it is an ELF file; the bootable form of the kernel is arch/s390/boot/bzImage",
	 "it is an ELF file, not an initrd"},
	{H("\037\213\010"), 0, 70000, "it is compressed with gzip: unpack it on the server", NULL},
	{H("\3757zXZ\0"), 0, 70000, "it is compressed with xz: unpack it on the server",
	 "the end of the xz stream is missing after 70000 bytes: the file is cut short or damaged"},
	{H("\050\265\057\375"), 0, 70000, "it is compressed with zstd: unpack it on the server",
	 NULL},
	{H("\002\041\114\030"), 0, 4, "it is compressed with lz4: unpack it on the server", NULL},
	{H("BZh9"), 0, 70000, "it is compressed with bzip2: unpack it on the server", NULL},
	{H("\135\0\0"), 0, 70000, "it is compressed with lzma: unpack it on the server", NULL},
	{H("\211LZO"), 0, 70000, "it is compressed with lzo: unpack it on the server", NULL},
	{H("070701"), 0, 70000, "it is a cpio archive, an initrd most likely", NULL},
	{H("* a comment\n"), 0, 100, "it is an .ins file", NULL},
	{H("\0\0\0\0"), 0, 70000, "it is not an s390 kernel (no S390EP at byte 65544)", NULL},
	{H("something"), 0, 70000, "it is not an s390 kernel (no S390EP at byte 65544)", NULL},
	{H("something"), 0, 5000, "it is not an s390 kernel: only 5000 bytes", NULL},
	{H("S390EP"), S390_MAGIC, 70000, NULL, "it is an s390 kernel, not an initrd"},
};

static void what_is_sent_in_place_of_a_kernel_or_an_initrd(void **state)
{
	struct initrd_check c;

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		memset(file, 'x', sizeof(file));
		memcpy(file + kinds[i].at, kinds[i].head, kinds[i].head_len);
		if (kinds[i].kernel)
			assert_string_equal(look(kinds[i].len).why, kinds[i].kernel);
		initrd_check(&c, &arena, file, kinds[i].len);
		if (kinds[i].initrd)
			assert_string_equal(c.why, kinds[i].initrd);
		else
			assert_null(c.why);
	}
	initrd_check(&c, &arena, (const uint8_t *)"some words, no archive", 22);
	assert_non_null(strstr(c.doubt, "not a cpio archive"));
}

static struct initrd_check initrd(const void *data, size_t len)
{
	struct initrd_check c;

	initrd_check(&c, &arena, data, len);
	return c;
}

static void the_end_of_an_initrd(void **state)
{
	uint8_t *f = file;

	(void)state;
	memset(f, 0, sizeof(file));
	memcpy(f, "070701", 6);
	assert_non_null(strstr(initrd(f, 5000).doubt, "trailer"));
	memcpy(f + 4000, "TRAILER!!!", 10);
	assert_null(initrd(f, 5000).doubt);
	/* xz: its end, its padding, another archive that follows */
	memset(f, 'x', sizeof(file));
	memcpy(f, "\3757zXZ", 6);
	memcpy(f + 998, "YZ", 2);
	assert_null(initrd(f, 1000).why);
	assert_non_null(strstr(initrd(f, 999).why, "cut short"));
	memset(f + 1000, 0, 4);
	for (size_t n = 1; n <= 4; n++)
		assert_null(initrd(f, 1000 + n).why);
	memcpy(f + 2000, "\0\2\0\0", 4);
	assert_null(initrd(f, 2004).why);
	/* gzip: the length of an archive at the end, zeros, or only unpacking tells */
	memset(f, 'x', sizeof(file));
	memcpy(f, "\037\213", 2);
	assert_true(initrd(f, 3000).unpack);
	memcpy(f + 2996, "\0\2\1\0", 4);
	assert_false(initrd(f, 3000).unpack);
	memset(f + 2996, 0, 4);
	assert_false(initrd(f, 3000).unpack);
}

static size_t chunk(size_t at, uint32_t len)
{
	for (unsigned int i = 0; i < 4; i++)
		file[at + i] = (uint8_t)(len >> (8 * i));
	return at + 4 + len;
}

static void lz4_is_a_row_of_chunks(void **state)
{
	size_t at, two;

	(void)state;
	memset(file, 'x', sizeof(file));
	memcpy(file, "\002\041\114\030", 4);
	at = chunk(chunk(4, 70000), 300);
	assert_null(initrd(file, at).why);
	assert_non_null(strstr(initrd(file, at - 1).why, "cut short"));
	assert_non_null(strstr(initrd(file, at - 302).why, "cut short"));
	/* another archive, or padding */
	assert_null(initrd(file, at + 100).why);
	memset(file + at, 0, 512);
	assert_null(initrd(file, at + 512).why);
	/* another one of the same kind */
	memcpy(file + at, "\002\041\114\030", 4);
	two = chunk(at + 4, 500);
	assert_null(initrd(file, two).why);
	assert_non_null(initrd(file, two - 100).why);
}

static struct ins ins(const char *name, const char *text)
{
	struct bytes b = {(unsigned char *)(uintptr_t)text, strlen(text), 0};
	struct ins s;

	ins_parse(&s, &arena, name, &b);
	return s;
}

static void an_ins_file(void **state)
{
	struct ins s =
		ins("d/agent.s390x-generic.ins",
		    "* comment\r\n# another\n\nkernel.img 0x00000000\r\ninitrd.img 0x02000000\n"
		    "generic.prm 0x00010480\ninitrd.addrsize 0x00010408\nx 0x1041c");

	(void)state;
	assert_string_equal(s.kernel, "d/kernel.img");
	assert_string_equal(s.ramdisk, "d/initrd.img");
	assert_string_equal(s.parameters, "d/generic.prm");
	assert_null(s.ignored);
	assert_string_equal(ins_elsewhere(&s, &arena, "d/images/kernel.img", 0), "d/kernel.img");
	assert_string_equal(ins_elsewhere(&s, &arena, "d/images/kernel.img", 1),
			    "d/agent.s390x-kernel.img");
	assert_null(ins_elsewhere(&s, &arena, "d/images/kernel.img", 2));
	assert_string_equal(ins_elsewhere(&s, &arena, "d/kernel.img", 0),
			    "d/agent.s390x-kernel.img");
	s = ins("http://h/x.ins", "k 00000000\nr 33554432");
	assert_string_equal(s.kernel, "http://h/k");
	assert_string_equal(s.ramdisk, "http://h/r");
	assert_null(s.parameters);
	assert_null(ins_elsewhere(&s, &arena, "http://h/k", 0));
	s = ins("10.0.0.1::x.ins", "k 0");
	assert_string_equal(s.kernel, "10.0.0.1::k");
	s = ins("x.ins", "k 0");
	assert_string_equal(s.kernel, "k");
}

static void addresses_that_are_none(void **state)
{
	static const char *const bad[] = {
		"", "0x", "x", "-1", "1f", "0x1g", "+5", "0x100000000000", "0x0x0", " "};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct ins s = ins("x.ins", arena_printf(&arena, "r %s\nk 0\n", bad[i]));

		assert_non_null(s.ignored);
		assert_null(s.ramdisk);
		assert_string_equal(s.kernel, "k");
	}
}

static const char *parameters(const char *text, size_t len)
{
	struct bytes b = {(unsigned char *)(uintptr_t)text, len, 0};

	return ins_parameters(&arena, &b);
}

static void a_parameter_file(void **state)
{
	(void)state;
	assert_string_equal(parameters("", 0), "");
	assert_string_equal(parameters(" \r\n\n", 4), "");
	assert_string_equal(parameters("ro quiet\r\n  ip=dhcp \n\nlast", 26),
			    "ro quiet ip=dhcp last");
	assert_string_equal(parameters("a\0b\n", 4), "a b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_kernel_and_what_it_says, teardown),
		cmocka_unit_test_teardown(the_end_of_a_kernel, teardown),
		cmocka_unit_test_teardown(a_kernel_that_is_cut_or_damaged, teardown),
		cmocka_unit_test_teardown(what_is_sent_in_place_of_a_kernel_or_an_initrd, teardown),
		cmocka_unit_test_teardown(the_end_of_an_initrd, teardown),
		cmocka_unit_test_teardown(lz4_is_a_row_of_chunks, teardown),
		cmocka_unit_test_teardown(an_ins_file, teardown),
		cmocka_unit_test_teardown(addresses_that_are_none, teardown),
		cmocka_unit_test_teardown(a_parameter_file, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
