// SPDX-License-Identifier: MIT
#include "cmdline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "s390hdr.h"

void cmdline_free(struct cmdline *line)
{
	free(line->text);
	line->text = NULL;
	line->len = 0;
}

static int resize(struct cmdline *line, size_t len, struct error *err)
{
	char *text = realloc(line->text, len + 1);

	if (!text)
		return error_set_errno(err, NULL, ENOMEM, "out of memory");
	line->text = text;
	return 0;
}

int cmdline_from_file(struct cmdline *line, const struct infile *file, struct error *err)
{
	if (file->size > S390_CMDLINE_LIMIT)
		return error_set(err, file->name,
				 "has %llu bytes, more than any kernel's command line; is it the "
				 "right file?",
				 (unsigned long long)file->size);
	if (resize(line, (size_t)file->size, err))
		return -1;
	line->len = (size_t)file->size;
	return infile_read(file, 0, line->text, line->len, err);
}

int cmdline_from_string(struct cmdline *line, const char *s, size_t len, struct error *err)
{
	if (resize(line, len, err))
		return -1;
	memcpy(line->text, s, len);
	line->len = len;
	return 0;
}

/* Length without the newlines (and, if BLANKS, blanks) at the end. */
static size_t trimmed(const struct cmdline *line, bool blanks)
{
	size_t len = line->len;

	while (len && (line->text[len - 1] == '\n' || (blanks && line->text[len - 1] == ' ')))
		len--;
	return len;
}

int cmdline_append(struct cmdline *line, const char *s, struct error *err)
{
	size_t len = line->text ? trimmed(line, true) : 0, n = strlen(s);

	if (resize(line, len + n + 1, err))
		return -1;
	if (len)
		line->text[len++] = ' ';
	memcpy(line->text + len, s, n);
	line->len = len + n;
	return 0;
}

int cmdline_check(struct cmdline *line, uint64_t size, bool keep_newlines, const char *name,
		  struct error *err)
{
	size_t len = trimmed(line, false), i;
	unsigned char c;

	for (i = 0; i < line->len; i++) {
		c = (unsigned char)line->text[i];
		if (!c)
			return error_set_at(
				err, name, i,
				"has a NUL byte, which would end the command line there; "
				"take it out");
		if (c == '\r')
			return error_set_at(err, name, i,
					    "has a carriage return, which would become part of a "
					    "parameter; save it with Unix line ends");
		if (c >= 0x80)
			return error_set_at(err, name, i,
					    "has the byte 0x%02x: the kernel would take the whole "
					    "command line for EBCDIC and garble it; use ASCII only",
					    c);
	}
	if (len > size - 1)
		return error_set(err, name,
				 "the command line has %zu bytes, and this kernel takes %llu", len,
				 (unsigned long long)size - 1);
	if (line->len > size - 1)
		line->len = (size_t)size - 1;
	for (i = 0; i < len && !keep_newlines; i++)
		if (line->text[i] == '\n')
			line->text[i] = ' ';
	return 0;
}
