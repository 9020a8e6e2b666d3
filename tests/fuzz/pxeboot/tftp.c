// SPDX-License-Identifier: MIT
/*
 * A transfer by TFTP. The first two bytes choose the manner and the limit; then come the packets of
 * servers: two bytes of length, one that says who sends it and how long it takes, the packet.
 */
#include <stdint.h>
#include <sanitizer/asan_interface.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/tftp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct net {
	const uint8_t *data;
	size_t size;
	long clock;
	unsigned int received, sent;
	uint64_t written, max;
};

static int open_port(void *ctx)
{
	(void)ctx;
	return 0;
}

/* A request, an acknowledgement or an error, whole. */
static int put(void *ctx, const struct tftp_peer *peer, const void *packet, size_t len)
{
	struct net *n = ctx;
	const uint8_t *p = packet;

	if (len < 4 || p[0] || (p[1] != TFTP_RRQ && p[1] != TFTP_ACK && p[1] != TFTP_ERROR))
		abort();
	if ((p[1] == TFTP_RRQ) != !peer || len > (peer ? 5 : TFTP_REQUEST))
		abort();
	n->sent++;
	return 0;
}

static ssize_t get(void *ctx, struct tftp_peer *peer, void *buf, size_t size, long ms)
{
	struct net *n = ctx;
	size_t len;

	if (ms <= 0)
		abort();
	if (n->size < 3) {
		n->clock += ms;
		return TFTP_NOTHING;
	}
	len = (size_t)n->data[0] << 8 | n->data[1];
	peer->len = 1 + n->data[2] % 2;
	n->clock += n->data[2] & 0x70;
	n->received++;
	if (n->data[2] & 0x80) {
		n->data += 3;
		n->size -= 3;
		return TFTP_UNREACHABLE;
	}
	n->data += 3;
	n->size -= 3;
	if (len > n->size)
		len = n->size;
	/* what an earlier packet left after this one is not to be read */
	ASAN_POISON_MEMORY_REGION(buf, size);
	ASAN_UNPOISON_MEMORY_REGION(buf, len < size ? len : size);
	memcpy(buf, n->data, len < size ? len : size);
	n->data += len;
	n->size -= len;
	return (ssize_t)(len < size ? len : size);
}

static long now(void *ctx)
{
	return ((struct net *)ctx)->clock;
}

static int keep(void *ctx, const void *data, size_t len)
{
	struct net *n = ctx;
	volatile uint8_t sum = 0;

	for (size_t i = 0; i < len; i++)
		sum = (uint8_t)(sum + ((const uint8_t *)data)[i]);
	n->written += len;
	if (!len || n->written > n->max)
		abort();
	return 0;
}

static void total(void *ctx, uint64_t bytes)
{
	if (bytes > ((struct net *)ctx)->max)
		abort();
}

static void waiting(void *ctx)
{
	(void)ctx;
}

static void caution(void *ctx, const char *why, const struct tftp_options *asked)
{
	(void)ctx;
	if (!*why || asked->blksize < 512)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct net n = {0};
	const struct tftp_transport transport = {open_port, put, get, now, &n};
	const struct tftp_sink sink = {keep, total, caution, waiting, &n};
	struct tftp t = {.host = "h", .path = "k", .blksize = 1468, .patience = 20000};
	struct bytes why = {0};
	enum tftp_result r;

	if (size < 2)
		return 0;
	n.data = data + 2;
	n.size = size - 2;
	n.max = data[1] ? (uint64_t)data[1] * 300 : UINT64_MAX / 2;
	t.max = n.max;
	t.manner = (enum tftp_manner)(data[0] % 3);
	t.transport = &transport;
	t.sink = &sink;
	r = tftp_get(&t);
	/* an answer for each packet at most, and what is sent when nothing comes */
	if (n.sent > 2 * n.received + 200 || n.written != t.size)
		abort();
	if (tftp_explain(&t, r, &why))
		abort();
	for (size_t i = 0; i < why.len; i++)
		if (why.data[i] < ' ' || why.data[i] == 0x7f)
			abort();
	bytes_free(&why);
	return 0;
}
