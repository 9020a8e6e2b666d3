// SPDX-License-Identifier: MIT
#include "cmdline.h"

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
		return error_memory(err);
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

/* EBCDIC 037 as the kernel knows it (arch/s390/kernel/ebcdic.c): characters from a code on */
static const struct {
	unsigned char first;
	const char *chars;
} ebcdic[] = {
	{0x05, "\t"},	    {0x15, "\n"},	 {0x25, "\n"},	       {0x40, " "},
	{0x4b, ".<(+|&"},   {0x5a, "!$*);"},	 {0x60, "-/"},	       {0x6b, ",%_>?"},
	{0x79, "`:#@'=\""}, {0x81, "abcdefghi"}, {0x91, "jklmnopqr"},  {0xa1, "~stuvwxyz"},
	{0xb0, "^"},	    {0xba, "[]"},	 {0xc0, "{ABCDEFGHI"}, {0xd0, "}JKLMNOPQR"},
	{0xe0, "\\"},	    {0xe2, "STUVWXYZ"},	 {0xf0, "0123456789"},
};

/* The character of a code, 0 if it is none that a command line may have. */
static char ascii_of(unsigned char code)
{
	size_t i = sizeof(ebcdic) / sizeof(ebcdic[0]) - 1;

	while (i && ebcdic[i].first > code)
		i--;
	if (code < ebcdic[i].first || (size_t)(code - ebcdic[i].first) >= strlen(ebcdic[i].chars))
		return 0;
	return ebcdic[i].chars[code - ebcdic[i].first];
}

bool cmdline_from_ebcdic(struct cmdline *line)
{
	bool high = false;
	size_t i;

	for (i = 0; i < line->len; i++) {
		high = high || (unsigned char)line->text[i] >= 0x80;
		if (!ascii_of((unsigned char)line->text[i]))
			return false;
	}
	for (i = 0; i < line->len && high; i++)
		line->text[i] = ascii_of((unsigned char)line->text[i]);
	return high;
}

int cmdline_from_image(struct cmdline *line, const struct image *img, struct error *err)
{
	uint8_t *area = image_cmdline_area(img, err);
	int rc;

	if (!area)
		return -1;
	rc = cmdline_from_string(line, (char *)area, strnlen((char *)area, img->cmdline_size), err);
	cmdline_from_ebcdic(line);
	free(area);
	return rc;
}

void cmdline_decode(struct cmdline *line, const char *name, struct findings *notes)
{
	while (line->len && !line->text[line->len - 1])
		line->len--;
	if (cmdline_from_ebcdic(line))
		findings_add(notes, false, "cmdline-ebcdic", 0,
			     "%s: converted from EBCDIC to ASCII", name);
}

static int check_bytes(const struct cmdline *line, const char *name, struct error *err)
{
	unsigned char c;
	size_t i;

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
	return 0;
}

enum { CARD = 80 };

/* Is no line longer than a card has columns? */
static bool are_cards(const char *s, size_t len)
{
	size_t column = 0;

	for (size_t i = 0; i < len && column <= CARD; i++)
		column = s[i] == '\n' ? 0 : column + 1;
	return column <= CARD;
}

/* Tells of what is not a parameter in line NUMBER, of LEN bytes at S. */
static void check_line(const char *s, size_t len, unsigned int number, const char *name,
		       struct findings *notes)
{
	size_t i = 0;

	while (len && s[len - 1] == ' ')
		len--;
	while (i < len && s[i] == ' ')
		i++;
	if (len && s[len - 1] == '\\')
		findings_add(notes, false, "cmdline-backslash", 0,
			     "%s: line %u ends with a backslash, which the kernel takes for a "
			     "parameter; lines are joined without it",
			     name, number);
	if (i < len && s[i] == '#')
		findings_add(notes, false, "cmdline-comment", 0,
			     "%s: line %u begins with '#', but the kernel knows no comments: it "
			     "takes the words for parameters",
			     name, number);
}

/*
 * Folds the newlines in the first LEN bytes to blanks. A line that fills a whole card
 * is continued in the first column of the next.
 */
static void fold(struct cmdline *line, size_t len, const char *name, struct findings *notes)
{
	bool cards = are_cards(line->text, len);
	size_t start = 0, to = 0, i;
	unsigned int number = 1;
	char *s = line->text;

	for (i = 0; i <= len; i++) {
		if (i < len && s[i] != '\n') {
			s[to++] = s[i];
			continue;
		}
		check_line(s + to - (i - start), i - start, number, name, notes);
		if (i == len)
			break;
		if (cards && i - start == CARD && s[i - 1] != ' ' && s[i + 1] != ' ' &&
		    s[i + 1] != '\n')
			findings_add(notes, false, "cmdline-card", 0,
				     "%s: line %u fills all 80 columns; it is continued by the "
				     "next without a blank",
				     name, number);
		else
			s[to++] = ' ';
		start = i + 1;
		number++;
	}
	memmove(s + to, s + len, line->len - len);
	line->len -= len - to;
}

int cmdline_check(struct cmdline *line, uint64_t size, bool keep_newlines, const char *name,
		  struct findings *notes, struct error *err)
{
	size_t len;

	if (check_bytes(line, name, err))
		return -1;
	if (!keep_newlines)
		fold(line, trimmed(line, false), name, notes);
	len = trimmed(line, true);
	if (len > size - 1)
		return error_set(err, name,
				 "the command line has %zu bytes, and this kernel takes %llu", len,
				 (unsigned long long)size - 1);
	if (line->len > size - 1)
		line->len = (size_t)size - 1;
	return 0;
}
