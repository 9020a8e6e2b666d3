/* SPDX-License-Identifier: MIT */
/*
 * What DHCP servers offer (RFC 2131, 2132; option overload and long options as in RFC 3396).
 * Functions of bytes only.
 */
#ifndef DHCP_PACKET_H
#define DHCP_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

enum {
	DHCP_HEADER = 240,   /* with the magic cookie */
	DHCP_LONGEST = 1024, /* bytes of an option that are looked at */
};

struct dhcp_packet {
	const uint8_t *data;
	size_t len;
	unsigned int overload; /* option 52: 1 the file, 2 the sname field has options */
};

/* The OFFER to the card MAC that is in the IPv4 packet IP; false if it is anything else. */
bool dhcp_offer(struct dhcp_packet *p, const uint8_t *ip, size_t len, const uint8_t mac[6]);

/* Options in LEN bytes, such as those inside option 43: whether the last one is not cut short, */
bool dhcp_options_whole(const uint8_t *at, size_t len);
/* and the bytes of one after the HAVE that value has; how many there are then. */
size_t dhcp_options_find(const uint8_t *at, size_t len, uint8_t code, uint8_t value[DHCP_LONGEST],
			 size_t have);

/* The bytes of an option, all its pieces; how many, 0 if there is none. */
size_t dhcp_option(const struct dhcp_packet *p, uint8_t code, uint8_t value[DHCP_LONGEST]);

/* The address of the server, by option 54, else siaddr; 0: none. */
uint32_t dhcp_server(const struct dhcp_packet *p);

/*
 * Adds what it says of booting, as udhcpc's script writes a lease: lines NAME=VALUE; values with
 * control characters are refused=NAME. 0, or -1 without memory.
 */
int dhcp_print(const struct dhcp_packet *p, struct bytes *out);

#endif
