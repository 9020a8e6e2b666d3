// SPDX-License-Identifier: MIT
#include "print.h"

#include <string.h>

#include "json.h"

int print_text(struct bytes *out, const struct report *r)
{
	int bad = 0;

	for (const struct report_line *l = r->first; l && !bad; l = l->next)
		bad = bytes_printf(out, "%s=%s\n", l->key, l->value);
	return bad;
}

int print_warnings(struct bytes *out, const struct note *warnings)
{
	int bad = 0;

	for (const struct note *w = warnings; w && !bad; w = w->next)
		bad = bytes_printf(out, "%s\n", w->text);
	return bad;
}

static bool is_one_of(const char *key, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(key, *list))
			return true;
	return false;
}

static int array_item(struct bytes *out, const char *value, bool *any)
{
	int bad = bytes_string(out, *any ? ", " : "");

	*any = true;
	return bad | json_string(out, value);
}

/* All values of KEY as an array called NAME; nothing for an OPTIONAL one without any. */
static int array(struct bytes *out, const struct report *r, const char *key, bool optional)
{
	bool any = false;
	int bad = 0;

	for (const struct report_line *l = r->first; l && !bad; l = l->next)
		if (!strcmp(l->key, key)) {
			bad |= any ? 0 : bytes_printf(out, ",\n  \"%s\": [", key);
			bad |= array_item(out, l->value, &any);
		}
	if (any)
		return bad | bytes_string(out, "]");
	return optional ? bad : bad | bytes_printf(out, ",\n  \"%s\": []", key);
}

int print_json(struct bytes *out, const struct report *r, const struct note *warnings, bool lint)
{
	static const char *const lists[] = {"request", "fallback", "protected", "initrd", NULL};
	static const char *const numbers[] = {"timeout", "totaltimeout", "localboot", NULL};
	const char *separator = "{\n";
	bool any = false;
	int bad = 0;

	for (const struct report_line *l = r->first; l && !bad; l = l->next) {
		if (is_one_of(l->key, lists))
			continue;
		bad |= bytes_printf(out, "%s  \"%s\": ", separator, l->key);
		bad |= is_one_of(l->key, numbers) ? bytes_string(out, l->value)
						  : json_string(out, l->value);
		separator = ",\n";
	}
	bad |= array(out, r, "request", false) | array(out, r, "fallback", true) |
	       array(out, r, "initrd", false) | array(out, r, "protected", true);
	if (lint) {
		bad |= bytes_string(out, ",\n  \"warnings\": [");
		for (const struct note *w = warnings; w && !bad; w = w->next)
			bad |= array_item(out, w->text, &any);
		bad |= bytes_string(out, "]");
	}
	return bad;
}
