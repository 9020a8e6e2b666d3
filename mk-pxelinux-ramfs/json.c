// SPDX-License-Identifier: MIT
#include "json.h"

#include <string.h>

/* Length of the UTF-8 sequence at S (RFC 3629), 0 if it is none. */
static size_t utf8(const unsigned char *s)
{
	size_t n = s[0] < 0x80			 ? 1
		   : s[0] >= 0xc2 && s[0] < 0xe0 ? 2
		   : (s[0] & 0xf0) == 0xe0	 ? 3
		   : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
						 : 0;

	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return n;
}

int json_string(struct bytes *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	int bad = 0;

	if (!s)
		return bytes_string(out, "null");
	bad |= bytes_string(out, "\"");
	while (*s && !bad) {
		size_t n = utf8(s);

		if (!n)
			bad |= bytes_string(out, "\\ufffd");
		else if (*s == '"' || *s == '\\')
			bad |= bytes_printf(out, "\\%c", *s);
		else if (*s < 0x20 || *s == 0x7f)
			bad |= bytes_printf(out, "\\u%04x", *s);
		else
			bad |= bytes_append(out, s, n);
		s += n ? n : 1;
	}
	return bad | bytes_string(out, "\"") ? -1 : 0;
}

int line_string(struct bytes *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	int bad = 0;

	if (!s)
		return bytes_string(out, "-");
	for (; *s && !bad; s++)
		bad |= *s < 0x20 || *s == 0x7f || *s == '\\' ? bytes_printf(out, "\\x%02x", *s)
							     : bytes_append(out, s, 1);
	return bad;
}
