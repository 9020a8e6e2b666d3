// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"
#include "error.h"
#include "outfile.h"

/* Every test runs in a new directory of its own. */
static int setup(void **state)
{
	char dir[] = "/tmp/outfile.XXXXXX";

	if (!mkdtemp(dir) || chdir(dir))
		return -1;
	*state = strdup(dir);
	return 0;
}

static int teardown(void **state)
{
	char cmd[128];

	if (chdir("/"))
		return -1;
	snprintf(cmd, sizeof(cmd), "chmod -R u+w '%s'; rm -rf '%s'", (char *)*state,
		 (char *)*state);
	free(*state);
	return system(cmd);
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void assert_holds(const char *name, const char *text)
{
	char buf[256] = "";
	FILE *f = fopen(name, "r");

	assert_non_null(f);
	buf[fread(buf, 1, sizeof(buf) - 1, f)] = 0;
	fclose(f);
	assert_string_equal(buf, text);
}

static int files_here(void)
{
	DIR *d = opendir(".");
	int n = -2; /* . and .. */

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void new_file_appears_only_at_commit(void **state)
{
	struct outfile *out;
	struct error err = {0};

	(void)state;
	assert_int_equal(outfile_open(&out, "new", &err), 0);
	assert_int_equal(outfile_write(out, "one", 3, &err), 0);
	assert_int_equal(access("new", F_OK), -1);
	assert_int_equal(outfile_commit(&out, 1, &err), 0);
	assert_holds("new", "one");
	assert_int_equal(files_here(), 1);
}

static void discard_leaves_the_old_file(void **state)
{
	struct outfile *out;
	struct error err = {0};

	(void)state;
	put("old", "keep");
	assert_int_equal(outfile_open(&out, "old", &err), 0);
	assert_int_equal(outfile_write(out, "one", 3, &err), 0);
	outfile_discard(out);
	assert_holds("old", "keep");
	assert_int_equal(files_here(), 1);
}

static void mode_of_the_old_file_stays(void **state)
{
	struct outfile *out;
	struct error err = {0};
	struct stat st;

	(void)state;
	put("old", "keep");
	assert_int_equal(chmod("old", 0640), 0);
	assert_int_equal(outfile_open(&out, "old", &err), 0);
	assert_int_equal(outfile_commit(&out, 1, &err), 0);
	assert_int_equal(stat("old", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

static void symlink_stays_and_its_target_is_replaced(void **state)
{
	struct outfile *out;
	struct error err = {0};
	struct stat st;

	(void)state;
	assert_int_equal(mkdir("d", 0755), 0);
	assert_int_equal(symlink("d/real", "link"), 0); /* dangling at first */
	assert_int_equal(outfile_open(&out, "link", &err), 0);
	assert_int_equal(outfile_write(out, "one", 3, &err), 0);
	assert_int_equal(outfile_commit(&out, 1, &err), 0);
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_holds("d/real", "one");
}

static void copy_and_zeros(void **state)
{
	struct outfile *out;
	struct error err = {0};
	struct stat st;
	int fd;

	(void)state;
	put("in", "0123456789");
	fd = open("in", O_RDONLY);
	assert_int_equal(outfile_open(&out, "in", &err), 0); /* output == input */
	assert_int_equal(outfile_copy(out, fd, "in", 2, 5, &err), 0);
	assert_int_equal(outfile_zeros(out, 1, &err), 0);
	assert_int_equal(outfile_size(out), 6);
	assert_int_equal(outfile_commit(&out, 1, &err), 0);
	assert_holds("in", "23456");
	assert_int_equal(stat("in", &st), 0);
	assert_int_equal(st.st_size, 6);
	close(fd);
}

static void copy_past_the_end_fails(void **state)
{
	struct outfile *out;
	struct error err = {0};
	int fd;

	(void)state;
	put("in", "0123456789");
	fd = open("in", O_RDONLY);
	assert_int_equal(outfile_open(&out, "out", &err), 0);
	assert_int_equal(outfile_copy(out, fd, "in", 8, 5, &err), -1);
	assert_string_equal(err.path, "in");
	outfile_discard(out);
	assert_int_equal(files_here(), 1);
	close(fd);
}

static void what_is_no_file_is_refused(void **state)
{
	static const char *const bad[] = {".",	  "..", "d",	   "d/",   "/dev/null",
					  "fifo", "",	"nodir/x", "loop", "protected"};
	struct outfile *out;
	struct error err;
	size_t i;

	(void)state;
	assert_int_equal(mkdir("d", 0755), 0);
	assert_int_equal(mkfifo("fifo", 0666), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	put("protected", "keep");
	assert_int_equal(chmod("protected", 0444), 0);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		memset(&err, 0, sizeof(err));
		assert_int_equal(outfile_open(&out, bad[i], &err), -1);
		assert_true(err.message[0]);
	}
	assert_int_equal(files_here(), 4);
}

static void set_is_written_as_a_whole(void **state)
{
	struct outfile *out[3];
	struct error err = {0};

	(void)state;
	put("a", "old a");
	assert_int_equal(outfile_open(&out[0], "a", &err), 0);
	assert_int_equal(outfile_open(&out[1], "b", &err), 0);
	assert_int_equal(outfile_open(&out[2], "c", &err), 0);
	assert_int_equal(outfile_write(out[0], "new a", 5, &err), 0);
	assert_int_equal(outfile_write(out[1], "new b", 5, &err), 0);
	assert_int_equal(outfile_write(out[2], "new c", 5, &err), 0);
	assert_int_equal(outfile_commit(out, 3, &err), 0);
	assert_holds("a", "new a");
	assert_holds("b", "new b");
	assert_holds("c", "new c");
	assert_int_equal(files_here(), 3);
}

/* The third target became a directory after it was opened: nothing changes. */
static void set_that_fails_changes_nothing(void **state)
{
	struct outfile *out[3];
	struct error err = {0};

	(void)state;
	put("a", "old a");
	assert_int_equal(outfile_open(&out[0], "a", &err), 0);
	assert_int_equal(outfile_open(&out[1], "b", &err), 0);
	assert_int_equal(outfile_open(&out[2], "c", &err), 0);
	assert_int_equal(mkdir("c", 0755), 0);
	assert_int_equal(outfile_commit(out, 3, &err), -1);
	assert_string_equal(err.path, "c");
	assert_holds("a", "old a");
	assert_int_equal(access("b", F_OK), -1);
	assert_int_equal(files_here(), 2);
}

static int commit_both(const char *a, const char *b, bool over_input)
{
	struct outfile *out[2];
	struct error err = {0};

	assert_int_equal(outfile_open(&out[0], a, &err), 0);
	assert_int_equal(outfile_open(&out[1], b, &err), 0);
	assert_int_equal(outfile_write(out[0], "new", 3, &err), 0);
	if (over_input)
		outfile_over_input(out[0]);
	return outfile_commit(out, 2, &err);
}

static void nothing_is_lost(void **state)
{
	struct bytes b = {0};
	struct error err = {0};

	(void)state;
	put("old", "old");
	assert_int_equal(mkdir("dir", 0755), 0);
	assert_int_equal(symlink("../old", "dir/link"), 0);
	assert_int_equal(link("old", "hard"), 0);
	assert_int_equal(commit_both("old", "./old", false), -1);
	assert_int_equal(commit_both("dir/../old", "dir/link", false), -1);
	assert_int_equal(commit_both("new", "dir/../new", false), -1);
	assert_int_equal(commit_both("old", "hard", false), 0);
	assert_holds("old", "new");
	put("input", "read");
	assert_int_equal(link("input", "dir/input"), 0);
	assert_int_equal(bytes_read_file(&b, "input", 100, &err), 0);
	bytes_free(&b);
	assert_int_equal(commit_both("dir/input", "new", false), -1);
	assert_holds("dir/input", "read");
	assert_int_equal(commit_both("input", "new", true), 0);
	assert_holds("input", "new");
}

static void signals_remove_the_temporary_file(void **state)
{
	static const int sigs[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE};
	struct outfile *out;
	size_t i;
	pid_t pid;
	int status;

	(void)state;
	for (i = 0; i < sizeof(sigs) / sizeof(sigs[0]); i++) {
		pid = fork();
		if (!pid) {
			if (!outfile_open(&out, "x", NULL) && files_here() == 1)
				raise(sigs[i]);
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), sigs[i]);
		assert_int_equal(files_here(), 0);
	}
}

static void messages_are_one_clean_line(void **state)
{
	struct error err = {0};
	char line[256];

	(void)state;
	assert_int_equal(error_set_at(&err, "a\nb\x1b[31m", 0x10408, "x\xc3\xa9\xff"), -1);
	error_format(&err, line, sizeof(line));
	assert_string_equal(line, "a\\x0ab\\x1b[31m: x\xc3\xa9\\xff (at offset 0x10408)");
	error_set_errno(&err, NULL, ENOENT, "cannot open");
	error_format(&err, line, sizeof(line));
	assert_string_equal(line, "cannot open: No such file or directory");
	error_format(&err, line, 8);
	assert_string_equal(line, "cannot ");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(new_file_appears_only_at_commit),
		T(discard_leaves_the_old_file),
		T(mode_of_the_old_file_stays),
		T(symlink_stays_and_its_target_is_replaced),
		T(copy_and_zeros),
		T(copy_past_the_end_fails),
		T(what_is_no_file_is_refused),
		T(set_is_written_as_a_whole),
		T(set_that_fails_changes_nothing),
		T(nothing_is_lost),
		T(signals_remove_the_temporary_file),
		T(messages_are_one_clean_line),
	};

	return cmocka_run_group_tests_name("outfile", tests, NULL, NULL);
}
