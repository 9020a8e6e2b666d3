// SPDX-License-Identifier: MIT
#include "depmod.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"

extern char **environ;

/* Often not in the PATH of a user. */
static const char *const programs[] = {"depmod", "/usr/sbin/depmod", "/sbin/depmod"};
enum { SAID_MAX = 65536 };

static int spawn(const char *const argv[], int out, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	int errnum = posix_spawn_file_actions_init(&files);

	if (errnum)
		return errnum;
	if (!errnum)
		errnum = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	if (!errnum)
		errnum = posix_spawn_file_actions_adddup2(&files, out, 1);
	if (!errnum)
		errnum = posix_spawn_file_actions_adddup2(&files, out, 2);
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
		if (errnum && errnum != ENOENT)
			break;
		errnum = posix_spawnp(pid, programs[i], &files, NULL, (char *const *)argv, environ);
		if (!errnum)
			break;
	}
	posix_spawn_file_actions_destroy(&files);
	return errnum;
}

/* Reads all of FD, and keeps the beginning. */
static int read_all(int fd, struct bytes *said, struct error *err)
{
	char buf[4096];
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set_errno(err, "depmod", errno, "cannot be read from");
		if (said->len < SAID_MAX && bytes_append(said, buf, (size_t)n))
			return error_memory(err);
	}
	return 0;
}

/* Runs it and reads what it says into SAID; its status, or -1. */
static int run(const char *const argv[], struct bytes *said, struct error *err)
{
	int fd[2], errnum, status = 0, ret;
	pid_t pid;

	if (pipe2(fd, O_CLOEXEC))
		return error_set_errno(err, NULL, errno, "cannot make a pipe");
	errnum = spawn(argv, fd[1], &pid);
	close(fd[1]);
	if (errnum) {
		close(fd[0]);
		if (errnum == ENOENT)
			return error_set(err, "depmod",
					 "is not installed; it finds out what kernel modules need: "
					 "install the package kmod");
		return error_set_errno(err, "depmod", errnum, "cannot be started");
	}
	ret = read_all(fd[0], said, err);
	close(fd[0]);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return error_set_errno(err, "depmod", errno, "cannot be waited for");
	if (ret)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int depmod_reads(struct depmod_reads *reads, struct error *err)
{
	const char *const argv[] = {"depmod", "--version", NULL};
	struct bytes said = {0};
	int ret = run(argv, &said, err);
	const char *text = said.data ? (const char *)said.data : "";

	reads->xz = strstr(text, "+XZ");
	reads->gzip = strstr(text, "+ZLIB");
	reads->zstd = strstr(text, "+ZSTD");
	bytes_free(&said);
	return ret < 0 ? -1 : 0;
}

static int read_cycles(const struct names *lines, struct names *cycles, struct error *err)
{
	static const char found[] = "Cycle detected: ";
	int ret = 0;

	for (size_t i = 0; i < lines->n; i++) {
		const char *cycle = strstr(lines->v[i], found);

		if (!cycle)
			continue;
		if (names_add(cycles, cycle + strlen(found)))
			return error_memory(err);
		ret = 1;
	}
	return ret;
}

/* Of what it said the first line that is more than a warning. */
static int failed(int status, const struct names *lines, struct error *err)
{
	for (size_t i = 0; i < lines->n; i++)
		if (strstr(lines->v[i], "ERROR: ") || strstr(lines->v[i], "FATAL: "))
			return error_set(err, "depmod", "ended with status %d: %s", status,
					 lines->v[i]);
	return error_set(err, "depmod", "ended with status %d: %s", status,
			 lines->n ? lines->v[lines->n - 1] : "and said nothing");
}

int depmod_run(const char *base, const char *config, const char *version, struct names *cycles,
	       struct error *err)
{
	const char *const argv[] = {"depmod", "-b", base, "-C", config, version, NULL};
	struct bytes said = {0};
	struct names lines = {0};
	int status = run(argv, &said, err), ret = status;

	if (status > 0) {
		if (said.len && names_split(&lines, (const char *)said.data, "\n"))
			ret = error_memory(err);
		else
			ret = read_cycles(&lines, cycles, err);
		if (!ret)
			ret = failed(status, &lines, err);
	}
	names_free(&lines);
	bytes_free(&said);
	return ret;
}
