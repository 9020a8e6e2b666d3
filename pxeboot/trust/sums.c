// SPDX-License-Identifier: MIT
#include "trust/sums.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum { DIGITS = 2 * SUMS_HASH };

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_hash(const char *text, unsigned char *hash)
{
	for (int i = 0; i < SUMS_HASH; i++) {
		int high = digit(text[2 * i]), low = high < 0 ? -1 : digit(text[2 * i + 1]);

		if (low < 0)
			return false;
		hash[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

/* Why NAME cannot be that of a file below a directory, or NULL. */
static const char *refuse_name(const char *name)
{
	const char *part = name, *slash;
	size_t len;

	if (!*name)
		return "there is no name";
	for (const char *p = name; *p; p += len) {
		len = utf8_length(p);
		if (!len)
			return "the name is not valid UTF-8";
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return "the name has control characters in it";
	}
	do {
		slash = strchr(part, '/');
		len = slash ? (size_t)(slash - part) : strlen(part);
		if (!len || (len == 1 && *part == '.') || (len == 2 && !strncmp(part, "..", 2)))
			return "the name is not relative and normalized";
		part += len + 1;
	} while (slash);
	return NULL;
}

/* One line, whose newline has become a NUL. */
static const char *parse_line(struct sums_line *l, char *line, size_t len)
{
	if (*line == '\\')
		return "names with escapes are not supported";
	if (len < DIGITS + 2 || !parse_hash(line, l->hash))
		return "it does not begin with a SHA-256 hash in small letters";
	if (line[DIGITS] != ' ' || (line[DIGITS + 1] != ' ' && line[DIGITS + 1] != '*'))
		return "a blank, and a blank or *, do not follow the hash";
	l->name = line + DIGITS + 2;
	return refuse_name(l->name);
}

static int by_name(const void *a, const void *b)
{
	const struct sums_line *x = a, *y = b;

	return strcmp(x->name, y->name);
}

int sums_read(struct sums *s, struct bytes *text, const char *name, struct error *err)
{
	char *line, *end;
	size_t lines = 1;

	*s = (struct sums){.text = *text};
	*text = (struct bytes){0};
	line = (char *)s->text.data;
	if (!s->text.len)
		return error_set(err, name, "is empty");
	if (memchr(line, 0, s->text.len))
		return error_set(err, name, "has a NUL byte in it");
	end = line + s->text.len;
	if (end[-1] != '\n')
		return error_set(err, name, "is cut short: its last line has no end");
	for (const char *p = line; p < end - 1; p++)
		lines += *p == '\n';
	s->lines = calloc(lines, sizeof(*s->lines));
	if (!s->lines)
		return error_memory(err);
	for (; line < end; s->count++) {
		char *lf = memchr(line, '\n', (size_t)(end - line));
		const char *why;

		*lf = '\0';
		why = parse_line(&s->lines[s->count], line, (size_t)(lf - line));
		if (why)
			return error_set(err, name, "line %zu: %s", s->count + 1, why);
		line = lf + 1;
	}
	qsort(s->lines, s->count, sizeof(*s->lines), by_name);
	for (size_t i = 1; i < s->count; i++)
		if (!by_name(&s->lines[i - 1], &s->lines[i]))
			return error_set(err, name, "lists %s twice", s->lines[i].name);
	return 0;
}

const unsigned char *sums_find(const struct sums *s, const char *name)
{
	const struct sums_line key = {.name = name};
	const struct sums_line *l =
		s->count ? bsearch(&key, s->lines, s->count, sizeof(key), by_name) : NULL;

	return l ? l->hash : NULL;
}

void sums_free(struct sums *s)
{
	bytes_free(&s->text);
	free(s->lines);
	*s = (struct sums){0};
}
