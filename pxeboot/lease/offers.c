// SPDX-License-Identifier: MIT
#include "lease/offers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lease/bound.h"
#include "lease/dhcp_packet.h"

enum { LARGEST = 1500 };

struct listener {
	const char *file;
	uint8_t mac[6];
	uint32_t server[BOUND_OFFERS]; /* whose offer FILE.1, FILE.2 ... has */
	size_t count;
};

static int read_mac(uint8_t mac[6], const char *text)
{
	unsigned int b[6];
	char rest;

	for (int i = 0; i < 6; i++) {
		char *end;

		b[i] = (unsigned int)strtoul(text, &end, 16);
		if (end != text + 2 || b[i] > 255 || (*end != ':' && i < 5))
			return -1;
		mac[i] = (uint8_t)b[i];
		rest = *end;
		text = end + (i < 5);
	}
	return rest ? -1 : 0;
}

/*
 * Lets through only what goes to a DHCP client's port, UDP and not a fragment: otherwise every
 * packet of a transfer would wake this process. dhcp_offer() checks all of it.
 */
static const struct sock_filter filter[] = {
	BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 17, 0, 6),
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 6),
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x3fff, 4, 0),
	BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),
	BPF_STMT(BPF_LD | BPF_H | BPF_IND, 2),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 68, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, LARGEST),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

/* A packet socket of the interface, or -1. */
static int open_socket(const char *interface, struct error *err)
{
	const struct sock_fprog program = {sizeof(filter) / sizeof(*filter),
					   (struct sock_filter *)(uintptr_t)filter};
	struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP)};
	int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, htons(ETH_P_IP));

	address.sll_ifindex = (int)if_nametoindex(interface);
	if (fd < 0 || !address.sll_ifindex ||
	    setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address))) {
		error_set_errno(err, interface, errno, "cannot be listened on");
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return fd;
}

/* The number of the server's file, a new one if there is room; 0: none. */
static size_t place(struct listener *l, uint32_t server)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->server[i] == server)
			return i + 1;
	if (l->count == BOUND_OFFERS)
		return 0;
	l->server[l->count++] = server;
	return l->count;
}

/* An offer that cannot be kept is one that was not heard. */
static void keep(struct listener *l, const struct dhcp_packet *p)
{
	size_t n = place(l, dhcp_server(p));
	char path[PATH_MAX];
	struct bytes text = {0};

	if (n && (size_t)snprintf(path, sizeof(path), "%s.%zu", l->file, n) < sizeof(path) &&
	    !dhcp_print(p, &text))
		bound_write(path, &text, NULL);
	bytes_free(&text);
}

/* Removes what an earlier listener has heard. */
static void forget(const struct listener *l)
{
	char path[PATH_MAX];

	for (int i = 1; i <= BOUND_OFFERS; i++)
		if ((size_t)snprintf(path, sizeof(path), "%s.%d", l->file, i) < sizeof(path))
			unlink(path);
}

int offers_listen(const char *interface, const char *mac, const char *file, struct error *err)
{
	struct listener l = {.file = file};
	uint8_t packet[LARGEST];
	struct dhcp_packet p;
	ssize_t n;
	int fd;

	if (!*interface || !*file || read_mac(l.mac, mac))
		return error_set(err, NULL, "offers: INTERFACE MAC FILE are needed");
	forget(&l);
	fd = open_socket(interface, err);
	if (fd < 0)
		return -1;
	while ((n = recv(fd, packet, sizeof(packet), 0)) >= 0 || errno == EINTR ||
	       errno == ENETDOWN)
		if (n > 0 && dhcp_offer(&p, packet, (size_t)n, l.mac))
			keep(&l, &p);
	error_set_errno(err, interface, errno, "cannot be listened on");
	close(fd);
	return -1;
}
