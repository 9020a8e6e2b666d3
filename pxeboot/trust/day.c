// SPDX-License-Identifier: MIT
#include "trust/day.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct day_text day_print(int64_t day)
{
	struct day_text t = {"?"};
	const time_t seconds = (time_t)(day * DAY_SECONDS);
	struct tm tm;

	if (gmtime_r(&seconds, &tm))
		strftime(t.s, sizeof(t.s), "%Y-%m-%d", &tm);
	return t;
}

int64_t day_parse(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	struct tm tm = {0};
	int64_t day;

	if (strlen(text) != sizeof(form) - 1)
		return -1;
	for (int i = 0; form[i]; i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return -1;
	tm.tm_year = (int)strtol(text, NULL, 10) - 1900;
	tm.tm_mon = (int)strtol(text + 5, NULL, 10) - 1;
	tm.tm_mday = (int)strtol(text + 8, NULL, 10);
	if (tm.tm_year < 70)
		return -1;
	day = timegm(&tm) / DAY_SECONDS;
	/* a day that there is not has become another one */
	return strcmp(day_print(day).s, text) ? -1 : day;
}
