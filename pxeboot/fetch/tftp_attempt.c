// SPDX-License-Identifier: MIT
#include <errno.h>
#include <string.h>

#include "fetch/attempt.h"
#include "fetch/tftp.h"
#include "fetch/udp.h"

/* --- for tftp_get() ------------------------------------------------------------------- */

static int take(void *ctx, const void *data, size_t len)
{
	const struct attempt *a = ctx;

	return download_write(a->to, data, len);
}

static void take_total(void *ctx, uint64_t total)
{
	const struct attempt *a = ctx;

	a->to->total = total;
}

static void say_caution(void *ctx, const char *why, const struct tftp_options *asked)
{
	const struct attempt *a = ctx;

	download_drop(a->to);
	console_line(a->to->console, CONSOLE_DETAIL,
		     "TFTP: %s; from the start with blocks of %u bytes", why, asked->blksize);
}

static void show(void *ctx)
{
	const struct attempt *a = ctx;

	if (a->to->size)
		download_progress(a->to);
}

/* --- the attempt ---------------------------------------------------------------------- */

static enum attempt_end judge(struct attempt *a, const struct tftp *t, enum tftp_result r)
{
	struct bytes why = {0};

	a->why = tftp_explain(t, r, &why) ? "out of memory"
					  : arena_printf(a->arena, "%s", (const char *)why.data);
	bytes_free(&why);
	switch (r) {
	case TFTP_DONE:
		return ATTEMPT_DONE;
	case TFTP_ABSENT:
		return ATTEMPT_ABSENT;
	case TFTP_NOT_WRITTEN:
		return attempt_not_stored(a, t->errnum);
	case TFTP_TOO_LARGE:
		return attempt_not_stored(a, EFBIG);
	case TFTP_NAME_TOO_LONG:
	case TFTP_NO_MEMORY:
		return ATTEMPT_HOPELESS;
	case TFTP_REFUSED:
		a->cause = ATTEMPT_REFUSED;
		return ATTEMPT_AGAIN;
	case TFTP_SILENT:
		a->cause = ATTEMPT_SILENT;
		return ATTEMPT_AGAIN;
	default:
		return ATTEMPT_AGAIN;
	}
}

/* From the addresses in turn, until one answers. */
static enum tftp_result transfer(struct tftp *t, struct udp *u, unsigned int most)
{
	enum tftp_result r;

	do {
		unsigned int room = udp_room(u);

		t->errnum = errno;
		t->blksize = room < TFTP_PLAIN + TFTP_HEADER ? TFTP_PLAIN : room - TFTP_HEADER;
		if (t->blksize > most)
			t->blksize = most;
		r = room ? tftp_get(t) : TFTP_CLOSED;
		u->to = u->to->ai_next;
	} while (u->to && (r == TFTP_SILENT || r == TFTP_CLOSED));
	return r;
}

enum attempt_end attempt_tftp(struct attempt *a)
{
	const struct tftp_sink sink = {take, take_total, say_caution, show, a};
	const struct limits *l = a->to->limits;
	unsigned int most = l->blksize;
	struct udp u;
	struct tftp_transport transport = udp_transport(&u);
	struct tftp t = {.host = a->from->host,
			 .path = a->from->path,
			 .manner = (enum tftp_manner)a->manner,
			 .patience = l->stall,
			 .max = l->size,
			 .transport = &transport,
			 .sink = &sink};
	enum tftp_result r;

	download_drop(a->to);
	if (udp_find(&u, t.host, a->from->port)) {
		a->cause = ATTEMPT_NO_HOST;
		a->why = arena_printf(a->arena, "the name %s is not known", t.host);
		return ATTEMPT_AGAIN;
	}
	/* no more than a block without options has: ask without them */
	if (most <= TFTP_PLAIN) {
		most = TFTP_PLAIN;
		t.manner = TFTP_NO_OPTIONS;
	}
	r = transfer(&t, &u, most);
	udp_close(&u);
	a->manner = (int)t.manner;
	if (r == TFTP_DONE) {
		t.errnum = download_finish(a->to);
		if (t.errnum)
			r = TFTP_NOT_WRITTEN;
	}
	return judge(a, &t, r);
}
