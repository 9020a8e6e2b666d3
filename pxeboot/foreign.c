// SPDX-License-Identifier: MIT
#include "foreign.h"

#include <stdbool.h>
#include <string.h>

#include "word.h"

enum { HEAD = 40 };

/* The beginning of the first line that is not blank, as a string in which NUL is CR */
static size_t head_of(const struct bytes *text, char head[HEAD + 1])
{
	const unsigned char *p = text->data, *end = p + text->len, *line = p;
	size_t n = 0;

	while (p < end && *p <= ' ') {
		if (*p == '\n')
			line = p + 1;
		p++;
	}
	if (p < end)
		for (; n < HEAD && line + n < end && line[n] != '\n'; n++)
			head[n] = line[n] ? (char)line[n] : '\r';
	head[n] = 0;
	return n;
}

static bool printable(char c)
{
	return c == '\t' || (c >= ' ' && c <= '~');
}

static bool utf16(const char *h, size_t n)
{
	if (n >= 2 && (!memcmp(h, "\377\376", 2) || !memcmp(h, "\376\377", 2)))
		return true;
	return n >= 4 && ((h[0] == '\r' && printable(h[1]) && h[2] == '\r' && printable(h[3])) ||
			  (printable(h[0]) && h[1] == '\r' && printable(h[2]) && h[3] == '\r'));
}

static bool html(const char *h)
{
	static const char *const begin[] = {"!doctype", "html", "head", "body", "?xml", "!--"};

	h = word_skip(h);
	if (*h != '<')
		return false;
	for (size_t i = 0; i < sizeof(begin) / sizeof(*begin); i++)
		if (strlen(h + 1) >= strlen(begin[i]) && word_is(h + 1, strlen(begin[i]), begin[i]))
			return true;
	return false;
}

const char *foreign_text(const struct bytes *text, unsigned int content, unsigned int known,
			 unsigned int odd)
{
	char head[HEAD + 1];
	size_t n = head_of(text, head);

	if (n >= 2 && !memcmp(head, "\037\213", 2))
		return "it is compressed with gzip: unpack it on the server";
	if (utf16(head, n))
		return "it is text in UTF-16: save it as UTF-8 or ASCII";
	if (html(head))
		return "it is an HTML page, most likely an error page of the server";
	if (n >= 6 && word_is(head, 6, "#!ipxe"))
		return "it is a script for iPXE, which this loader does not run";
	if (odd > known)
		return "it is not text but a kernel, an archive or a damaged file";
	if (content && !known)
		return "it holds no word of the configuration language";
	return NULL;
}
