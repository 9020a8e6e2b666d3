/* SPDX-License-Identifier: MIT */
/*
 * What a DHCP server said, as lines NAME=VALUE that udhcpc's script writes (and dhcp_print() of
 * other servers' offers). Nothing of it is believed before it is checked; what is ignored is said.
 * Functions of bytes only.
 */
#ifndef LEASE_H
#define LEASE_H

#include "bytes.h"
#include "lease/route.h"
#include "note.h"

enum {
	LEASE_TEXT = 65536, /* bytes of a lease at most */
	LEASE_LIST = 8,	    /* name servers, boot servers */
	LEASE_MTU = 576,    /* what every host takes (RFC 791) */
};

struct lease {
	uint32_t ip, server_id, siaddr; /* 0: none */
	int length;			/* of the netmask */
	unsigned int mtu;		/* 0: not named */
	uint32_t dns[LEASE_LIST], gateway;
	size_t dns_count;
	struct routes routes; /* the default route, too */
	/* "": not named */
	const char *domain, *bootfile, *option209, *option210, *option211;
	const char *server[LEASE_LIST]; /* boot servers in the order in which they are asked */
	size_t server_count;
	bool names_server;  /* by anything but option 54 and a siaddr that is the same */
	struct notes notes; /* what was ignored, and why */
	struct notes told;  /* what else is to be known */
};

/* L, without an IP if there is none to be used; its strings are in A. */
void lease_parse(struct lease *l, struct arena *a, const char *text, size_t len);

/* True if it says anything of booting. */
bool lease_boots(const struct lease *l);
/* If the offer of another server names a boot file or options 209 or 210: true, and L takes what
 * it says of booting. */
bool lease_take_offer(struct lease *l, struct arena *a, const struct lease *offer);

/* Adds lines KEY=VALUE for the scripts, without control characters. 0, or -1 without memory. */
int lease_print(struct bytes *out, struct arena *a, const struct lease *l);

#endif
