// SPDX-License-Identifier: MIT
/* What rpm prints about its packages: words quoted as for a shell. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "owner/pkgdb.h"

/* The answer TEXT of LEN bytes, where /sbin/kexec and "/a\n'b" are wanted. */
static int answer(struct pkgdb *db, const char *text, size_t len)
{
	static char kexec[] = "/sbin/kexec", odd[] = "/a\n'b";
	static struct pkgdb_key keys[] = {{odd, 1}, {kexec, 0}};
	static size_t owners[2];
	struct bytes b = {0};
	int ret;

	owners[0] = owners[1] = PKGDB_NONE;
	*db = (struct pkgdb){.owners = owners, .files_n = 2, .keys = keys, .keys_n = 2};
	assert_int_equal(bytes_append(&b, text, len), 0);
	ret = pkgdb_rpm_answer(db, &b);
	bytes_free(&b);
	return ret;
}

static void forget(struct pkgdb *db)
{
	db->keys = NULL;
	db->keys_n = 0;
	db->owners = NULL;
	pkgdb_free(db);
}

static void packages_and_files(void **state)
{
	static const char text[] = "P 'none' '1-1' 'x' - -\nF 0 '/other'\n"
				   "P 'a b' '1-2' 's390x' 3 'x\ny'\n"
				   "F 1 '/a\n'\\''b'\nF 0 '/usr/sbin/kexec'\n"
				   "P c '2-1' s390x - -\nF (none) /a'\n'\\'b\n";
	struct pkgdb db;

	(void)state;
	assert_int_equal(answer(&db, text, sizeof(text) - 1), 1);
	assert_int_equal(db.n, 2);
	assert_string_equal(pkgdb_package(&db, 0)->name, "a b");
	assert_string_equal(pkgdb_package(&db, 0)->version, "1-2");
	assert_string_equal(pkgdb_package(&db, 0)->epoch, "3");
	assert_string_equal(pkgdb_package(&db, 0)->license, "x\ny");
	assert_string_equal(pkgdb_package(&db, 1)->name, "c");
	assert_null(pkgdb_package(&db, 1)->epoch);
	assert_null(pkgdb_package(&db, 1)->license);
	forget(&db);
}

static void other_answers(void **state)
{
	static const char *const texts[] = {
		"P a 1 s390x - -",
		"P a 1 s390x - - -\n",
		"P a 1 s390x -\n",
		"F 0 /sbin/kexec\n",
		"P a 1 s390x - 'x\nF 0 /sbin/kexec\n",
		"P a 1 s390x - x\nF 0 /sbin/kexec\\",
		"P a 1 s390x - x\nF 0\n",
		"P a 1 s390x - x\nF 0 /sbin/kexec x\n",
		"error: text\n",
		"P a 1 s390x - x\n\n",
		" ",
		"'",
		"\\",
	};
	static const char nul[] = "P a 1 s390x - x\0\nF 0 /sbin/kexec\n";
	struct pkgdb db;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(answer(&db, texts[i], strlen(texts[i])), 0);
		forget(&db);
	}
	assert_int_equal(answer(&db, nul, sizeof(nul) - 1), 0);
	forget(&db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packages_and_files),
		cmocka_unit_test(other_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
