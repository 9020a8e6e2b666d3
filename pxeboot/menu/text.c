// SPDX-License-Identifier: MIT
#include "menu/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "utf8.h"

/* Characters that take no room or two columns: the ranges of Unicode's EastAsianWidth.txt, joined
 * where nothing of another width is likely in a menu. */
static const struct {
	uint32_t first, last;
	unsigned char width;
} widths[] = {
	{0x300, 0x36f, 0},     {0x1100, 0x115f, 2},   {0x200b, 0x200f, 0},   {0x2028, 0x202e, 0},
	{0x2060, 0x206f, 0},   {0x20d0, 0x20f0, 0},   {0x2e80, 0x303e, 2},   {0x3041, 0xa4cf, 2},
	{0xac00, 0xd7a3, 2},   {0xf900, 0xfaff, 2},   {0xfe00, 0xfe0f, 0},   {0xfe30, 0xfe6f, 2},
	{0xfeff, 0xfeff, 0},   {0xff00, 0xff60, 2},   {0xffe0, 0xffe6, 2},   {0x1f300, 0x1f64f, 2},
	{0x1f680, 0x1f6ff, 2}, {0x1f900, 0x1faff, 2}, {0x20000, 0x3fffd, 2}, {0xe0000, 0xe0fff, 0},
};

static uint32_t code_point(const char *s, size_t n)
{
	uint32_t c = (unsigned char)*s;

	if (n > 1)
		c &= 0x7fu >> n;
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)s[i] & 0x3f);
	return c;
}

size_t text_char(const char *s, size_t *width)
{
	size_t n = utf8_length(s);
	uint32_t c;

	*width = 1;
	if (!n)
		return 1;
	c = code_point(s, n);
	for (size_t i = 0; c >= 0x300 && i < sizeof(widths) / sizeof(*widths); i++)
		if (c >= widths[i].first && c <= widths[i].last)
			*width = widths[i].width;
	return n;
}

/* What stands for the character of N bytes, 0 if it is not one */
static size_t clean(char out[4], const char *s, size_t n)
{
	unsigned char c = (unsigned char)*s;
	size_t width;

	*out = '?';
	if (!n)
		return 1;
	*out = ' ';
	if (c == '\t')
		return 1;
	text_char(s, &width);
	/* what takes no room may change the direction of all that follows */
	if (c < ' ' || c == 0x7f || (c == 0xc2 && (unsigned char)s[1] < 0xa0) || !width)
		return 0;
	memcpy(out, s, n);
	return n;
}

int text_line(struct bytes *out, const char *s, size_t n)
{
	for (const char *end = s + n; s < end;) {
		char buf[5] = {0}, put[4];
		size_t len, used;

		memcpy(buf, s, end - s < 4 ? (size_t)(end - s) : 4);
		len = utf8_length(buf);
		used = clean(put, buf, len);
		if (used && bytes_append(out, put, used))
			return -1;
		s += len ? len : 1;
	}
	return 0;
}

void text_string(char *out, size_t size, const char *s)
{
	size_t n = 0;

	while (*s) {
		char put[4];
		size_t len = utf8_length(s), used = clean(put, s, len);

		if (used >= size - n)
			break;
		memcpy(out + n, put, used);
		n += used;
		s += len ? len : 1;
	}
	out[n] = 0;
}

static bool hexadecimal(char c)
{
	return c && strchr("0123456789abcdefABCDEF", c);
}

/* The length of a code of ESC, or of SYSLINUX, in the N bytes at S: 0 for none */
static size_t code(const char *s, size_t n)
{
	size_t i = 2;

	if (*s == '\017')
		return n > 2 && hexadecimal(s[1]) && hexadecimal(s[2]) ? 3 : 1;
	if (*s == '\030')
		return n;
	if (*s != '\033' || n < 2 || s[1] != '[')
		return 0;
	while (i < n && s[i] >= ' ' && s[i] < '@')
		i++;
	return i < n ? i + 1 : i;
}

static int file_line(struct bytes *out, const char *s, size_t n)
{
	while (n) {
		size_t plain = 0, skip;

		while (plain < n && !code(s + plain, n - plain))
			plain++;
		if (text_line(out, s, plain))
			return -1;
		skip = plain < n ? plain + code(s + plain, n - plain) : n;
		s += skip;
		n -= skip;
	}
	return bytes_string(out, "\n");
}

int text_file(struct bytes *out, const struct bytes *file)
{
	const char *s = (const char *)file->data, *end = s ? memchr(s, '\032', file->len) : NULL;
	size_t len = end ? (size_t)(end - s) : file->len;

	while (s && len) {
		const char *lf = memchr(s, '\n', len);
		size_t n = lf ? (size_t)(lf - s) : len;

		if (file_line(out, s, n))
			return -1;
		s += n + (lf != NULL);
		len -= n + (lf != NULL);
	}
	return 0;
}

size_t text_width(const char *s)
{
	size_t sum = 0, width;

	for (; *s; sum += width)
		s += text_char(s, &width);
	return sum;
}

size_t text_fit(const char *s, size_t columns)
{
	const char *p = s;
	size_t width;

	while (*p) {
		size_t n = text_char(p, &width);

		if (width > columns)
			break;
		columns -= width;
		p += n;
	}
	return (size_t)(p - s);
}
