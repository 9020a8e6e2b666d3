// SPDX-License-Identifier: MIT
#include "menu/terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fetch/limits.h"

enum { ESCAPE_TIME = 300, PROBE_TIME = 1000, WRITE_TIME = 3 };

/* For the handlers of signals */
static struct terminal *volatile current;
static volatile sig_atomic_t resized, stuck;

/* --- settings ------------------------------------------------------------------------ */

static void end(int number)
{
	static const char plain[] = "\033[0m\033[?25h\r\n";
	struct terminal *t = current;

	if (t && t->is_tty) {
		tcsetattr(t->in, TCSANOW, &t->before);
		if (t->raw && write(t->out, plain, sizeof(plain) - 1) < 0)
			stuck = 1;
	}
	/* which this handler was reset from */
	raise(number);
}

static void note(int number)
{
	if (number == SIGWINCH)
		resized = 1;
	else
		stuck = 1;
}

static void handle(int number, void (*handler)(int number), int flags)
{
	struct sigaction a = {.sa_handler = handler, .sa_flags = flags};

	sigaction(number, &a, NULL);
}

static void handle_all(bool on)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		handle(ends[i], on ? end : SIG_DFL, (int)(SA_RESETHAND | SA_NODEFER));
	handle(SIGWINCH, on ? note : SIG_DFL, 0);
	handle(SIGALRM, on ? note : SIG_DFL, 0);
	handle(SIGTTOU, on ? SIG_IGN : SIG_DFL, 0);
}

void terminal_open(struct terminal *t, int in, int out)
{
	*t = (struct terminal){.in = in, .out = out, .rows = 24, .columns = 80};
	t->is_tty = !tcgetattr(in, &t->before);
	current = t;
	handle_all(true);
}

void terminal_close(struct terminal *t)
{
	terminal_raw(t, false);
	current = NULL;
	handle_all(false);
}

void terminal_raw(struct terminal *t, bool raw)
{
	struct termios now = t->before;

	if (!t->is_tty || t->raw == raw)
		return;
	if (raw) {
		now.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG | IEXTEN);
		now.c_iflag &= ~(tcflag_t)(INLCR | IGNCR);
		now.c_cc[VMIN] = 1;
		now.c_cc[VTIME] = 0;
	}
	t->raw = raw;
	tcsetattr(t->in, TCSANOW, &now);
}

void terminal_hide(struct terminal *t, bool hide)
{
	struct termios now = t->before;

	if (!t->is_tty || t->raw)
		return;
	if (hide)
		now.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	tcsetattr(t->in, TCSANOW, &now);
}

static void set_size(struct terminal *t, int rows, int columns)
{
	t->rows = rows > TERMINAL_ROWS ? TERMINAL_ROWS : rows;
	t->columns = columns > TERMINAL_COLUMNS ? TERMINAL_COLUMNS : columns;
	if (t->rows < 2)
		t->rows = 2;
	if (t->columns < 10)
		t->columns = 10;
}

void terminal_size(struct terminal *t)
{
	struct winsize size = {0};

	resized = 0;
	t->sized = !ioctl(t->out, TIOCGWINSZ, &size) && size.ws_row && size.ws_col;
	if (t->sized)
		set_size(t, size.ws_row, size.ws_col);
	else if (t->is_tty)
		terminal_print(t, "\0337\033[999;999H\033[6n\0338");
}

/* --- writing ------------------------------------------------------------------------- */

void terminal_write(struct terminal *t, struct bytes *b)
{
	struct itimerval timer = {{WRITE_TIME, 0}, {WRITE_TIME, 0}}, none = {0};
	size_t done = 0;

	stuck = 0;
	setitimer(ITIMER_REAL, &timer, NULL);
	while (done < b->len && !stuck) {
		ssize_t n = write(t->out, b->data + done, b->len - done);

		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	setitimer(ITIMER_REAL, &none, NULL);
	b->len = 0;
}

void terminal_print(struct terminal *t, const char *fmt, ...)
{
	struct bytes b = {0};
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	bytes_string(&b, text);
	terminal_write(t, &b);
	bytes_free(&b);
}

/* --- reading ------------------------------------------------------------------------- */

/* More bytes than there were: 0, or TERMINAL_* */
static int fill(struct terminal *t, long until)
{
	struct pollfd p = {.fd = t->in, .events = POLLIN};
	long wait = until < 0 ? 60000 : until - limits_now();
	ssize_t n;
	int ready;

	if (resized)
		return TERMINAL_RESIZED;
	if (t->closed)
		return TERMINAL_CLOSED;
	ready = poll(&p, 1, wait < 0 ? 0 : wait > 60000 ? 60000 : (int)wait);
	if (ready < 0)
		return errno != EINTR ? TERMINAL_CLOSED : resized ? TERMINAL_RESIZED : 0;
	if (!ready)
		return until >= 0 && limits_now() >= until ? TERMINAL_TIME : 0;
	n = read(t->in, t->buf + t->len, sizeof(t->buf) - t->len);
	if (n > 0)
		t->len += (size_t)n;
	else if (!n || (errno != EINTR && errno != EAGAIN))
		t->closed = true;
	return t->closed ? TERMINAL_CLOSED : 0;
}

static void take(struct terminal *t, size_t n)
{
	memmove(t->buf, t->buf + n, t->len - n);
	t->len -= n;
}

int terminal_key(struct terminal *t, long until)
{
	bool waited = false;
	long since = 0;

	for (;;) {
		size_t used = 0, had = t->len;
		struct key k = {.code = KEY_MORE};
		int end_of_wait;

		if (t->len)
			k = key_decode(t->buf, t->len, waited, &used);
		if (k.code != KEY_MORE) {
			take(t, used);
			if (k.code != KEY_SIZE)
				return k.code;
			set_size(t, k.rows, k.columns);
			return TERMINAL_RESIZED;
		}
		if (had && !since)
			since = limits_now() + ESCAPE_TIME;
		end_of_wait = fill(t, had ? since : until);
		if (end_of_wait == TERMINAL_RESIZED || (end_of_wait && !had))
			return end_of_wait;
		waited = end_of_wait != 0;
		if (t->len != had)
			since = 0;
	}
}

int terminal_line(struct terminal *t, char *line, size_t size, long until)
{
	for (;;) {
		size_t n = 0, kept = 0;
		int over;

		while (n < t->len && t->buf[n] != '\n' && t->buf[n] != '\r')
			n++;
		if (n < t->len || n == sizeof(t->buf) || (n && t->closed)) {
			for (size_t i = 0; i < n && kept + 1 < size; i++)
				if (t->buf[i] >= ' ' && t->buf[i] != 0x7f)
					line[kept++] = (char)t->buf[i];
			line[kept] = 0;
			/* CR LF is one end */
			if (n + 1 < t->len && t->buf[n] == '\r' && t->buf[n + 1] == '\n')
				n++;
			take(t, n < t->len ? n + 1 : n);
			return 0;
		}
		over = fill(t, until);
		if (over == TERMINAL_RESIZED)
			resized = 0;
		else if (over && !(over == TERMINAL_CLOSED && t->len))
			return over;
	}
}

void terminal_flush(struct terminal *t)
{
	t->len = 0;
	if (t->is_tty)
		tcflush(t->in, TCIFLUSH);
}

bool terminal_answers(struct terminal *t)
{
	static const char ready[] = "\033[0n";
	long until = limits_now() + PROBE_TIME;
	bool was_raw = t->raw, answers = false;

	terminal_raw(t, true);
	t->len = 0;
	terminal_print(t, "\033[5n");
	while (!answers && !fill(t, until)) {
		unsigned char *at = memmem(t->buf, t->len, ready, sizeof(ready) - 1);

		answers = at != NULL;
		if (answers)
			take(t, (size_t)(at - t->buf) + sizeof(ready) - 1);
		else if (t->len > sizeof(t->buf) / 2)
			take(t, t->len - sizeof(ready));
	}
	if (!answers)
		t->len = 0;
	terminal_raw(t, was_raw);
	return answers;
}

/* --- programs ------------------------------------------------------------------------ */

void terminal_run(struct terminal *t, const char *const *words)
{
	bool was_raw = t->raw;
	pid_t child;

	terminal_raw(t, false);
	handle_all(false);
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	child = fork();
	if (!child) {
		signal(SIGINT, SIG_DFL);
		signal(SIGQUIT, SIG_DFL);
		signal(SIGPIPE, SIG_DFL);
		dup2(t->out, STDOUT_FILENO);
		execvp(words[0], (char *const *)words);
		_exit(127);
	}
	handle(SIGTTOU, SIG_IGN, 0);
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	if (t->is_tty && !t->raw)
		tcsetattr(t->in, TCSANOW, &t->before);
	handle_all(true);
	if (child < 0)
		terminal_print(t, "there is no memory for a shell\r\n");
	t->len = 0;
	terminal_raw(t, was_raw);
}
