// SPDX-License-Identifier: MIT
#include "text.h"

#include <string.h>

int text_open(struct text *t, const struct bytes *b, const char *name, struct error *err)
{
	static const char bom[] = {'\xef', '\xbb', '\xbf'};

	t->name = name;
	t->number = 0;
	t->at = t->end = (const char *)b->data;
	if (!b->len)
		return 0;
	t->end += b->len;
	if (memchr(b->data, 0, b->len))
		return error_set(err, name, "is not a text file");
	if (b->len >= sizeof(bom) && !memcmp(b->data, bom, sizeof(bom)))
		return error_set(err, name,
				 "begins with a byte order mark; save it without one (UTF-8)");
	return 0;
}

static int check(const struct text *t, size_t len, struct error *err)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)t->line[i];

		if (c == '\r' && i + 1 == len)
			return error_set(err, t->name,
					 "line %u ends with CR LF, as on Windows; remove the CRs "
					 "(sed -i 's/\\r$//' FILE)",
					 t->number);
		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return error_set(err, t->name,
					 "line %u has a control character; a text file is needed",
					 t->number);
	}
	return 1;
}

int text_next(struct text *t, struct error *err)
{
	const char *nl;
	size_t len;

	if (t->at == t->end)
		return 0;
	nl = memchr(t->at, '\n', (size_t)(t->end - t->at));
	len = (size_t)((nl ? nl : t->end) - t->at);
	t->number++;
	if (len >= sizeof(t->line))
		return error_set(err, t->name, "line %u is longer than %zu bytes", t->number,
				 sizeof(t->line) - 1);
	memcpy(t->line, t->at, len);
	t->line[len] = 0;
	t->at += nl ? len + 1 : len;
	return check(t, len, err);
}
