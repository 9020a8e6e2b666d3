// SPDX-License-Identifier: MIT
#include "fetch/fetch_options.h"

#include <string.h>
#include <unistd.h>

#include "fetch/tftp_packet.h"
#include "source.h"
#include "word.h"

enum { SMALL_TRIES = 2 };

int fetch_options_limits(const struct fetch_options *o, struct limits *l, struct error *err)
{
	int64_t memory = (int64_t)limits_memory(), max = 0, tries = 5, stall = 20;
	int64_t first = 60, whole = 3600, blksize = TFTP_LARGEST;

	if (usage_number("max", o->max, 0, INT64_MAX, &max, err) ||
	    usage_number("tries", o->tries, 0, 1000, &tries, err) ||
	    usage_number("stall", o->stall, 0, INT32_MAX, &stall, err) ||
	    usage_number("first", o->first, 0, INT32_MAX, &first, err) ||
	    usage_number("whole", o->whole, 0, INT32_MAX, &whole, err) ||
	    usage_number("blksize", o->blksize, 0, TFTP_LARGEST, &blksize, err))
		return -1;
	if (o->small)
		max = SOURCE_MAX;
	if (o->small && tries > SMALL_TRIES)
		tries = SMALL_TRIES;
	if (!max || max > memory)
		max = memory;
	if (stall < 1)
		stall = 1;
	if (first < stall)
		first = stall;
	*l = (struct limits){.size = (uint64_t)max,
			     .small = o->small,
			     .tries = tries > 0 ? (unsigned int)tries : 1,
			     .stall = (long)stall * 1000,
			     .first = (long)first * 1000,
			     .whole = (long)whole * 1000,
			     .blksize = (unsigned int)blksize};
	return 0;
}

int fetch_options_take(const struct fetch_options *o, struct fetch *f, struct console *console,
		       struct error *err)
{
	const char *manner = o->manner ? o->manner : "", *host = strchr(manner, ' ');

	*console = (struct console){STDERR_FILENO, o->quiet, o->rewrite, false, ""};
	f->console = console;
	f->insecure = o->insecure;
	/* "N HOST" */
	f->manner = word_atoi(manner);
	f->manner_host = host ? host + 1 : "";
	return fetch_options_limits(o, &f->limits, err);
}
