// SPDX-License-Identifier: MIT
#include "fetch/tls.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* For libcurl: CURL_PREREQFUNC_OK, CURL_PREREQFUNC_ABORT, which came with 7.80.0 */
enum { GO_ON, STOP };

/* In the child: 0 and 1 are what libcurl talks to, 3 is the server. */
static void run(const struct tls *t, int server, int plain, int said)
{
	/* out of the way of those numbers */
	server = fcntl(server, F_DUPFD, 10);
	said = fcntl(said, F_DUPFD, 10);
	plain = fcntl(plain, F_DUPFD, 10);
	if (dup2(plain, STDIN_FILENO) < 0 || dup2(plain, STDOUT_FILENO) < 0 ||
	    dup2(said, STDERR_FILENO) < 0 || dup2(server, 3) < 0)
		_exit(127);
	close(plain);
	close(said);
	close(server);
	signal(SIGPIPE, SIG_DFL);
	execlp("ssl_client", "ssl_client", "-s", "3", "-n", t->name, (char *)NULL);
	_exit(127);
}

/* Sockets are opened one after the other: the last one is that of the connection. */
static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct tls *t = ctx;

	(void)purpose;
	t->fd = socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
	return t->fd;
}

/* The connection is there, and nothing has been sent: puts the program into it. */
static int put_between(void *ctx, char *to, char *from, int to_port, int from_port)
{
	struct tls *t = ctx;
	int pair[2], said[2], server = fcntl(t->fd, F_DUPFD_CLOEXEC, 0);

	(void)to, (void)from, (void)to_port, (void)from_port;
	/* what is not closed here at an error ends with the program, which gives up then */
	if (server < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) ||
	    pipe2(said, O_CLOEXEC) || fcntl(server, F_SETFL, 0) < 0 ||
	    fcntl(pair[0], F_SETFL, O_NONBLOCK) < 0 || dup3(pair[0], t->fd, O_CLOEXEC) < 0)
		return STOP;
	t->child = fork();
	if (!t->child)
		run(t, server, pair[1], said[1]);
	close(server);
	close(pair[0]);
	close(pair[1]);
	close(said[1]);
	t->said = said[0];
	if (t->child > 0)
		return GO_ON;
	t->child = 0;
	return STOP;
}

bool tls_use(struct tls *t, CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(curl, CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, 3600000L);
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
#if LIBCURL_VERSION_NUM >= 0x075000
	curl_easy_setopt(curl, CURLOPT_PREREQDATA, t);
	return !curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, put_between);
#else
	return (void)put_between, false;
#endif
}

/* The last line of LEN bytes at TEXT that has something in it. */
static void keep_last_line(char *text, size_t len)
{
	const char *last = text;

	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	text[len] = '\0';
	if (strrchr(text, '\n'))
		last = strrchr(text, '\n') + 1;
	memmove(text, last, strlen(last) + 1);
}

void tls_close(struct tls *t, char *text, size_t size)
{
	ssize_t n;

	if (!t->child)
		return;
	kill(t->child, SIGKILL);
	waitpid(t->child, NULL, 0);
	t->child = 0;
	n = size ? read(t->said, text, size - 1) : 0;
	if (n > 0)
		keep_last_line(text, (size_t)n);
	close(t->said);
	t->said = -1;
}
