// SPDX-License-Identifier: MIT
#include "fetch/fetch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "fetch/redirect.h"

enum { LONGEST_PAUSE = 30 }; /* seconds between attempts, unless the server asks for more */

enum attempt_end attempt_not_stored(struct attempt *a, int error)
{
	const struct limits *l = a->to->limits;
	const char *limit = " (memory free for it; pxeboot.maxsize=)", *size = "is larger";

	if (error != EFBIG) {
		a->why = error == ENOSPC ? "No space left in memory"
					 : arena_printf(a->arena, "it cannot be stored: %s",
							strerror(error));
		return ATTEMPT_HOPELESS;
	}
	a->cause = ATTEMPT_LARGE;
	if (l->small)
		limit = " for a configuration or a text";
	else if (l->start)
		limit = " that can be stored and started in the free memory: give the guest more";
	if (a->to->total)
		size = arena_printf(a->arena, "has %s, more", download_human(a->to->total).s);
	a->why = arena_printf(a->arena, "it %s than the limit of %s%s", size,
			      download_human(l->size).s, limit);
	return ATTEMPT_HOPELESS;
}

void fetch_pause(long ms)
{
	unsigned int random = 0;
	struct timespec t;

	if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0)
		random = (unsigned int)limits_now();
	ms += (long)(random % (unsigned int)(ms / 2 + 1));
	t = (struct timespec){ms / 1000, ms % 1000 * 1000000};
	while (nanosleep(&t, &t) && errno == EINTR)
		;
}

static void say_done(const struct fetch *f, long took)
{
	char rate[48] = "";

	if (f->size >= 100000 && took > 0)
		snprintf(rate, sizeof(rate), ", %s/s",
			 download_human(f->size * 1000 / (uint64_t)took).s);
	console_line(f->console, CONSOLE_DETAIL, "%s: %s in %ld.%02ld s%s", f->url,
		     download_human(f->size).s, took / 1000, took % 1000 / 10, rate);
}

static enum attempt_end run(struct fetch *f, struct attempt *a)
{
	long begin = limits_now(), pause;
	enum attempt_end end;

	a->cause = ATTEMPT_OTHER;
	a->why = "";
	a->wait = 0;
	f->requests++;
	end = a->from->scheme == SCHEME_TFTP ? attempt_tftp(a) : attempt_http(a);
	console_close(f->console);
	if (end == ATTEMPT_DONE) {
		f->size = a->to->size;
		say_done(f, limits_now() - begin);
	}
	if (end != ATTEMPT_AGAIN || a->number == f->limits.tries)
		return end;
	console_line(f->console, CONSOLE_WARNING, "%s: %s (attempt %u of %u)", f->url, a->why,
		     a->number, f->limits.tries);
	pause = a->number < 6 ? 1L << (a->number - 1) : LONGEST_PAUSE;
	fetch_pause(a->wait > pause * 1000 ? a->wait : pause * 1000);
	return end;
}

static enum fetch_result failed(const struct fetch *f, const struct attempt *a,
				enum attempt_end end)
{
	static const enum fetch_result results[] = {[ATTEMPT_OTHER] = FETCH_FAILED,
						    [ATTEMPT_NO_HOST] = FETCH_NO_HOST,
						    [ATTEMPT_SILENT] = FETCH_SILENT,
						    [ATTEMPT_REFUSED] = FETCH_REFUSED,
						    [ATTEMPT_LARGE] = FETCH_LARGE};

	if (end == ATTEMPT_ABSENT || a->cause == ATTEMPT_REFUSED) {
		console_line(f->console, CONSOLE_DETAIL, "%s: not there (%s)", f->url, a->why);
		/* which may be no error */
		snprintf(f->console->why, sizeof(f->console->why), "%s: not found", f->url);
		return end == ATTEMPT_ABSENT ? FETCH_ABSENT : FETCH_REFUSED;
	}
	console_line(f->console, CONSOLE_ERROR, "%s cannot be fetched: %s", f->url, a->why);
	return results[a->cause];
}

enum fetch_result fetch_unverified(struct fetch *f, struct arena *arena)
{
	static struct download d;
	struct location from;
	struct attempt a = {.arena = arena, .from = &from, .to = &d, .insecure = f->insecure};
	enum attempt_end end = ATTEMPT_HOPELESS;
	const long first = f->limits.first;

	d.path = f->path;
	d.limits = &f->limits;
	d.console = f->console;
	d.fd = -1;
	d.shown = 0;
	download_drop(&d);
	if (!location_parse(arena, f->url, &from)) {
		a.why = from.why;
		return failed(f, &a, end);
	}
	if (from.scheme == SCHEME_HTTPS && !f->insecure) {
		a.why = REDIRECT_NO_TLS;
		return failed(f, &a, end);
	}
	if (!strcmp(from.host, f->manner_host))
		a.manner = f->manner;
	do {
		a.number++;
		end = run(f, &a);
		/* a server that is slow has to become fast some time */
		f->limits.first *= 2;
	} while (end == ATTEMPT_AGAIN && a.number < f->limits.tries);
	f->limits.first = first;
	if (from.scheme == SCHEME_TFTP) {
		f->manner = a.manner;
		f->manner_host = from.host;
	}
	if (end == ATTEMPT_DONE)
		return FETCH_DONE;
	download_drop(&d);
	return failed(f, &a, end);
}

enum fetch_result fetch(struct fetch *f, struct arena *arena)
{
	enum fetch_result r;

	if (!f->guard)
		return fetch_unverified(f, arena);
	r = f->guard->fetch(f->guard->ctx, f, arena);
	if (r == FETCH_CHANGED || r == FETCH_UNSIGNED)
		f->ended = r;
	return r;
}

enum fetch_result fetch_name(struct fetch *f, const struct name *n, struct arena *arena)
{
	enum fetch_result r;

	f->url = n->url;
	r = fetch(f, arena);
	if ((r == FETCH_ABSENT || r == FETCH_REFUSED) && *n->alt) {
		console_line(f->console, CONSOLE_DETAIL, "trying it from the server's root");
		f->url = n->alt;
	} else if (r == FETCH_NO_HOST && *n->nohost) {
		console_line(f->console, CONSOLE_DETAIL,
			     "the name cannot be resolved, asking the boot server instead");
		f->url = n->nohost;
	} else {
		return r;
	}
	return fetch(f, arena);
}
