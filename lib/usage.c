// SPDX-License-Identifier: MIT
#include "usage.h"

#include <string.h>

#undef usage_option
#undef usage_argument

int usage_set(void *to, const struct usage_setting *list, int c, const struct option *names,
	      struct error *err)
{
	const char **value;

	while (list->option && list->option != c)
		list++;
	if (!list->option)
		return 0;
	if (!list->has_value) {
		*(bool *)((char *)to + list->offset) = true;
		return 1;
	}
	value = (const char **)((char *)to + list->offset);
	while (names->val != c)
		names++;
	if (*value)
		return error_set(err, NULL, "--%s is given twice", names->name);
	*value = optarg;
	return 1;
}

int usage_option(int c, char **argv, struct error *err)
{
	const char *word = argv[optind - 1];

	if (c == ':')
		return error_set(err, NULL, "%s needs a value", word);
	/* optopt is 0 for a long option that is unknown, its value for one with "=" that takes none
	 */
	if (!optopt)
		return error_set(err, NULL, "unknown option %s", word);
	if (!strncmp(word, "--", 2) && strchr(word, '='))
		return error_set(err, NULL, "%.*s takes no value", (int)strcspn(word, "="), word);
	return error_set(err, NULL, "unknown option -%c", optopt);
}

int usage_both(const char *one, const char *other, struct error *err)
{
	return error_set(err, NULL, "give %s or %s, not both", one, other);
}

int usage_one_of(const char *list, struct error *err)
{
	return error_set(err, NULL, "give only one of %s", list);
}

int usage_argument(const char *word, struct error *err)
{
	return error_set(err, NULL, "unexpected argument '%s'", word);
}
