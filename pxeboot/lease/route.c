// SPDX-License-Identifier: MIT
#include "lease/route.h"

#include <string.h>

#include "error.h"
#include "lease/ipv4.h"
#include "word.h"

static bool same(const struct route *a, const struct route *b)
{
	return a->net == b->net && a->length == b->length && a->gateway == b->gateway;
}

static void append(struct routes *r, const struct route *new)
{
	for (size_t i = 0; i < r->count; i++)
		if (same(&r->route[i], new))
			return;
	if (r->count < sizeof(r->route) / sizeof(*r->route))
		r->route[r->count++] = *new;
}

void routes_add(struct routes *r, uint32_t net, int length, uint32_t gateway)
{
	/* bits after the prefix do not count (RFC 3442), and the kernel refuses them */
	const struct route new = {net & ipv4_mask(length), gateway, length};

	if (r->count < ROUTES)
		append(r, &new);
}

/* --- texts --------------------------------------------------------------------------- */

static void refuse(struct arena *a, const char *what, const char *net, const char *gateway,
		   struct notes *notes)
{
	char shown[2][48];

	error_clean(net, shown[0], sizeof(shown[0]));
	error_clean(gateway, shown[1], sizeof(shown[1]));
	note_add(notes, a,
		 arena_printf(a, "%s: the route '%s' by '%s' is not valid, ignored", what, shown[0],
			      shown[1]));
}

/* The word at *S, which moves on to the next one; "" after the last. */
static const char *next(struct arena *a, const char **s)
{
	const char *word = word_skip(*s);
	size_t n = word_length(word);

	*s = word + n;
	return arena_copy(a, word, n);
}

/* The number after a slash: 0 to 32, else -1. */
static int length_of(const char *s)
{
	int length = 0;

	if (!*s || strspn(s, "0123456789") != strlen(s) || strlen(s) > 2)
		return -1;
	for (; *s; s++)
		length = length * 10 + *s - '0';
	return length <= 32 ? length : -1;
}

static bool take(struct routes *r, struct arena *a, const char *net, const char *length,
		 const char *gateway)
{
	const char *slash = strchr(net, '/');
	uint32_t to, by;
	int n = length_of(length ? length : slash ? slash + 1 : "");

	if (!slash || n < 0 || !ipv4_parse(arena_copy(a, net, (size_t)(slash - net)), &to) ||
	    !ipv4_parse(gateway, &by) || (by && !ipv4_is_host(by)))
		return false;
	routes_add(r, to, n, by);
	return true;
}

void routes_parse(struct routes *r, struct arena *a, const char *text, const char *what,
		  struct notes *notes)
{
	for (int i = 0; i < ROUTES && *word_skip(text); i++) {
		const char *net = next(a, &text), *gateway = next(a, &text);

		if (!take(r, a, net, NULL, gateway))
			refuse(a, what, net, gateway, notes);
	}
}

void routes_parse_hosts(struct routes *r, struct arena *a, const char *text, const char *what,
			struct notes *notes)
{
	for (int i = 0; i < ROUTES && *word_skip(text); i++) {
		const char *host = next(a, &text), *slash = strchr(host, '/');
		const char *gateway = slash ? slash + 1 : "";

		if (!take(r, a, host, "32", gateway))
			refuse(a, what, host, gateway, notes);
	}
}

/* --- order --------------------------------------------------------------------------- */

bool routes_has_default(const struct routes *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (!r->route[i].length)
			return true;
	return false;
}

uint32_t routes_default(const struct routes *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (!r->route[i].length && r->route[i].gateway)
			return r->route[i].gateway;
	return 0;
}

static bool covers(uint32_t net, int length, uint32_t address)
{
	return (address & ipv4_mask(length)) == (net & ipv4_mask(length));
}

/* True if the address is on the link, for an interface with this one and these routes. */
static bool on_link(const struct routes *r, uint32_t ip, int length, uint32_t address)
{
	if (covers(ip, length, address))
		return true;
	for (size_t i = 0; i < r->count; i++)
		if (!r->route[i].gateway && covers(r->route[i].net, r->route[i].length, address))
			return true;
	return false;
}

void routes_arrange(struct routes *r, uint32_t ip, int length)
{
	const struct routes all = *r;

	r->count = 0;
	for (size_t i = 0; i < all.count; i++) {
		struct route one = all.route[i];

		/* servers of old say so: on the link */
		if (one.gateway == ip)
			one.gateway = 0;
		/* the kernel makes that one by itself */
		if (!one.gateway && (one.length != length || !covers(ip, length, one.net)))
			append(r, &one);
	}
	for (size_t i = 0; i < all.count; i++) {
		const struct route *one = &all.route[i];
		const struct route way = {one->gateway, 0, 32};

		if (!one->gateway || one->gateway == ip)
			continue;
		if (!on_link(r, ip, length, one->gateway))
			append(r, &way);
		append(r, one);
	}
}
