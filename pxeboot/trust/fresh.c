// SPDX-License-Identifier: MIT
#include "trust/fresh.h"

#include <stdbool.h>
#include <string.h>

#include "trust/day.h"

/* The date that NAME tells after PREFIX. False if it does not begin with that. */
static bool tells(const char *name, const char *prefix, int64_t *day)
{
	if (strncmp(name, prefix, strlen(prefix)) != 0)
		return false;
	*day = day_parse(name + strlen(prefix));
	return true;
}

static int expired(int64_t until, int64_t since, int64_t clock, const char *name, struct error *err)
{
	if (clock < since)
		return error_set(err, name,
				 "was good until %s, and no list is taken that is older than %s "
				 "(the clock says %s, which cannot be)",
				 day_print(until).s, day_print(since).s, day_print(clock).s);
	return error_set(err, name, "was good until %s, and the clock says %s: sign it again",
			 day_print(until).s, day_print(clock).s);
}

int fresh_check(const struct sums *s, int64_t since, int64_t now, const char *name,
		struct error *err)
{
	const int64_t clock = now / DAY_SECONDS, today = clock < since ? since : clock;
	bool told = false;
	int64_t day;

	for (size_t i = 0; i < s->count; i++) {
		const char *line = s->lines[i].name;
		bool until = tells(line, "BEST-BEFORE-", &day);

		if (!until && !tells(line, "SIGNED-", &day))
			continue;
		if (day < 0)
			return error_set(err, name,
					 "has a line for %s, which does not end in a date", line);
		if (until && day <= today)
			return expired(day, since, clock, name, err);
		if (!until && day < since)
			return error_set(
				err, name,
				"was signed on %s, and no list is taken that is older than "
				"%s: sign it again",
				day_print(day).s, day_print(since).s);
		told |= !until;
	}
	if (since >= 0 && !told)
		return error_set(
			err, name,
			"does not say when it was signed (SIGNED-YYYY-MM-DD): sign it with "
			"sign-netboot");
	return 0;
}
