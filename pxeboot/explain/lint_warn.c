// SPDX-License-Identifier: MIT
/* The list of warnings. */
#include "lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool lint_seen(struct lint *l, const char *text)
{
	struct lint_warning *w, **bucket;
	unsigned int hash = 5381;

	for (const char *p = text; *p; p++)
		hash = hash * 33 + (unsigned char)*p;
	bucket = &l->seen[hash % LINT_BUCKETS];
	for (w = *bucket; w; w = w->next)
		if (!strcmp(w->text, text))
			return true;
	w = arena_alloc(l->arena, sizeof(*w));
	if (w) {
		*w = (struct lint_warning){*bucket, text};
		*bucket = w;
	}
	return false;
}

void lint_warn(struct lint *l, struct origin at, const char *fmt, ...)
{
	struct lint_warning *w;
	char text[1024];
	va_list ap;
	const char *line;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	line = arena_printf(l->arena, "%s:%u: %s", at.file, at.line ? at.line : 1, text);
	/* a file may be read twice */
	w = lint_seen(l, line) ? NULL : arena_alloc(l->arena, sizeof(*w));
	if (!w)
		return;
	w->text = line;
	if (l->last)
		l->last->next = w;
	else
		l->first = w;
	l->last = w;
}
