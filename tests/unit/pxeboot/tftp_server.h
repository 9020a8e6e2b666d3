/* SPDX-License-Identifier: MIT */
/* A TFTP server with manners, a network that loses packets and a clock, as a transport; and a
 * sink that compares what comes. Include it after cmocka.h. */
#ifndef TFTP_SERVER_H
#define TFTP_SERVER_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "byteorder.h"
#include "fetch/tftp.h"

enum { QUEUE = 64, STRANGER = 999 };

static struct server {
	/* its manners */
	uint64_t size, tsize;	      /* of the file; what it says instead of that */
	unsigned int blksize, window; /* at most; 0: it does not know the option */
	bool no_options;	      /* it ignores all of them */
	bool deaf;		      /* it does not answer a request that has some */
	int refuses;		      /* an error for a request that has some, or -1 */
	int error;		      /* for each request, or -1 */
	const char *text;	      /* of these errors */
	unsigned int fails_after;     /* blocks, then error 0 */
	bool twice, wraps_to_1, stranger;
	unsigned int lost; /* packets of 100, both ways */
	size_t lost_above; /* packets that are larger than that */
	const char *raw;   /* the first answer, as it is; */
	size_t raw_len;
	/* the transfer */
	uint16_t id;
	unsigned int asked_blksize, asked_window;
	uint64_t acked; /* blocks */
	struct {
		uint64_t block;
		uint16_t from;
		enum { OACK, BLOCK, FAULT, RAW } kind;
		unsigned int code;
	} queue[QUEUE];
	unsigned int first, count;
	/* what was seen */
	unsigned int requests, plain_requests, acks, told_8, told_stranger;
	uint32_t random;
	long clock;
} server;

static struct {
	uint64_t size, total, room;
	unsigned int cautions;
} file;

static uint8_t content(uint64_t at)
{
	return (uint8_t)(at * 31 + (at >> 8) + (at >> 16));
}

static bool is_lost(size_t len)
{
	server.random = server.random * 1664525 + 1013904223;
	return (server.random >> 16) % 100 < server.lost ||
	       (server.lost_above && len > server.lost_above);
}

static void queue(int kind, uint64_t block, unsigned int code, uint16_t from)
{
	unsigned int i = (server.first + server.count) % QUEUE;

	if (server.count == QUEUE)
		return; /* as a socket's buffer that is full */
	server.queue[i].kind = kind;
	server.queue[i].block = block;
	server.queue[i].code = code;
	server.queue[i].from = from;
	server.count++;
}

static uint64_t blocks(void)
{
	return server.size / server.asked_blksize + 1;
}

static void send_window(void)
{
	for (uint64_t b = server.acked + 1; b <= server.acked + server.asked_window; b++) {
		if (b > blocks())
			return;
		if (server.fails_after && b > server.fails_after) {
			queue(FAULT, 0, 0, server.id);
			return;
		}
		for (int i = 0; i <= (int)server.twice; i++)
			queue(BLOCK, b, 0, server.id);
		if (server.stranger)
			queue(BLOCK, b, 0, STRANGER);
	}
}

static void take_request(const uint8_t *p, size_t len)
{
	const char *s = (const char *)p + 2, *end = (const char *)p + len;
	bool options;

	assert_true(len <= 512 && p[0] == 0 && p[1] == 1 && !p[len - 1]);
	s += strlen(s) + 1;
	assert_string_equal(s, "octet");
	s += strlen(s) + 1;
	options = s < end;
	server.requests++;
	server.plain_requests += !options;
	server.id++;
	server.acked = 0;
	server.asked_blksize = 512;
	server.asked_window = 1;
	if ((server.deaf && options) || server.error == 77)
		return;
	if (server.raw && server.requests == 1) {
		queue(RAW, 0, 0, server.id);
		return;
	}
	if (server.error >= 0 || (options && server.refuses >= 0)) {
		queue(FAULT, 0, (unsigned int)(server.error >= 0 ? server.error : server.refuses),
		      server.id);
		return;
	}
	if (!options || server.no_options) {
		send_window();
		return;
	}
	for (; s < end; s += strlen(s) + 1) {
		unsigned int value = (unsigned int)atoi(s + strlen(s) + 1);

		if (!strcmp(s, "blksize") && server.blksize)
			server.asked_blksize = value < server.blksize ? value : server.blksize;
		if (!strcmp(s, "windowsize") && server.window)
			server.asked_window = value < server.window ? value : server.window;
		s += strlen(s) + 1;
	}
	queue(OACK, 0, 0, server.id);
}

static uint16_t wire_number(uint64_t block)
{
	return (uint16_t)(server.wraps_to_1 && block ? (block - 1) % 65535 + 1 : block);
}

static int take(void *ctx, const struct tftp_peer *peer, const void *packet, size_t len)
{
	const uint8_t *p = packet;
	uint16_t to = peer ? be16_get(&peer->address) : 0;

	(void)ctx;
	if (peer && be16_get(p) == TFTP_ERROR) {
		assert_int_equal(len, 5);
		if (to == STRANGER)
			server.told_stranger += p[3] == TFTP_UNKNOWN_ID;
		else
			server.told_8 += p[3] == TFTP_BAD_OPTION;
		return 0;
	}
	if (is_lost(len))
		return 0;
	if (!peer) {
		take_request(p, len);
		return 0;
	}
	assert_int_equal(to, server.id);
	assert_int_equal(be16_get(p), TFTP_ACK);
	assert_int_equal(len, 4);
	server.acks++;
	for (uint64_t b = server.acked; b <= server.acked + server.asked_window; b++)
		if (wire_number(b) == be16_get(p + 2)) {
			server.acked = b;
			send_window();
			return 0;
		}
	return 0;
}

static size_t build(uint8_t *out, unsigned int i)
{
	uint64_t at = (server.queue[i].block - 1) * server.asked_blksize;
	size_t len = 0;

	switch (server.queue[i].kind) {
	case RAW:
		memcpy(out, server.raw, server.raw_len);
		return server.raw_len;
	case FAULT:
		be32_put(out, 5u << 16 | server.queue[i].code);
		return 4 + (size_t)sprintf((char *)out + 4, "%s", server.text ? server.text : "") +
		       1;
	case OACK:
		out[0] = 0;
		out[1] = 6;
		if (server.blksize)
			len += (size_t)sprintf((char *)out + 2, "blksize%c%u", 0,
					       server.asked_blksize) +
			       1;
		if (server.window)
			len += (size_t)sprintf((char *)out + 2 + len, "windowsize%c%u", 0,
					       server.asked_window) +
			       1;
		return 2 + len +
		       (size_t)sprintf((char *)out + 2 + len, "tsize%c%llu", 0,
				       (unsigned long long)server.tsize) +
		       1;
	default:
		be32_put(out, 3u << 16 | wire_number(server.queue[i].block));
		while (len < server.asked_blksize && at + len < server.size) {
			out[4 + len] = server.queue[i].from == STRANGER ? 0xee : content(at + len);
			len++;
		}
		return 4 + len;
	}
}

static ssize_t give(void *ctx, struct tftp_peer *peer, void *buf, size_t size, long ms)
{
	static uint8_t packet[70000];

	(void)ctx;
	while (server.count) {
		unsigned int i = server.first;
		size_t len = build(packet, i);
		uint8_t *from = (uint8_t *)&peer->address;

		server.first = (server.first + 1) % QUEUE;
		server.count--;
		if (is_lost(len))
			continue;
		peer->len = 2;
		from[0] = (uint8_t)(server.queue[i].from >> 8);
		from[1] = (uint8_t)server.queue[i].from;
		memcpy(buf, packet, len < size ? len : size);
		server.clock++;
		return (ssize_t)(len < size ? len : size);
	}
	server.clock += ms;
	return TFTP_NOTHING;
}

static int reopen(void *ctx)
{
	(void)ctx;
	server.count = 0;
	return 0;
}

static long now(void *ctx)
{
	(void)ctx;
	return server.clock;
}

static int keep(void *ctx, const void *data, size_t len)
{
	size_t same = 0;

	(void)ctx;
	if (file.size + len > file.room)
		return ENOSPC;
	for (size_t i = 0; i < len; i++)
		same += ((const uint8_t *)data)[i] == content(file.size + i);
	assert_int_equal(same, len);
	file.size += len;
	return 0;
}

static void total(void *ctx, uint64_t bytes)
{
	(void)ctx;
	file.total = bytes;
}

static void caution(void *ctx, const char *why, const struct tftp_options *asked)
{
	(void)ctx;
	assert_non_null(why);
	assert_true(asked->blksize >= 512);
	file.cautions++;
}

static const struct tftp_transport transport = {reopen, take, give, now, NULL};
static void waiting(void *ctx)
{
	(void)ctx;
}

static const struct tftp_sink sink = {keep, total, caution, waiting, NULL};

#endif
