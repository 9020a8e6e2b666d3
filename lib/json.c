// SPDX-License-Identifier: MIT
#include "json.h"

#include "utf8.h"

int json_string(struct bytes *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	int bad = 0;

	if (!s)
		return bytes_string(out, "null");
	bad |= bytes_string(out, "\"");
	while (*s && !bad) {
		size_t n = utf8_length((const char *)s);

		if (!n)
			bad |= bytes_string(out, "\\ufffd");
		else if (*s == '"' || *s == '\\')
			bad |= bytes_printf(out, "\\%c", *s);
		else if (*s < 0x20 || *s == 0x7f || (*s == 0xc2 && s[1] < 0xa0))
			bad |= bytes_printf(out, "\\u%04x", s[n - 1]);
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
