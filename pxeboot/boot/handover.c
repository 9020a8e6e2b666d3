// SPDX-License-Identifier: MIT
#include "boot/handover.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"

enum { LOG_MAX = 65536 };

static void run(const char *const *words, const char *log)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY);

	/* when memory runs out it is this one that is killed, nothing that is needed */
	if (fd >= 0 && write(fd, "1000", 4) == 4)
		close(fd);
	fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd >= 0 && dup2(fd, STDOUT_FILENO) >= 0 && dup2(fd, STDERR_FILENO) >= 0)
		execvp(words[0], (char *const *)(uintptr_t)words);
	dprintf(STDERR_FILENO, "it cannot be run: %s\n", strerror(errno));
	_exit(127);
}

/* Its lines with "; " between them. */
static const char *said(struct arena *a, const char *log)
{
	struct bytes text = {0};
	const char *all = "";
	char *line, *next;

	if (!bytes_read_file(&text, log, LOG_MAX, NULL) && text.len)
		for (next = (char *)text.data; (line = strsep(&next, "\n"));)
			if (*line)
				all = arena_printf(a, "%s%s%s", all, *all ? "; " : "", line);
	bytes_free(&text);
	return all;
}

static const char *explain(struct arena *a, const char *why)
{
	static const char *const memory[] = {"Cannot allocate memory", "ut of memory", "Killed"};

	for (size_t i = 0; i < sizeof(memory) / sizeof(*memory); i++)
		if (strstr(why, memory[i]))
			return arena_printf(a, "%s (give the guest more memory)", why);
	if (strstr(why, "not implemented"))
		return arena_printf(a, "%s (the loader was built with a kernel that has no kexec)",
				    why);
	return why;
}

const char *handover_load(const struct handover *h, struct arena *a, const char *log)
{
	const char *words[8] = {"kexec", "-a", "-l", h->kernel};
	const char *why;
	size_t n = 4;
	int status = 0;
	pid_t child;

	if (h->initrd)
		words[n++] = arena_printf(a, "--initrd=%s", h->initrd);
	words[n++] = arena_printf(a, "--command-line=%s", h->cmdline);
	if (h->renew)
		words[n++] = arena_printf(a, "--renew=%s", h->renew);
	child = fork();
	if (!child)
		run(words, log);
	if (child < 0)
		return explain(a, strerror(errno));
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return NULL;
	why = said(a, log);
	if (WIFSIGNALED(status))
		why = strsignal(WTERMSIG(status));
	else if (!*why)
		why = arena_printf(a, "it ended with status %d", WEXITSTATUS(status));
	return explain(a, why);
}
