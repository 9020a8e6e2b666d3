// SPDX-License-Identifier: MIT
/* Indexes of depmod: sound ones, and each kind of damage. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "modules/depindex.h"

#define HEAD "\xb0\x07\xf4\x57\0\2\0\1"
/* At 12 a leaf with the prefix "b" and one value, at 24 its parent: a child for "a". */
#define LEAF "b\0\0\0\0\1\0\0\0\0v\0"
#define LEAF_AT "\xc0\0\0\14"
#define PARENT(child) "aa" child
#define PARENT_AT "\x20\0\0\30"

static bool sound(const char *data, size_t len)
{
	struct bytes b = {0};
	bool ret;

	assert_int_equal(bytes_append(&b, data, len), 0);
	ret = depindex_sound(&b);
	bytes_free(&b);
	return ret;
}
#define SOUND(text) sound(text, sizeof(text) - 1)

static void sound_ones(void **state)
{
	(void)state;
	assert_true(SOUND(HEAD "\0\0\0\0"));
	assert_true(SOUND(HEAD "\0\0\0\14"));
	assert_true(SOUND(HEAD LEAF_AT LEAF));
	assert_true(SOUND(HEAD PARENT_AT LEAF PARENT(LEAF_AT)));
	assert_true(SOUND(HEAD PARENT_AT LEAF PARENT("\0\0\0\0")));
}

static void damaged_ones(void **state)
{
	(void)state;
	assert_false(SOUND(""));
	assert_false(SOUND(HEAD "\0\0\0"));
	assert_false(SOUND("\xb0\x07\xf4\x57\0\3\0\1\0\0\0\0"));
	/* the offset: into the head, beyond the end */
	assert_false(SOUND(HEAD "\xc0\0\0\4" LEAF));
	assert_false(SOUND(HEAD "\xc0\0\0\x7f" LEAF));
	/* the prefix and the value without an end, more values than there are */
	assert_false(SOUND(HEAD "\x80\0\0\14"
				"bbb"));
	assert_false(SOUND(HEAD LEAF_AT "b\0\0\0\0\1\0\0\0\0v"));
	assert_false(SOUND(HEAD LEAF_AT "b\0\x7f\0\0\1\0\0\0\0v\0"));
	/* children: the last before the first, too many, cut off, itself, what follows */
	assert_false(SOUND(HEAD PARENT_AT LEAF "ba" LEAF_AT));
	assert_false(SOUND(HEAD PARENT_AT LEAF "a\x80" LEAF_AT));
	assert_false(SOUND(HEAD PARENT_AT LEAF "ab" LEAF_AT));
	assert_false(SOUND(HEAD PARENT_AT LEAF PARENT(PARENT_AT)));
	assert_false(SOUND(HEAD "\x20\0\0\14" PARENT("\xc0\0\0\22") LEAF));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sound_ones),
		cmocka_unit_test(damaged_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
