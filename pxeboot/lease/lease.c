// SPDX-License-Identifier: MIT
#include "lease/lease.h"

#include <arpa/inet.h>
#include <string.h>

#include "byteorder.h"
#include "lease/dhcp_packet.h"
#include "lease/ipv4.h"
#include "lease/lease_line.h"
#include "word.h"

/* --- values -------------------------------------------------------------------------- */

static void take_address(struct lease_reader *r, enum lease_key k, uint32_t *to)
{
	const char *value = r->value[k];
	uint32_t address;

	if (!*value)
		return;
	if (ipv4_parse(value, &address) && ipv4_is_host(address))
		*to = address;
	else
		lease_ignore(r, lease_what(k), value, "is not the address of a machine");
}

/* A number of at most ten digits, or -1. */
static int64_t number(const char *s)
{
	int64_t n = 0;

	if (!*s || strspn(s, "0123456789") != strlen(s) || strlen(s) > 10)
		return -1;
	for (; *s; s++)
		n = n * 10 + *s - '0';
	return n;
}

static void take_netmask(struct lease_reader *r)
{
	const char *value = r->value[SUBNET];
	uint32_t mask;

	if (!r->l->ip)
		return;
	r->l->length = ipv4_parse(value, &mask) ? ipv4_mask_length(mask) : 0;
	if (*value && !r->l->length)
		lease_ignore(r, lease_what(SUBNET), value, "is not a netmask");
	if (r->l->length)
		return;
	r->l->length = ipv4_class_length(r->l->ip);
	note_add(&r->l->notes, r->a,
		 arena_printf(r->a, "no netmask, by the address it is %s",
			      ipv4_text(r->a, ipv4_mask(r->l->length))));
}

/* The addresses of machines among the words. */
static size_t take_list(struct lease_reader *r, enum lease_key k, uint32_t list[LEASE_LIST])
{
	const char *s = word_skip(r->value[k]);
	size_t count = 0;

	for (int i = 0; *s && i < LEASE_LIST; i++) {
		size_t n = word_length(s);
		const char *one = arena_copy(r->a, s, n);

		if (ipv4_parse(one, &list[count]) && ipv4_is_host(list[count]))
			count++;
		else
			lease_ignore(r, lease_what(k), one, "is not the address of a machine");
		s = word_skip(s + n);
	}
	return count;
}

static void take_mtu(struct lease_reader *r)
{
	int64_t mtu = number(r->value[MTU]);

	if (mtu >= LEASE_MTU && mtu <= UINT16_MAX)
		r->l->mtu = (unsigned int)mtu;
	else if (*r->value[MTU])
		lease_ignore(r, lease_what(MTU), r->value[MTU], "is not from 576 to 65535");
}

/* A name of a file or a URL. Bytes that are not UTF-8 may be a name's. */
static const char *file_name(struct lease_reader *r, enum lease_key k)
{
	if (strlen(r->value[k]) <= DHCP_LONGEST)
		return r->value[k];
	lease_ignore(r, lease_what(k), r->value[k], "is too long");
	return "";
}

static const char *seconds(struct lease_reader *r)
{
	const char *value = r->value[OPTION211];
	int64_t n = number(value);

	if (n >= 0 && n <= UINT32_MAX)
		return arena_printf(r->a, "%u", (unsigned int)n);
	if (*value)
		lease_ignore(r, lease_what(OPTION211), value, "is not a number of seconds");
	return "";
}

static bool is_name(const char *s)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

	return *s && *s != '-' && strspn(s, letters) == strlen(s) && strlen(s) <= 255;
}

/* A host's name or address, as it may be in a URL. udhcpc says "bad" for what is not a name. */
static const char *host(struct lease_reader *r, enum lease_key k)
{
	const char *value = r->value[k];
	uint32_t address;
	uint8_t six[16];

	if (!*value)
		return "";
	if (strspn(value, "0123456789.") == strlen(value)
		    ? ipv4_parse(value, &address) && ipv4_is_host(address)
		    : (is_name(value) && strcmp(value, "bad") != 0) ||
			      inet_pton(AF_INET6, value, six) == 1)
		return value;
	lease_ignore(r, lease_what(k), value, "is not one name or address");
	return "";
}

static void take_domain(struct lease_reader *r)
{
	const char *value = r->value[DOMAIN];

	if (is_name(value) && strcmp(value, "bad") != 0)
		r->l->domain = value;
	else if (*value)
		lease_ignore(r, lease_what(DOMAIN), value, "is not one domain");
}

/* --- options in hexadecimal digits ---------------------------------------------------- */

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes of the option; 0: none, or not valid. */
static size_t unhex(struct lease_reader *r, enum lease_key k, uint8_t bytes[DHCP_LONGEST])
{
	const char *s = r->value[k];
	size_t n = 0;

	for (; s[0] && s[1] && n < DHCP_LONGEST; s += 2) {
		int high = digit(word_lower(s[0])), low = digit(word_lower(s[1]));

		if (high < 0 || low < 0)
			break;
		bytes[n++] = (uint8_t)(high << 4 | low);
	}
	if (!*s)
		return n;
	lease_ignore(r, lease_what(k), r->value[k], "is not valid");
	return 0;
}

static size_t take_option150(struct lease_reader *r, const char *to[LEASE_LIST])
{
	uint8_t b[DHCP_LONGEST];
	size_t n = unhex(r, OPTION150, b), count = 0;

	for (size_t i = 0; i < n && count < LEASE_LIST; i += 4) {
		uint32_t address = 0;

		for (size_t j = i; j < i + 4; j++)
			address = address << 8 | (j < n ? b[j] : 0);
		if (n - i >= 4 && ipv4_is_host(address))
			to[count++] = ipv4_text(r->a, address);
		else
			lease_ignore(r, lease_what(OPTION150), ipv4_text(r->a, address),
				     "is not the address of a machine");
	}
	return count;
}

/*
 * Option 43 has options of its own; as in PXELINUX only 209 to 211 count, and one outside comes
 * before one inside. A text ends at its first NUL.
 */
static void take_option43(struct lease_reader *r)
{
	static const enum lease_key inside[] = {OPTION209, OPTION210, OPTION211};
	uint8_t b[DHCP_LONGEST], value[DHCP_LONGEST];
	size_t len = unhex(r, OPTION43, b);

	if (!dhcp_options_whole(b, len))
		note_add(&r->l->notes, r->a, "option 43 is cut short, its end is ignored");
	for (size_t i = 0; i < 3; i++) {
		enum lease_key k = inside[i];
		size_t n = dhcp_options_find(b, len, (uint8_t)(209 + i), value, 0);
		const char *what = arena_printf(r->a, "%s in option 43", lease_what(k));

		if (*r->value[k] || !n)
			continue;
		if (k == OPTION211) {
			if (n == 4)
				r->value[k] =
					arena_printf(r->a, "%lu", (unsigned long)be32_get(value));
			else
				lease_ignore(r, what, "", "does not have 4 bytes");
			continue;
		}
		n = strnlen((const char *)value, n);
		if (lease_has_control((const char *)value, n))
			lease_ignore_control(r, what);
		else
			r->value[k] = arena_copy(r->a, (const char *)value, n);
	}
}

/* --- a lease ------------------------------------------------------------------------- */

static void add_server(struct lease *l, const char *server)
{
	for (size_t i = 0; i < l->server_count; i++)
		if (!strcmp(l->server[i], server))
			return;
	if (*server && l->server_count < LEASE_LIST)
		l->server[l->server_count++] = server;
}

/*
 * PXELINUX asks siaddr, or without it option 54, and nobody else. The other places in which
 * administrators name the server come after siaddr. Without it those that are only for that are
 * better than the DHCP server's own address.
 */
static void take_servers(struct lease_reader *r)
{
	const char *option66 = host(r, OPTION66), *list[LEASE_LIST];
	size_t n = take_option150(r, list);
	struct lease *l = r->l;

	if (strcmp(r->value[SIADDR], "0.0.0.0") != 0)
		take_address(r, SIADDR, &l->siaddr);
	l->names_server = *option66 || n || (l->siaddr && l->siaddr != l->server_id);
	if (l->siaddr)
		add_server(l, ipv4_text(r->a, l->siaddr));
	add_server(l, option66);
	for (size_t i = 0; i < n; i++)
		add_server(l, list[i]);
	if (!l->siaddr && l->server_id)
		add_server(l, ipv4_text(r->a, l->server_id));
	add_server(l, host(r, SNAME));
}

/* With option 121 options 3 and 33 do not count (RFC 3442); 249 is what Microsoft had before. */
static void take_routes(struct lease_reader *r)
{
	struct routes *routes = &r->l->routes;
	uint32_t router[LEASE_LIST];
	size_t n = take_list(r, ROUTER, router);

	routes_parse(routes, r->a, r->value[OPTION121], lease_what(OPTION121), &r->l->notes);
	if (!routes->count) {
		routes_parse(routes, r->a, r->value[OPTION249], lease_what(OPTION249),
			     &r->l->notes);
		routes_parse_hosts(routes, r->a, r->value[OPTION33], lease_what(OPTION33),
				   &r->l->notes);
		for (size_t i = 0, has = routes_has_default(routes); i < n && !has; i++)
			routes_add(routes, 0, 0, router[i]);
	}
	r->l->gateway = routes_default(routes);
	routes_arrange(routes, r->l->ip, r->l->length);
}

void lease_parse(struct lease *l, struct arena *a, const char *text, size_t len)
{
	struct lease_reader r = {.l = l, .a = a};

	*l = (struct lease){.domain = ""};
	lease_lines(&r, text, len);
	take_option43(&r);
	take_address(&r, IP, &l->ip);
	take_netmask(&r);
	take_address(&r, SERVER_ID, &l->server_id);
	take_routes(&r);
	l->dns_count = take_list(&r, DNS, l->dns);
	take_domain(&r);
	take_mtu(&r);
	take_servers(&r);
	/* the header's field comes before option 67, as in PXELINUX */
	l->bootfile = file_name(&r, BOOT_FILE);
	if (!*l->bootfile)
		l->bootfile = file_name(&r, OPTION67);
	l->option209 = file_name(&r, OPTION209);
	l->option210 = file_name(&r, OPTION210);
	l->option211 = seconds(&r);
}

/* --- other servers' offers ----------------------------------------------------------- */

static bool names_file(const struct lease *l)
{
	return *l->bootfile || *l->option209 || *l->option210;
}

bool lease_boots(const struct lease *l)
{
	return names_file(l) || l->names_server;
}

bool lease_take_offer(struct lease *l, struct arena *a, const struct lease *offer)
{
	if (!names_file(offer))
		return false;
	note_add(&l->told, a,
		 arena_printf(a, "the DHCP server %s says nothing of booting, %s does",
			      l->server_id ? ipv4_text(a, l->server_id) : "of the lease",
			      !offer->server_id			 ? "another one"
			      : offer->server_id == l->server_id ? "its offer"
								 : ipv4_text(a, offer->server_id)));
	for (const struct note *n = offer->notes.first; n; n = n->next)
		note_add(&l->notes, a, n->text);
	l->bootfile = offer->bootfile;
	l->option209 = offer->option209;
	l->option210 = offer->option210;
	if (*offer->option211)
		l->option211 = offer->option211;
	memcpy(l->server, offer->server, sizeof(l->server));
	l->server_count = offer->server_count;
	return true;
}
