/* SPDX-License-Identifier: MIT */
/* UDP as the transport of TFTP, to one address after the other of a host. */
#ifndef UDP_H
#define UDP_H

#include <netdb.h>

#include "fetch/tftp.h"

struct udp {
	int fd;
	long wait;		    /* that the socket has been told */
	const struct addrinfo *to;  /* the address in use */
	struct addrinfo *addresses; /* all that the host has */
};

/* 0, or -1 if HOST is not known. PORT is a number. */
int udp_find(struct udp *u, const char *host, const char *port);
void udp_close(struct udp *u);

/* Bytes of a packet to the address in use that no router on the way has to divide, without
 * the headers of IP and UDP; 0 if there is no way to it (errno). */
unsigned int udp_room(const struct udp *u);

struct tftp_transport udp_transport(struct udp *u);

#endif
