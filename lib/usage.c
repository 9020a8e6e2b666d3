// SPDX-License-Identifier: MIT
#include "usage.h"

#include <string.h>

int usage_once(const char **where, const char *value, const struct option *options, int c,
	       struct error *err)
{
	while (options->name && options->val != c)
		options++;
	if (*where)
		return error_set(err, NULL, "--%s is given twice", options->name);
	*where = value;
	return 0;
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
