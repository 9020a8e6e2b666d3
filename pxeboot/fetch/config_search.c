// SPDX-License-Identifier: MIT
#include "fetch/config_search.h"

#include <stdio.h>

#include "config.h"

enum { AFTER_SILENCE = 3000, BUSY = 2000 }; /* milliseconds */

static enum fetch_result ask(struct config_search *c, struct arena *a, const struct name *n)
{
	c->url = n->url;
	c->fetch->path = c->path;
	return fetch_name(c->fetch, n, a);
}

static enum source_result get_nothing(void *ctx, const struct name_base *from, const char *name,
				      struct bytes *text, const char **shown)
{
	(void)ctx, (void)from, (void)name, (void)text, (void)shown;
	return SOURCE_ABSENT;
}

/* Whether the file is a configuration. */
static bool take(const struct config_search *c)
{
	const struct config_source none = {get_nothing, NULL};
	struct config config = {0};
	struct bytes text = {0};
	struct error err = {0};
	const char *why = NULL;

	if (bytes_read_file(&text, c->path, SOURCE_MAX, &err) ||
	    config_read(&config, &text, "", &none, c->base, NULL, &err))
		why = err.message;
	else
		why = config.foreign;
	if (why)
		console_line(c->fetch->console, CONSOLE_WARNING, "%s is not a configuration: %s",
			     c->url, why);
	config_free(&config);
	bytes_free(&text);
	return !why;
}

/*
 * A server that refused better names without a reason may have been busy. True if one of them is
 * a configuration; else the file is what it was.
 */
static bool take_better(struct config_search *c, struct arena *a, const struct name *names,
			size_t count)
{
	const char *found = arena_printf(a, "%s.found", c->path), *url = c->url;
	bool better = false;

	if (!count || rename(c->path, found))
		return false;
	console_line(c->fetch->console, CONSOLE_DETAIL,
		     "the server gave no reason for what is not there, and may have been busy: "
		     "once more");
	fetch_pause(BUSY);
	for (size_t i = 0; i < count && !better; i++)
		better = ask(c, a, &names[i]) == FETCH_DONE && take(c);
	if (better) {
		remove(found);
		return true;
	}
	c->url = url;
	rename(found, c->path);
	return false;
}

static enum fetch_result config_search(struct config_search *c, struct arena *a,
				       const struct search *names)
{
	struct name refused[SEARCH_MAX], n;
	struct limits *limits = &c->fetch->limits;
	bool heard = false, silent = false;
	size_t count = 0;

	limits->tries = 1;
	for (size_t i = 0; i < names->count; i++) {
		if (!name_resolve(a, c->base, names->name[i], &n))
			continue;
		switch (ask(c, a, &n)) {
		case FETCH_DONE:
			if (take_better(c, a, refused, count) || take(c))
				return FETCH_DONE;
			count = 0;
			heard = true;
			break;
		case FETCH_REFUSED:
			refused[count++] = n;
			heard = true;
			break;
		case FETCH_ABSENT:
			heard = true;
			break;
		case FETCH_SILENT:
			/* some servers are silent about files that are not there */
			silent = true;
			if (limits->stall > AFTER_SILENCE)
				limits->stall = AFTER_SILENCE;
			break;
		case FETCH_LARGE:
			break;
		case FETCH_CHANGED:
			return FETCH_CHANGED;
		case FETCH_UNSIGNED:
			return FETCH_UNSIGNED;
		default:
			if (!c->named || i > 0)
				return FETCH_FAILED;
		}
	}
	return silent && !heard ? FETCH_FAILED : FETCH_ABSENT;
}

enum fetch_result config_find(struct config_search *c, struct arena *a, const struct machine *m)
{
	struct search s;
	enum fetch_result r;

	search_names(&s, a, m);
	r = config_search(c, a, &s);
	if (r != FETCH_ABSENT)
		return r;
	search_fallback(&s, a, m);
	if (s.count)
		console_line(c->fetch->console, CONSOLE_DETAIL,
			     "not where PXELINUX looks; now where the firmware would look");
	return config_search(c, a, &s);
}
