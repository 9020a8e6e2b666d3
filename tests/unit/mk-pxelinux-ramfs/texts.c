// SPDX-License-Identifier: MIT
/* ld.so.conf, the loader's directories, applet tables, JSON, make rules. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "busybox.h"
#include "depfile.h"
#include "json.h"
#include "kernel.h"
#include "elf/ldconf.h"
#include "modules/modset.h"

static void ldconf_lines(void **state)
{
	static const char text[] = "# comment\n /usr/local/lib  # here\n\ninclude a b\n/last";
	struct names l = {0};

	(void)state;
	assert_int_equal(ldconf_parse(text, sizeof(text) - 1, &l), 0);
	assert_int_equal(l.n, 3);
	assert_string_equal(l.v[0], "/usr/local/lib");
	assert_string_equal(l.v[1], "include a b");
	assert_string_equal(l.v[2], "/last");
	names_free(&l);
}

static void loader_directories(void **state)
{
	static const char text[] = "/etc/ld.so.cache\0x/lib/\0/lib/s390x-linux-gnu/\0"
				   "/usr/lib/s390x-linux-gnu/\0/lib/\0/usr/lib/\0rest";
	struct bytes b = {(unsigned char *)text, sizeof(text), 0};
	struct names l = {0};

	(void)state;
	assert_int_equal(ldconf_builtin(&b, &l), 0);
	assert_int_equal(l.n, 4);
	assert_string_equal(l.v[0], "/lib/s390x-linux-gnu");
	assert_string_equal(l.v[3], "/usr/lib");
	names_free(&l);
}

static void applets(void **state)
{
	static const char text[] = "\1\0a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0Z\0[\0[[\0ash\0awk\0cat\0"
				   "cp\0ls\0mount\0sh\0wget\0\0tail";
	struct bytes b = {(unsigned char *)text, sizeof(text), 0};
	struct bytes none = {(unsigned char *)text, 30, 0};
	struct error err = {0};
	struct names l = {0};

	(void)state;
	assert_int_equal(busybox_applets(&b, "test", &l, &err), 0);
	assert_int_equal(l.n, 11);
	assert_string_equal(l.v[0], "Z");
	assert_string_equal(l.v[10], "wget");
	names_free(&l);
	assert_int_equal(busybox_applets(&none, "test", &l, &err), -1);
	names_free(&l);
}

static void words_for_modules(void **state)
{
	static const char *const want[] = {"kvm", "?virtio-blk",
					   "modalias:cpu:type:*:feature:,0000,0001", "nfs",
					   "?modalias:a,b"};
	struct names l = {0};

	(void)state;
	assert_int_equal(modset_split(&l, "kvm, ?virtio-blk,modalias:cpu:type:*:feature:,0000,0001 "
					  "nfs\n?modalias:a,b"),
			 0);
	assert_int_equal(l.n, 5);
	for (size_t i = 0; i < l.n; i++)
		assert_string_equal(l.v[i], want[i]);
	names_free(&l);
}

static void json_strings(void **state)
{
	struct bytes b = {0};

	(void)state;
	assert_int_equal(json_string(&b, "a\"\\\n\x7f\xc2\x9b\xc3\xa9\xff"), 0);
	assert_string_equal((char *)b.data, "\"a\\\"\\\\\\u000a\\u007f\\u009b\xc3\xa9\\ufffd\"");
	b.len = 0;
	assert_int_equal(line_string(&b, "a\tb\\"), 0);
	assert_string_equal((char *)b.data, "a\\x09b\\x5c");
	bytes_free(&b);
}

static void make_rules(void **state)
{
	struct names l = {0};
	struct error err = {0};
	struct bytes b = {0};

	(void)state;
	names_add(&l, "b c");
	names_add(&l, "a$1");
	names_add(&l, "a$1");
	assert_int_equal(depfile_make("out", &l, &b, &err), 0);
	assert_string_equal((char *)b.data, "out: \\\n a$$1 \\\n b\\ c\na$$1:\nb\\ c:\n");
	names_free(&l);
	bytes_free(&b);
}

static void configuration(void **state)
{
	struct kernel k;

	(void)state;
	memset(&k, 0, sizeof(k));
	bytes_string(&k.config, "CONFIG_KEXEC_CORE=y\n# CONFIG_KEXEC is not set\nXCONFIG_RD_XZ=y\n"
				"CONFIG_NFS_FS=m\nCONFIG_TEXT=\"CONFIG_A=y\"\nCONFIG_N=n\n");
	assert_false(kernel_has(&k, "KEXEC"));
	assert_true(kernel_has(&k, "KEXEC_CORE"));
	assert_false(kernel_has(&k, "RD_XZ"));
	assert_true(kernel_has(&k, "NFS_FS"));
	assert_false(kernel_has(&k, "A"));
	assert_false(kernel_has(&k, "N"));
	kernel_free(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ldconf_lines),	 cmocka_unit_test(loader_directories),
		cmocka_unit_test(applets),	 cmocka_unit_test(words_for_modules),
		cmocka_unit_test(json_strings),	 cmocka_unit_test(make_rules),
		cmocka_unit_test(configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
