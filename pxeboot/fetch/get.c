// SPDX-License-Identifier: MIT
#include "fetch/get.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fetch/udp.h"
#include "fullio.h"
#include "usage.h"

struct get {
	int output;
	const char *path; /* of the file, which is made with its first bytes */
	int fd;
	size_t held;
	unsigned char buf[65536];
};

/* --- the file ------------------------------------------------------------------------ */

static int flush(struct get *g)
{
	size_t len = g->held;

	if (g->fd < 0)
		g->fd = open(g->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	g->held = 0;
	return g->fd < 0 || (len && fullio_write(g->fd, g->buf, len)) ? errno : 0;
}

static int file_write(void *ctx, const void *data, size_t len)
{
	struct get *g = ctx;
	int error = len > sizeof(g->buf) - g->held ? flush(g) : 0;

	if (error)
		return error;
	memcpy(g->buf + g->held, data, len);
	g->held += len;
	return 0;
}

static void say(const struct get *g, struct bytes *line)
{
	if (!bytes_string(line, "\n"))
		fullio_write(g->output, line->data, line->len);
	bytes_free(line);
}

static void say_total(void *ctx, uint64_t total)
{
	struct bytes line = {0};

	bytes_printf(&line, "total %llu", (unsigned long long)total);
	say(ctx, &line);
}

static void say_caution(void *ctx, const char *why, const struct tftp_options *asked)
{
	struct bytes line = {0};

	bytes_printf(&line, "note TFTP: %s; from the start with blocks of %u bytes", why,
		     asked->blksize);
	say(ctx, &line);
}

/* --- the transfer -------------------------------------------------------------------- */

static enum get_status status(enum tftp_result r)
{
	switch (r) {
	case TFTP_DONE:
		return GET_DONE;
	case TFTP_ABSENT:
		return GET_ABSENT;
	case TFTP_REFUSED:
		return GET_REFUSED;
	case TFTP_SILENT:
		return GET_SILENT;
	case TFTP_TOO_LARGE:
		return GET_TOO_LARGE;
	case TFTP_NOT_WRITTEN:
	case TFTP_NAME_TOO_LONG:
	case TFTP_NO_MEMORY:
		return GET_HOPELESS;
	default:
		return GET_AGAIN;
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

static enum get_status get(const struct tftp *asked, struct get *g, const char *port,
			   unsigned int most)
{
	const struct tftp_sink sink = {file_write, say_total, say_caution, g};
	struct tftp t = *asked;
	struct bytes line = {0};
	struct udp u;
	struct tftp_transport transport = udp_transport(&u);
	enum tftp_result r;

	if (udp_find(&u, t.host, *port ? port : "69")) {
		bytes_printf(&line, "why the name %s is not known", t.host);
		say(g, &line);
		return GET_AGAIN;
	}
	t.sink = &sink;
	t.transport = &transport;
	r = transfer(&t, &u, most);
	udp_close(&u);
	if (r == TFTP_DONE) {
		t.errnum = flush(g);
		if (t.errnum)
			r = TFTP_NOT_WRITTEN;
	}
	if (g->fd >= 0)
		close(g->fd);
	bytes_printf(&line, "manner %d", t.manner);
	if (r != TFTP_DONE) {
		bytes_string(&line, "\nwhy ");
		tftp_explain(&t, r, &line);
	}
	say(g, &line);
	return status(r);
}

/* --- the command --------------------------------------------------------------------- */

enum get_status get_tftp(const struct get_options *o, const char *const words[4], int output,
			 struct error *err)
{
	int64_t most = TFTP_LARGEST, max = INT64_MAX, stall = 20, manner = 0;
	struct tftp t = {.host = words[0], .path = words[2]};
	static struct get g;

	if (usage_number("blksize", o->blksize, 0, TFTP_LARGEST, &most, err) ||
	    usage_number("max", o->max, 0, INT64_MAX, &max, err) ||
	    usage_number("stall", o->stall, 0, INT32_MAX, &stall, err) ||
	    usage_number("manner", o->manner, 0, TFTP_NO_OPTIONS, &manner, err))
		return GET_AGAIN;
	t.max = (uint64_t)max;
	t.patience = stall > 1 ? (long)stall * 1000 : 1000;
	t.manner = (enum tftp_manner)manner;
	/* less than a block without options has, or as much: ask without options */
	if (most <= TFTP_PLAIN) {
		most = TFTP_PLAIN;
		t.manner = TFTP_NO_OPTIONS;
	}
	g.output = output;
	g.path = words[3];
	g.fd = -1;
	return get(&t, &g, words[1], (unsigned int)most);
}
