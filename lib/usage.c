// SPDX-License-Identifier: MIT
#include "usage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#undef usage_argument

enum { FIRST = 256 }; /* beyond all letters: getopt_long()'s value of the first of a list */

static int set(void *to, const struct usage_option *o, struct error *err)
{
	const char **value = (const char **)((char *)to + o->offset);

	if (!o->has_value) {
		*(bool *)((char *)to + o->offset) = true;
		return 0;
	}
	if (*value)
		return error_set(err, NULL, "--%s is given twice", o->name);
	*value = optarg;
	return 0;
}

/* After getopt_long() has returned ':' or '?' (C) */
static int wrong(int c, char **argv, struct error *err)
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

static const struct usage_option *find(const struct usage_option *list, int c)
{
	if (c >= FIRST)
		return &list[c - FIRST];
	while (list->letter != c)
		list++;
	return list;
}

int usage_parse(void *to, const struct usage_option *list, usage_take *take, bool in_order,
		int argc, char **argv, struct error *err)
{
	struct option names[USAGE_MOST + 1] = {{0}};
	char letters[2 * USAGE_MOST + 3], *end = stpcpy(letters, in_order ? "+:" : ":");
	int c, ret = 0;

	for (int i = 0; list[i].name; i++) {
		names[i].name = list[i].name;
		names[i].has_arg = list[i].has_value ? required_argument : no_argument;
		names[i].val = FIRST + i;
		if (list[i].letter) {
			*end++ = list[i].letter;
			end = stpcpy(end, list[i].has_value ? ":" : "");
		}
	}
	opterr = 0;
	while (!ret && (c = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		const struct usage_option *o;

		if (c == ':' || c == '?')
			return wrong(c, argv, err);
		o = find(list, c);
		ret = o->call ? take(to, o->call, optarg, err) : set(to, o, err);
	}
	return ret;
}

int usage_number(const char *name, const char *s, int64_t min, int64_t max, int64_t *v,
		 struct error *err)
{
	size_t digits = s ? strspn(s, "0123456789") : 0;

	if (!s)
		return 0;
	errno = 0;
	*v = strtoll(s, NULL, 10);
	if (!digits || s[digits] || errno || *v < min || *v > max)
		return error_set(err, NULL, "--%s takes a number from %lld to %lld, not \"%s\"",
				 name, (long long)min, (long long)max, s);
	return 0;
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
