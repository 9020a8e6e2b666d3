// SPDX-License-Identifier: MIT
/* The list of warnings. */
#include "lint.h"

#include <stdarg.h>
#include <string.h>

bool lint_seen(struct lint *l, const char *text)
{
	struct notes *bucket;
	unsigned int hash = 5381;

	for (const char *p = text; *p; p++)
		hash = hash * 33 + (unsigned char)*p;
	bucket = &l->seen[hash % LINT_BUCKETS];
	for (const struct note *n = bucket->first; n; n = n->next)
		if (!strcmp(n->text, text))
			return true;
	note_add(bucket, l->arena, text);
	return false;
}

bool lint_leads(struct lint *l, struct origin at)
{
	return lint_seen(l, arena_printf(l->arena, "leads %s:%u", at.file ? at.file : "", at.line));
}

void lint_warn(struct lint *l, struct origin at, const char *fmt, ...)
{
	va_list ap;
	const char *line;

	va_start(ap, fmt);
	line = arena_printf(l->arena, "%s:%u: %s", at.file, at.line ? at.line : 1,
			    arena_vprintf(l->arena, fmt, ap));
	va_end(ap);
	/* a file may be read twice */
	if (!lint_seen(l, line))
		note_add(&l->warnings, l->arena, line);
}
