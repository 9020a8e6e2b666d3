// SPDX-License-Identifier: MIT
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int prepare(const struct process *p, int out, posix_spawn_file_actions_t *files)
{
	int errnum = posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);

	if (!errnum)
		errnum = posix_spawn_file_actions_adddup2(files, out, 1);
	if (!errnum && p->with_errors)
		errnum = posix_spawn_file_actions_adddup2(files, out, 2);
	if (!errnum && !p->with_errors)
		errnum = posix_spawn_file_actions_addopen(files, 2, "/dev/null", O_WRONLY, 0);
	if (!errnum && p->dir)
		errnum = posix_spawn_file_actions_addchdir_np(files, p->dir);
	return errnum;
}

static int spawn(const struct process *p, int out, pid_t *pid)
{
	const char *path = getenv("PATH");
	struct bytes path_is = {0};
	char home[] = "HOME=/nonexistent", locale[] = "LC_ALL=C";
	posix_spawn_file_actions_t files;
	int errnum = posix_spawn_file_actions_init(&files);

	if (errnum)
		return errnum;
	errnum = bytes_printf(&path_is, "PATH=%s", path ? path : "/usr/sbin:/usr/bin:/sbin:/bin")
			 ? ENOMEM
			 : prepare(p, out, &files);
	if (!errnum) {
		char *const env[] = {(char *)path_is.data, home, locale, NULL};

		errnum = ENOENT;
		for (size_t i = 0; p->files[i] && errnum == ENOENT; i++)
			errnum = posix_spawnp(pid, p->files[i], &files, NULL,
					      (char *const *)p->argv, env);
	}
	posix_spawn_file_actions_destroy(&files);
	bytes_free(&path_is);
	return errnum;
}

static int read_all(const struct process *p, int fd, struct bytes *said, struct error *err)
{
	char buf[16384];
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set_errno(err, p->argv[0], errno, "cannot be read from");
		if ((size_t)n > p->keep - said->len)
			n = (ssize_t)(p->keep - said->len);
		if (bytes_append(said, buf, (size_t)n))
			return error_memory(err);
	}
	return 0;
}

/* Never more than this process may have itself. */
static void limit_cpu(pid_t pid, rlim_t seconds)
{
	struct rlimit cpu;

	if (prlimit(pid, RLIMIT_CPU, NULL, &cpu) || cpu.rlim_cur <= seconds)
		return;
	cpu.rlim_cur = seconds;
	prlimit(pid, RLIMIT_CPU, &cpu, NULL);
}

int process_run(const struct process *p, struct bytes *said, struct error *err)
{
	int fd[2], errnum, status = 0, ret;
	pid_t pid;

	if (pipe2(fd, O_CLOEXEC))
		return error_set_errno(err, NULL, errno, "cannot make a pipe");
	errnum = spawn(p, fd[1], &pid);
	close(fd[1]);
	if (errnum) {
		close(fd[0]);
		return error_set_errno(err, p->argv[0], errnum, "cannot be started");
	}
	if (p->cpu_seconds)
		limit_cpu(pid, p->cpu_seconds);
	ret = read_all(p, fd[0], said, err);
	close(fd[0]);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return error_set_errno(err, p->argv[0], errno, "cannot be waited for");
	if (ret)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
