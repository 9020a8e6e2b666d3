// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "extents.h"

static struct infile file;

static int setup(void **state)
{
	(void)state;
	file.fd = memfd_create("f", 0);
	file.size = 10;
	file.name = strdup("f");
	return file.fd < 0 || write(file.fd, "0123456789", 10) != 10;
}

static int teardown(void **state)
{
	(void)state;
	infile_close(&file);
	return 0;
}

/* "23456ab" and four zeros, written with dots */
static void fill(struct extents *x)
{
	assert_int_equal(extents_add_file(x, &file, 2, 5, NULL), 0);
	assert_int_equal(extents_add_bytes(x, "ab", 2, NULL), 0);
	assert_int_equal(extents_add_zeros(x, 4, NULL), 0);
}

static void assert_reads(const struct extents *x, const char *want)
{
	char buf[64];
	size_t i;

	assert_int_equal(x->size, strlen(want));
	assert_int_equal(extents_read(x, 0, buf, x->size, NULL), 0);
	for (i = 0; i < x->size; i++)
		assert_int_equal(buf[i] ? buf[i] : '.', want[i]);
}

static void reading(void **state)
{
	struct extents x = {0};
	char c[3];

	(void)state;
	fill(&x);
	assert_reads(&x, "23456ab....");
	assert_int_equal(extents_read(&x, 4, c, 3, NULL), 0);
	assert_memory_equal(c, "6ab", 3);
	assert_int_equal(extents_read(&x, 9, c, 3, NULL), -1);
	assert_int_equal(extents_read(&x, 12, c, 0, NULL), -1);
	assert_int_equal(extents_read(&x, UINT64_MAX, c, 2, NULL), -1);
	extents_free(&x);
}

static void every_slice(void **state)
{
	static const char all[] = "23456ab....";
	struct extents x = {0}, y = {0};
	char want[16];
	size_t from, len;

	(void)state;
	fill(&x);
	for (from = 0; from <= 11; from++) {
		for (len = 0; len <= 11 - from; len++) {
			assert_int_equal(extents_add_slice(&y, &x, from, len, NULL), 0);
			memcpy(want, all + from, len);
			want[len] = 0;
			assert_reads(&y, want);
			extents_free(&y);
		}
	}
	extents_free(&x);
}

static void every_patch(void **state)
{
	char want[16];
	struct extents x;
	size_t at;

	(void)state;
	for (at = 0; at <= 8; at++) {
		memset(&x, 0, sizeof(x));
		fill(&x);
		strcpy(want, "23456ab....");
		memcpy(want + at, "XYZ", 3);
		assert_int_equal(extents_patch(&x, at, "XYZ", 3, NULL), 0);
		assert_reads(&x, want);
		extents_free(&x);
	}
	memset(&x, 0, sizeof(x));
	fill(&x);
	assert_int_equal(extents_patch(&x, 9, "XYZ", 3, NULL), -1);
	assert_reads(&x, "23456ab....");
	extents_free(&x);
}

static void padding(void **state)
{
	struct extents x = {0};

	(void)state;
	assert_int_equal(extents_pad(&x, 4, NULL), 0);
	assert_int_equal(x.size, 0);
	fill(&x);
	assert_int_equal(extents_pad(&x, 4, NULL), 0);
	assert_reads(&x, "23456ab.....");
	assert_int_equal(extents_pad(&x, 4, NULL), 0);
	assert_int_equal(x.size, 12);
	extents_free(&x);
}

static void a_file_that_became_shorter(void **state)
{
	struct extents x = {0};
	struct error err = {0};
	char c[5];

	(void)state;
	fill(&x);
	assert_int_equal(ftruncate(file.fd, 3), 0);
	assert_int_equal(extents_read(&x, 0, c, 5, &err), -1);
	assert_non_null(strstr(err.message, "shorter"));
	extents_free(&x);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(reading),
		T(every_slice),
		T(every_patch),
		T(padding),
		T(a_file_that_became_shorter),
	};

	return cmocka_run_group_tests_name("extents", tests, NULL, NULL);
}
