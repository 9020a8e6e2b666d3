// SPDX-License-Identifier: MIT
#include "url.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: the URL is an argument of its own, whatever it holds. */
static void run(const char *url)
{
	execlp("curl", "curl", "-s", "-f", "-L", "--max-redirs", "5", "--proto",
	       "=http,https,ftp,tftp", "--proto-redir", "=http,https", "--connect-timeout", "20",
	       "--max-time", "60", "--", url, (char *)NULL);
	if (errno == ENOENT && strncmp(url, "tftp:", 5) != 0)
		execlp("wget", "wget", "-q", "-T", "20", "-O", "-", "--", url, (char *)NULL);
	_exit(127);
}

static bool read_pipe(int fd, struct bytes *text)
{
	char buf[65536];
	ssize_t n;

	text->len = 0;
	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || bytes_append(text, buf, (size_t)n) || text->len > SOURCE_MAX)
			return false;
	}
	return !bytes_reserve(text, 1);
}

/* The path of a tftp URL is what goes on the wire; curl decodes it. */
static const char *encoded(struct arena *a, const char *url)
{
	const char *path = !strncmp(url, "tftp://", 7) ? strchr(url + 7, '/') : NULL;

	if (!path)
		return url;
	return arena_printf(a, "%.*s%s", (int)(path - url), url,
			    name_escape(a, path, "!$&'()*+,-./:=@[]_~"));
}

bool url_fetch(struct url *u, const char *url, struct bytes *text)
{
	int end[2], status;
	pid_t pid;
	bool ok;

	if (!strncmp(url, "tftp:///", 8)) {
		u->say("tftp: no server is known; give --server");
		return false;
	}
	if (pipe(end))
		return false;
	url = encoded(&u->arena, url);
	pid = fork();
	if (!pid) {
		dup2(end[1], STDOUT_FILENO);
		close(end[0]);
		close(end[1]);
		run(url);
	}
	close(end[1]);
	ok = pid > 0 && read_pipe(end[0], text);
	/* a larger file ends the program that still writes */
	close(end[0]);
	if (pid <= 0 || waitpid(pid, &status, 0) < 0)
		return false;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		u->say("curl is needed to fetch a URL: install it");
	return ok && WIFEXITED(status) && !WEXITSTATUS(status);
}

enum source_result url_get(void *ctx, const struct name_base *from, const char *name,
			   struct bytes *text, const char **shown)
{
	struct url *u = ctx;
	struct name n;

	if (!name_resolve(&u->arena, from, name, &n)) {
		u->say(n.why);
		return SOURCE_ABSENT;
	}
	*shown = n.url;
	if (url_fetch(u, n.url, text))
		return SOURCE_FOUND;
	if (!*n.alt || !url_fetch(u, n.alt, text))
		return SOURCE_ABSENT;
	*shown = n.alt;
	return SOURCE_FOUND;
}
