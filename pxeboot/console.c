// SPDX-License-Identifier: MIT
#include "console.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "bytes.h"
#include "fullio.h"
#include "name.h"

/* Control characters, also those of UTF-8 from U+0080 to U+009F, which terminals obey too. */
static void clean(char *s)
{
	char *to = s;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s, next = (unsigned char)s[1];

		if (c == 0xc2 && next >= 0x80 && next <= 0x9f)
			s++;
		else if (c >= ' ' && c != 0x7f) {
			*to++ = *s;
			continue;
		}
		*to++ = '?';
	}
	*to = '\0';
}

static void print(struct console *c, struct bytes *line)
{
	if (line->len)
		fullio_write(c->fd, line->data, line->len);
	bytes_free(line);
}

void console_line(struct console *c, enum console_kind kind, const char *fmt, ...)
{
	static const char *const marks[] = {"", "  ", "warning: ", "error: "};
	struct arena a = {0};
	struct bytes line = {0};
	struct timespec up;
	struct bytes text = {0};
	const char *shown;
	va_list ap;

	if (c->quiet && kind == CONSOLE_DETAIL)
		return;
	console_close(c);
	va_start(ap, fmt);
	bytes_string(&text, arena_vprintf(&a, fmt, ap));
	va_end(ap);
	if (text.data)
		clean((char *)text.data);
	shown = name_without_password(&a, text.data ? (char *)text.data : "", "/?# ");
	if (kind == CONSOLE_ERROR)
		snprintf(c->why, sizeof(c->why), "%s", shown);
	clock_gettime(CLOCK_BOOTTIME, &up);
	bytes_printf(&line, "pxeboot[%lld.%02ld]: %s%s\n", (long long)up.tv_sec,
		     up.tv_nsec / 10000000, marks[kind], shown);
	print(c, &line);
	bytes_free(&text);
	arena_free(&a);
}

void console_progress(struct console *c, const char *text)
{
	struct bytes line = {0};

	if (!c->rewrites) {
		console_line(c, CONSOLE_DETAIL, "%s", text);
		return;
	}
	bytes_printf(&line, "\r\033[K%s", text);
	print(c, &line);
	c->open = true;
}

void console_close(struct console *c)
{
	if (c->open)
		fullio_write(c->fd, "\n", 1);
	c->open = false;
}
