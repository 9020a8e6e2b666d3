// SPDX-License-Identifier: MIT
/* A lease and another server's offer, after an empty line. */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lease/ipv4.h"
#include "lease/lease.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t address(const char *s)
{
	struct in_addr a;

	if (inet_pton(AF_INET, s, &a) != 1)
		abort();
	return ntohl(a.s_addr);
}

/* As a script takes it: the kernel takes the routes in this order. */
static void check_route(char *text, const struct lease *l, const struct routes *before)
{
	char *slash = strchr(text, '/'), *blank = strchr(text, ' ');
	uint32_t net, mask;
	int length, reached = 0;

	if (!slash)
		abort();
	*slash = 0;
	if (blank)
		*blank = 0;
	length = atoi(slash + 1);
	net = address(text);
	if (length < 0 || length > 32)
		abort();
	mask = ipv4_mask(length);
	if (net & ~mask)
		abort();
	if (!blank)
		return;
	net = address(blank + 1);
	reached = !((net ^ l->ip) & ipv4_mask(l->length));
	for (size_t i = 0; i < before->count; i++)
		reached |= !before->route[i].gateway &&
			   !((net ^ before->route[i].net) & ipv4_mask(before->route[i].length));
	if (!reached)
		abort();
}

static void check_line(char *line, struct routes *before, const struct lease *l)
{
	static const char *const keys[] = {"warning",  "say",	    "ip",	 "length",
					   "netmask",  "gateway",   "route",	 "dhcp",
					   "dns",      "server",    "mtu",	 "domain",
					   "bootfile", "option209", "option210", "option211"};
	char *value = strchr(line, '=');
	size_t k = 0;

	if (!value)
		abort();
	*value++ = 0;
	while (k < sizeof(keys) / sizeof(*keys) && strcmp(keys[k], line) != 0)
		k++;
	if (k == sizeof(keys) / sizeof(*keys) || !*value)
		abort();
	for (const char *p = value; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f ||
		    (p[0] == '\xc2' && ((unsigned char)p[1] & 0xe0) == 0x80))
			abort();
	if (!strcmp(line, "route")) {
		check_route(value, l, before);
		before->count++;
	} else if (!strcmp(line, "server") || !strcmp(line, "domain")) {
		if (strpbrk(value, " /'\"$`;&|<>\\") || *value == '-')
			abort();
	} else if (!strcmp(line, "mtu") && (atoi(value) < LEASE_MTU || atoi(value) > 65535)) {
		abort();
	} else if (!strcmp(line, "ip") || !strcmp(line, "gateway") || !strcmp(line, "dns") ||
		   !strcmp(line, "dhcp")) {
		if (!ipv4_is_host(address(value)))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memmem(data, size, "\n\n", 2);
	size_t first = end ? (size_t)(end - data) : size;
	struct routes before;
	struct arena a = {0};
	struct bytes out = {0};
	struct lease l, offer;

	lease_parse(&l, &a, (const char *)data, first);
	lease_parse(&offer, &a, (const char *)data + first, size - first);
	if (!lease_boots(&l))
		lease_take_offer(&l, &a, &offer);
	if (lease_print(&out, &a, &l))
		abort();
	before = l.routes;
	before.count = 0;
	for (char *line = (char *)out.data, *next; line && *line; line = next) {
		next = strchr(line, '\n');
		if (!next)
			abort();
		*next++ = 0;
		check_line(line, &before, &l);
	}
	arena_free(&a);
	bytes_free(&out);
	return 0;
}
