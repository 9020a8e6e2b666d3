// SPDX-License-Identifier: MIT
/* The sysroot: openat2 and the walk of our own give the same answers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "root.h"

static char dir[64];

static int make(void **state)
{
	char cmd[1024];

	(void)state;
	strcpy(dir, "/tmp/root-test-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(cmd, sizeof(cmd),
		 "cd %s && mkdir -p etc usr/lib/deep real && echo in >etc/passwd && echo f "
		 ">usr/lib/f &&"
		 "ln -s /etc/passwd abs && ln -s ../../../../etc/passwd up && ln -s loop2 loop1 &&"
		 "ln -s loop1 loop2 && ln -s /usr/lib lib && ln -s . dot && ln -s nowhere dead &&"
		 "ln -s /proc/self/root magic && echo g >usr/lib/deep/g",
		 dir);
	return system(cmd);
}

static int clean(void **state)
{
	char cmd[128];

	(void)state;
	snprintf(cmd, sizeof(cmd), "rm -rf %s", dir);
	return system(cmd);
}

static const struct {
	const char *path;
	int errnum; /* 0 = found */
	char first; /* what the file begins with */
} cases[] = {
	{"/etc/passwd", 0, 'i'},
	{"etc/passwd", 0, 'i'},
	{"/abs", 0, 'i'},
	{"/up", 0, 'i'},
	{"/../../etc/passwd", 0, 'i'},
	{"/usr/../../../etc/passwd", 0, 'i'},
	{"/lib/f", 0, 'f'},
	{"/lib/deep/../f", 0, 'f'},
	{"/dot/dot/dot/abs", 0, 'i'},
	{"//usr///lib//f", 0, 'f'},
	{"/loop1", ELOOP, 0},
	{"/loop1/x", ELOOP, 0},
	{"/dead", ENOENT, 0},
	{"/etc/passwd/", ENOTDIR, 0},
	{"/etc/passwd/x", ENOTDIR, 0},
	{"/etc/shadow", ENOENT, 0},
	{"/magic/etc/shadow", ENOENT, 0},
	{"/bin/sh", ENOENT, 0},
};

static void answers(bool walk)
{
	struct error err = {0};
	struct root root;

	assert_int_equal(root_open(&root, dir, walk, &err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int fd = root_openat(&root, cases[i].path, O_RDONLY);
		char c = 0;

		if (cases[i].errnum ? fd != -cases[i].errnum : fd < 0)
			fail_msg("%s: %d, walk %d", cases[i].path, fd, walk);
		if (fd < 0)
			continue;
		assert_int_equal(read(fd, &c, 1), 1);
		assert_int_equal(c, cases[i].first);
		close(fd);
	}
	root_close(&root);
}

static void by_openat2(void **state)
{
	(void)state;
	answers(false);
}

static void by_walk(void **state)
{
	(void)state;
	answers(true);
}

static void resolved_names(void **state)
{
	struct error err = {0};
	struct root root;
	char out[PATH_MAX];

	(void)state;
	assert_int_equal(root_open(&root, dir, false, &err), 0);
	assert_int_equal(root_resolve(&root, "/dot/lib/deep/../f", out), 0);
	assert_string_equal(out, "/usr/lib/f");
	assert_int_equal(root_resolve(&root, "/../..", out), 0);
	assert_string_equal(out, "/");
	assert_int_equal(root_resolve(&root, "/loop1", out), -ELOOP);
	root_close(&root);
}

static void merged_directories_without_symlinks(void **state)
{
	struct error err = {0};
	struct root root;
	char out[PATH_MAX], want[PATH_MAX];

	(void)state;
	assert_int_equal(root_open(&root, dir, false, &err), 0);
	unlinkat(root.fd, "lib", 0);
	assert_true(root_is_file(&root, "/lib/f"));
	root_name(&root, "/lib/f", out);
	snprintf(want, sizeof(want), "%s/usr/lib/f", dir);
	assert_string_equal(out, want);
	root_close(&root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_openat2),
		cmocka_unit_test(by_walk),
		cmocka_unit_test(resolved_names),
		cmocka_unit_test(merged_directories_without_symlinks),
	};

	return cmocka_run_group_tests(tests, make, clean);
}
