// SPDX-License-Identifier: MIT
#include "depfile.h"

#include <string.h>

/* GNU make, "Rule Syntax" and "Wildcards": blanks, # and $ need an escape; a newline has none */
static int escaped(struct bytes *out, const char *s)
{
	int bad = 0;

	for (; *s && !bad; s++) {
		if (strchr(" \t#\\:%*?[~", *s))
			bad |= bytes_string(out, "\\");
		if (*s == '$')
			bad |= bytes_string(out, "$");
		bad |= bytes_append(out, s, 1);
	}
	return bad;
}

int depfile_make(const char *target, struct names *sources, struct bytes *out, struct error *err)
{
	int bad = escaped(out, target) | bytes_string(out, ":");

	names_sort(sources, true);
	for (size_t i = 0; i < sources->n && !bad; i++)
		if (!strchr(sources->v[i], '\n'))
			bad |= bytes_string(out, " \\\n ") | escaped(out, sources->v[i]);
	bad |= bytes_string(out, "\n");
	for (size_t i = 0; i < sources->n && !bad; i++)
		if (!strchr(sources->v[i], '\n'))
			bad |= escaped(out, sources->v[i]) | bytes_string(out, ":\n");
	return bad ? error_memory(err) : 0;
}
