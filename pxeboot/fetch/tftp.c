// SPDX-License-Identifier: MIT
#include "fetch/tftp.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	TUNNELLED = 1428,     /* bytes of a block that PPPoE, VPNs and VXLAN let through */
	WINDOW_BYTES = 65536, /* of a window: sockets have room for three times as much */
	/* milliseconds */
	LEAST_WAIT = 200,    /* before something is sent again, if answers are fast; */
	MOST_WAIT = 4000,    /* if they are slow; */
	BLOCK_WAIT = 500,    /* it is doubled up to the first above this, */
	REQUEST_WAIT = 2000, /* or this before there is an answer */
	FIRST_ANSWER = 250, /* how long an answer takes, a quarter of the wait, until it is known */
	CAUTION = 4000,	    /* without a block before the next manner is tried */
};

/* What a step of a session returns besides an enum tftp_result. */
enum { GOING = -1, MORE_CAUTION = -2 };

/* One request and what came of it. */
struct session {
	struct tftp *t;
	struct tftp_options asked, agreed;
	struct tftp_peer peer; /* whose address is the server's transfer ID */
	uint8_t *in;	       /* TFTP_HEADER + asked.blksize, and a byte that is too much */
	uint8_t request[TFTP_REQUEST];
	size_t request_len;
	const char *why; /* more caution is needed */
	bool answered;	 /* an answer to the options has come, ... */
	bool begun;	 /* ... a block */
	bool timed;	 /* no time is taken of what was sent last */
	uint16_t next;	 /* the block that is due */
	unsigned int unacknowledged;
	unsigned int gap;	      /* how far ahead of it the last block was; 0: it was not */
	long clock, heard, sent, due; /* now; when: something new, what was sent last, that again */
	long wait, answer;	      /* before something is sent again; how long answers take */
};

static void look_at_clock(struct session *s)
{
	s->clock = s->t->transport->now(s->t->transport->ctx);
}

static int put(const struct session *s, const struct tftp_peer *to, const void *packet, size_t len)
{
	return s->t->transport->send(s->t->transport->ctx, to, packet, len);
}

static void complain(const struct session *s, const struct tftp_peer *to, enum tftp_code code)
{
	uint8_t packet[TFTP_HEADER + 1];

	put(s, to, packet, tftp_error(packet, code));
}

/* Sends the request, or acknowledges the block before the one that is due: 0, or an errno. */
static int say(struct session *s)
{
	uint8_t ack[TFTP_HEADER];

	s->sent = s->clock;
	s->due = s->sent + s->wait;
	s->timed = false;
	s->unacknowledged = 0;
	if (!s->peer.len)
		return put(s, NULL, s->request, s->request_len);
	put(s, &s->peer, ack, tftp_ack(ack, (uint16_t)(s->next - 1)));
	return 0;
}

static int say_again(struct session *s)
{
	int ret;

	if (s->wait < (s->peer.len ? BLOCK_WAIT : REQUEST_WAIT))
		s->wait *= 2;
	ret = say(s);
	/* nobody knows which of the two an answer is to */
	s->timed = true;
	return ret;
}

/* Something new has come. */
static void hear(struct session *s)
{
	s->heard = s->clock;
	if (!s->timed)
		s->answer = (3 * s->answer + s->heard - s->sent) / 4;
	s->timed = true;
	s->wait = 4 * s->answer < MOST_WAIT ? 4 * s->answer : MOST_WAIT;
	if (s->wait < LEAST_WAIT)
		s->wait = LEAST_WAIT;
	s->due = s->heard + s->wait;
}

static int more_caution(struct session *s, enum tftp_manner manner, const char *why)
{
	s->t->manner = manner;
	s->why = why;
	return MORE_CAUTION;
}

/* The server makes no sense: it is told so, and asked without options unless it was. */
static int refuse(struct session *s, enum tftp_code code)
{
	complain(s, &s->peer, code);
	if (s->begun || s->t->manner == TFTP_NO_OPTIONS)
		return TFTP_NONSENSE;
	return more_caution(s, TFTP_NO_OPTIONS, "the server's answer to options makes no sense");
}

static int take_error(struct session *s, const struct tftp_packet *p)
{
	char text[4 * TFTP_TEXT + 1];
	bool options = p->number == TFTP_UNDEFINED || p->number == TFTP_ILLEGAL ||
		       p->number == TFTP_BAD_OPTION;

	if (!s->begun && options && s->t->manner != TFTP_NO_OPTIONS)
		return more_caution(s, TFTP_NO_OPTIONS, "the server refuses options");
	tftp_error_text(p, text);
	snprintf(s->t->error, sizeof(s->t->error), "(%u) %s", p->number, text);
	if (s->begun || p->number == TFTP_UNKNOWN_ID)
		return TFTP_BROKEN;
	return options ? TFTP_REFUSED : TFTP_ABSENT;
}

static int take_options(struct session *s, const struct tftp_packet *p)
{
	if (s->answered || s->begun)
		return GOING; /* again: so is our answer to it */
	if (s->t->manner == TFTP_NO_OPTIONS || !tftp_agree(&s->agreed, &s->asked, p))
		return refuse(s, TFTP_BAD_OPTION);
	s->answered = true;
	if (s->agreed.tsize)
		s->t->sink->total(s->t->sink->ctx, s->agreed.tsize);
	if (s->agreed.tsize > s->t->max) {
		complain(s, &s->peer, TFTP_DISK_FULL);
		return TFTP_TOO_LARGE;
	}
	hear(s);
	say(s);
	return GOING;
}

/* The block that is due. */
static int take_block(struct session *s, const struct tftp_packet *p)
{
	struct tftp *t = s->t;
	bool last = p->len < s->agreed.blksize;

	s->begun = true;
	s->next++;
	s->unacknowledged++;
	s->gap = 0;
	hear(s);
	if (p->len > t->max - t->size) {
		complain(s, &s->peer, TFTP_DISK_FULL);
		return TFTP_TOO_LARGE;
	}
	t->errnum = p->len ? t->sink->write(t->sink->ctx, p->data, p->len) : 0;
	if (t->errnum) {
		complain(s, &s->peer, TFTP_DISK_FULL);
		return TFTP_NOT_WRITTEN;
	}
	t->size += p->len;
	/* Nobody waits for a repeated last block: a server that sends one learns from the
	 * closed port that we are done. */
	if (last || s->unacknowledged >= s->agreed.windowsize)
		say(s);
	if (!last)
		return GOING;
	return s->agreed.tsize && t->size != s->agreed.tsize ? TFTP_WRONG_SIZE : TFTP_DONE;
}

static int take_data(struct session *s, const struct tftp_packet *p)
{
	unsigned int ahead = (uint16_t)(p->number - s->next);

	if (p->len > s->agreed.blksize)
		return refuse(s, TFTP_ILLEGAL);
	/* After 65535 some servers go on with 1. In a window it would not be clear what is
	 * missing; there the transfer stops, and the next one has none. */
	if (ahead == 1 && s->begun && !s->next && s->agreed.windowsize == 1) {
		s->next = 1;
		ahead = 0;
	}
	if (!ahead)
		return take_block(s, p);
	/* One that was seen before is not acknowledged again, or each would be sent twice from
	 * then on. After a gap the window is asked for from there, once for each window. */
	if (ahead < s->agreed.windowsize) {
		if (!s->gap || ahead <= s->gap)
			say(s);
		s->gap = ahead;
	}
	return GOING;
}

static int take(struct session *s, const struct tftp_peer *from, size_t len)
{
	struct tftp_packet p;
	bool valid = tftp_parse(&p, s->in, len);

	if (s->peer.len && (from->len != s->peer.len ||
			    memcmp(&from->address, &s->peer.address, from->len) != 0)) {
		/* not of this transfer: an earlier request's, or a stranger's */
		if (!valid || p.opcode != TFTP_ERROR)
			complain(s, from, TFTP_UNKNOWN_ID);
		return GOING;
	}
	if (!valid || (!s->peer.len && p.opcode == TFTP_DATA && p.number != 1))
		return GOING;
	s->peer = *from;
	if (p.opcode == TFTP_ERROR)
		return take_error(s, &p);
	return p.opcode == TFTP_OACK ? take_options(s, &p) : take_data(s, &p);
}

/* For how long nothing new need come. */
static long limit(const struct session *s)
{
	const struct tftp *t = s->t;
	long caution = t->patience / 2 < CAUTION ? t->patience / 2 : CAUTION;

	if (s->begun)
		return t->patience;
	return t->manner == TFTP_NO_OPTIONS ? t->patience - caution : caution;
}

/* That time is over. */
static int take_silence(struct session *s)
{
	enum tftp_manner next = s->t->manner + (s->t->manner < TFTP_NO_OPTIONS);

	if (s->begun) {
		s->t->manner = next; /* of the next file */
		return TFTP_STOPPED;
	}
	if (s->t->manner == TFTP_NO_OPTIONS)
		return TFTP_SILENT;
	if (s->answered)
		return more_caution(s, next, "large blocks do not come through");
	return more_caution(s, TFTP_NO_OPTIONS, "no answer to a request with options");
}

static int receive(struct session *s)
{
	const struct tftp_transport *io = s->t->transport;
	struct tftp_peer from = {.len = 0};
	long left = s->heard + limit(s) - s->clock;
	ssize_t n;

	if (left <= 0)
		return take_silence(s);
	n = io->receive(io->ctx, &from, s->in, TFTP_HEADER + s->asked.blksize + 1,
			left < s->wait ? left : s->wait);
	look_at_clock(s);
	if (n >= 0)
		return take(s, &from, (size_t)n);
	s->t->sink->waiting(s->t->sink->ctx);
	/* later it may be said of a packet to a stranger */
	if (n != TFTP_UNREACHABLE || s->peer.len)
		return GOING;
	s->t->errnum = ECONNREFUSED;
	return TFTP_CLOSED;
}

/* One request; TFTP_DONE, why it failed, or MORE_CAUTION. */
static int run(struct session *s)
{
	struct tftp *t = s->t;
	int ret = GOING;

	if (t->manner != TFTP_NO_OPTIONS)
		s->request_len = tftp_request(s->request, t->path, &s->asked);
	/* a long name leaves no room for options */
	if (!s->request_len)
		s->request_len = tftp_request(s->request, t->path, NULL);
	if (!s->request_len)
		return TFTP_NAME_TOO_LONG;
	t->errnum = t->transport->open(t->transport->ctx);
	look_at_clock(s);
	s->heard = s->clock;
	if (!t->errnum)
		t->errnum = say(s);
	if (t->errnum)
		return TFTP_CLOSED;
	while (ret == GOING) {
		ret = receive(s);
		if (ret == GOING && s->clock >= s->due)
			say_again(s);
	}
	t->agreed = s->agreed.blksize;
	return ret;
}

static struct tftp_options ask_for(const struct tftp *t)
{
	struct tftp_options asked = {t->blksize, TFTP_WINDOW, 0};

	if (t->manner == TFTP_NO_OPTIONS)
		return (struct tftp_options){TFTP_PLAIN, 1, 0};
	if (t->manner == TFTP_SMALL_BLOCKS) {
		asked.windowsize = 1;
		if (asked.blksize > TUNNELLED)
			asked.blksize = TUNNELLED;
	}
	if (asked.windowsize > WINDOW_BYTES / asked.blksize)
		asked.windowsize = WINDOW_BYTES / asked.blksize;
	return asked;
}

enum tftp_result tftp_get(struct tftp *t)
{
	enum tftp_manner first = t->manner;
	struct session s;
	int ret;

	t->size = 0;
	do {
		s = (struct session){.t = t, .asked = ask_for(t), .next = 1};
		s.agreed = (struct tftp_options){TFTP_PLAIN, 1, 0};
		s.answer = FIRST_ANSWER;
		s.wait = 4 * s.answer;
		s.in = malloc(TFTP_HEADER + (size_t)s.asked.blksize + 1);
		if (!s.in)
			return TFTP_NO_MEMORY;
		ret = run(&s);
		free(s.in);
		if (ret == MORE_CAUTION) {
			s.asked = ask_for(t);
			t->sink->caution(t->sink->ctx, s.why, &s.asked);
		}
	} while (ret == MORE_CAUTION);
	/* what is refused either way says nothing of options, nor does a server that is away */
	if (ret == TFTP_REFUSED || ret == TFTP_SILENT || ret == TFTP_CLOSED)
		t->manner = first;
	return (enum tftp_result)ret;
}

int tftp_explain(const struct tftp *t, enum tftp_result r, struct bytes *out)
{
	static const char *const sentences[] = {
		[TFTP_DONE] = "done",
		[TFTP_ABSENT] = "TFTP error",
		[TFTP_REFUSED] = "TFTP error",
		[TFTP_SILENT] = "no answer from",
		[TFTP_CLOSED] = "nobody answers TFTP",
		[TFTP_BROKEN] = "the server gave up, TFTP error",
		[TFTP_NONSENSE] = "the server's answer makes no sense",
		[TFTP_WRONG_SIZE] = "it has not the size that the server announced",
		[TFTP_TOO_LARGE] = "it is larger than the limit",
		[TFTP_NOT_WRITTEN] = "it cannot be written",
		[TFTP_NAME_TOO_LONG] = "the name is too long for TFTP",
		[TFTP_NO_MEMORY] = "out of memory",
	};
	const char *more = NULL;

	if (r == TFTP_STOPPED)
		return bytes_printf(out, "blocks of %u bytes stopped coming", t->agreed);
	if (r == TFTP_SILENT)
		return bytes_printf(out, "%s %s", sentences[r], t->host);
	if (r == TFTP_ABSENT || r == TFTP_REFUSED || r == TFTP_BROKEN)
		more = t->error;
	else if (r == TFTP_CLOSED || r == TFTP_NOT_WRITTEN)
		more = strerror(t->errnum);
	return bytes_printf(out, "%s%s%s", sentences[r], more ? ": " : "", more ? more : "");
}
