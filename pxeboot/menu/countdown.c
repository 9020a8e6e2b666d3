// SPDX-License-Identifier: MIT
#include "menu/countdown.h"

#include <string.h>

#include "menu/text.h"

long countdown_until(const struct countdown *c)
{
	if (c->total && (!c->timeout || c->total < c->timeout))
		return c->total;
	return c->timeout ? c->timeout : -1;
}

int countdown_seconds(const struct countdown *c, long now)
{
	long until = countdown_until(c);

	return until < 0 ? -1 : until <= now ? 0 : (int)((until - now + 999) / 1000);
}

/* Of the forms between braces at S, the last one if there are fewer */
static const char *form(struct bytes *out, const char *s, int seconds)
{
	int wanted = seconds == 1 ? 0 : seconds == 2 ? 1 : 2;
	size_t n = strcspn(s, ",}");

	for (; wanted && s[n] == ','; wanted--) {
		s += n + 1;
		n = strcspn(s, ",}");
	}
	text_line(out, s, n);
	s += strcspn(s, "}");
	return *s ? s + 1 : s;
}

void countdown_text(struct bytes *out, const char *text, int seconds)
{
	while (*text) {
		size_t n = strcspn(text, "#{");

		text_line(out, text, n);
		text += n;
		if (*text == '#')
			bytes_printf(out, "%d", seconds);
		if (*text == '{')
			text = form(out, text + 1, seconds);
		else if (*text)
			text++;
	}
}
