// SPDX-License-Identifier: MIT
#include "source_date.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int source_date(uint32_t *seconds, struct error *err)
{
	const char *s = getenv("SOURCE_DATE_EPOCH");
	unsigned long long v;
	char *end;

	*seconds = 0;
	if (!s || !*s)
		return 0;
	errno = 0;
	v = strtoull(s, &end, 10);
	if (*end || errno || s[strspn(s, "0123456789")] || v > UINT32_MAX)
		return error_set(err, NULL,
				 "SOURCE_DATE_EPOCH=%s is not a number of seconds from 0 to %u", s,
				 UINT32_MAX);
	*seconds = (uint32_t)v;
	return 0;
}
