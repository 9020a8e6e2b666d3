// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "s390hdr.h"

enum { SIZE = 0x12000 };
static uint8_t image[SIZE];
static char path[64];
static int fd;

static int setup(void **state)
{
	(void)state;
	memset(image, 0, sizeof(image));
	memcpy(image + S390_MAGIC, "S390EP\0\1", 8);
	be64_put(image + S390_VERSION_PTR, 0x11000);
	strcpy((char *)image + 0x11000, "6.1.0-50-s390x (me@here) #1 SMP");
	/* no memfd: its name is one in /proc, which a chroot need not have */
	strcpy(path, "/tmp/s390hdr.XXXXXX");
	fd = mkstemp(path);
	return fd < 0;
}

static int teardown(void **state)
{
	(void)state;
	return unlink(path) | close(fd);
}

static void store(size_t size)
{
	assert_int_equal(pwrite(fd, image, size, 0), (ssize_t)size);
	assert_int_equal(ftruncate(fd, (off_t)size), 0);
}

static void big_endian(void **state)
{
	static const uint8_t b[8] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
	uint8_t out[8];

	(void)state;
	assert_int_equal(be16_get(b), 0x0123);
	assert_int_equal(be32_get(b + 4), 0x89abcdef);
	assert_true(be64_get(b) == UINT64_C(0x0123456789abcdef));
	be64_put(out, UINT64_C(0x0123456789abcdef));
	assert_memory_equal(out, b, 8);
	be32_put(out, 0x89abcdef);
	assert_memory_equal(out, b + 4, 4);
}

static void command_line_sizes(void **state)
{
	static const struct {
		uint64_t field, size;
	} cases[] = {{0, 896},		 {896, 896},   {895, 0}, {4096, 4096},
		     {1048576, 1048576}, {1048577, 0}, {1, 0},	 {UINT64_MAX, 0}};
	struct s390hdr hdr = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		hdr.cmdline_max = cases[i].field;
		assert_true(s390hdr_cmdline_size(&hdr) == cases[i].size);
	}
}

static void version_of_a_file(void **state)
{
	char version[S390_VERSION_SIZE];
	struct error err = {0};

	(void)state;
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), 0);
	assert_string_equal(version, "6.1.0-50-s390x (me@here) #1 SMP");
	be64_put(image + S390_VERSION_PTR, 0);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), 0);
	assert_string_equal(version, "");
}

static void releases(void **state)
{
	(void)state;
	assert_true(s390hdr_since("6.12.95+deb12-s390x (x) #1", 6, 2));
	assert_true(s390hdr_since("7.2", 6, 12));
	assert_false(s390hdr_since("6.1.0-50-s390x", 6, 2));
	assert_false(s390hdr_since("", 0, 0));
	assert_false(s390hdr_since("7", 6, 1));
}

static void broken_files(void **state)
{
	char version[S390_VERSION_SIZE];
	struct error err = {0};
	size_t n;

	(void)state;
	for (n = 0; n < S390_CMDLINE; n += 4096) {
		store(n);
		assert_int_equal(s390hdr_file_version(path, version, &err), -1);
		assert_string_equal(version, "");
	}
	be64_put(image + S390_VERSION_PTR, SIZE);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	be64_put(image + S390_VERSION_PTR, UINT64_MAX);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	/* no end before the file's end, and one that never ends */
	memset(image + 0x11000, 'x', 0x1000);
	be64_put(image + S390_VERSION_PTR, SIZE - 5);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	be64_put(image + S390_VERSION_PTR, 0x11000);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	strcpy((char *)image + 0x11000, "6.1\033[31m");
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	assert_string_equal(version, "");
	/* a pointer that is off by some bytes, and one to a ramdisk */
	strcpy((char *)image + 0x11000, "6.1.0-50-s390x (me@here) #1 SMP");
	be64_put(image + S390_VERSION_PTR, 0x11008);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	be64_put(image + S390_VERSION_PTR, 0x11000);
	be64_put(image + S390_INITRD_START, 0x11000);
	be64_put(image + S390_INITRD_SIZE, 0x1000);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	be64_put(image + S390_INITRD_START, 0x11800);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), 0);
	memset(image + S390_MAGIC, 0, 8);
	store(SIZE);
	assert_int_equal(s390hdr_file_version(path, version, &err), -1);
	assert_int_equal(s390hdr_file_version("/nowhere", version, &err), -1);
	assert_int_equal(s390hdr_file_version("/", version, &err), -1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(big_endian), T(command_line_sizes), T(version_of_a_file),
		T(releases),   T(broken_files),
	};

	return cmocka_run_group_tests_name("s390hdr", tests, NULL, NULL);
}
