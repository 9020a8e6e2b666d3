// SPDX-License-Identifier: MIT
#include "fetch/udp.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int udp_find(struct udp *u, const char *host, const char *port)
{
	const struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICSERV};

	*u = (struct udp){.fd = -1};
	if (getaddrinfo(host, port, &hints, &u->addresses))
		return -1;
	u->to = u->addresses;
	return 0;
}

static void close_socket(struct udp *u)
{
	if (u->fd >= 0)
		close(u->fd);
	u->fd = -1;
}

void udp_close(struct udp *u)
{
	close_socket(u);
	freeaddrinfo(u->addresses);
}

unsigned int udp_room(const struct udp *u)
{
	bool six = u->to->ai_family == AF_INET6;
	int mtu = 0, fd = socket(u->to->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0), error;
	int headers = (six ? 40 : 20) + 8;
	socklen_t len = sizeof(mtu);

	if (fd < 0)
		return 0;
	/* sends nothing */
	if (connect(fd, u->to->ai_addr, u->to->ai_addrlen) ||
	    getsockopt(fd, six ? IPPROTO_IPV6 : IPPROTO_IP, six ? IPV6_MTU : IP_MTU, &mtu, &len))
		mtu = 0;
	error = errno;
	close(fd);
	errno = error;
	return mtu > headers ? (unsigned int)(mtu - headers) : 0;
}

static int udp_open(void *ctx)
{
	struct udp *u = ctx;
	const int on = 1;

	close_socket(u);
	u->wait = 0;
	u->fd = socket(u->to->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (u->fd < 0)
		return errno;
	/* a socket that is not connected, for answers come from another port, hears of a host
	 * without a server only in this way */
	if (u->to->ai_family == AF_INET6)
		setsockopt(u->fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof(on));
	else
		setsockopt(u->fd, IPPROTO_IP, IP_RECVERR, &on, sizeof(on));
	return 0;
}

static int udp_send(void *ctx, const struct tftp_peer *peer, const void *packet, size_t len)
{
	const struct udp *u = ctx;
	const struct sockaddr *to = peer ? (const struct sockaddr *)&peer->address : u->to->ai_addr;
	socklen_t to_len = peer ? peer->len : u->to->ai_addrlen;

	/* the first call may return the error of an earlier packet */
	for (int i = 0; i < 2; i++)
		if (sendto(u->fd, packet, len, 0, to, to_len) >= 0)
			return 0;
	return errno;
}

static ssize_t udp_receive(void *ctx, struct tftp_peer *peer, void *buf, size_t size, long ms)
{
	struct udp *u = ctx;
	const struct timeval wait = {ms / 1000, ms % 1000 * 1000};
	char byte;
	ssize_t n;
	bool refused;

	if (ms != u->wait && !setsockopt(u->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait)))
		u->wait = ms;
	memset(peer, 0, sizeof(*peer));
	peer->len = sizeof(peer->address);
	n = recvfrom(u->fd, buf, size, 0, (struct sockaddr *)&peer->address, &peer->len);
	if (n >= 0)
		return n;
	/* a network that is not ready yet may still become so */
	refused = errno == ECONNREFUSED;
	while (recv(u->fd, &byte, 1, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0)
		;
	return refused ? TFTP_UNREACHABLE : TFTP_NOTHING;
}

static long udp_now(void *ctx)
{
	struct timespec t;

	(void)ctx;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct tftp_transport udp_transport(struct udp *u)
{
	return (struct tftp_transport){udp_open, udp_send, udp_receive, udp_now, u};
}
