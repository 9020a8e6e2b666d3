// SPDX-License-Identifier: MIT
#include "lease/ipv4.h"
#include "lease/lease.h"

struct printer {
	struct bytes *out;
	struct arena *a;
	int bad;
};

static void print(struct printer *p, const char *key, const char *value)
{
	if (*value)
		p->bad |= bytes_printf(p->out, "%s=%s\n", key, value);
}

static void print_address(struct printer *p, const char *key, uint32_t address)
{
	print(p, key, address ? ipv4_text(p->a, address) : "");
}

static void print_number(struct printer *p, const char *key, unsigned int number)
{
	if (number)
		p->bad |= bytes_printf(p->out, "%s=%u\n", key, number);
}

static void print_routes(struct printer *p, const struct routes *r)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct route *one = &r->route[i];

		p->bad |= bytes_printf(p->out, "route=%s/%d%s%s\n", ipv4_text(p->a, one->net),
				       one->length, one->gateway ? " " : "",
				       one->gateway ? ipv4_text(p->a, one->gateway) : "");
	}
}

static void print_notes(struct printer *p, const char *key, const struct notes *notes)
{
	for (const struct note *n = notes->first; n; n = n->next)
		print(p, key, n->text);
}

int lease_print(struct bytes *out, struct arena *a, const struct lease *l)
{
	struct printer p = {.out = out, .a = a};

	print_notes(&p, "warning", &l->notes);
	print_notes(&p, "say", &l->told);
	if (l->ip) {
		print_address(&p, "ip", l->ip);
		print_number(&p, "length", (unsigned int)l->length);
		print_address(&p, "netmask", ipv4_mask(l->length));
		print_address(&p, "gateway", l->gateway);
		print_routes(&p, &l->routes);
	}
	print_address(&p, "dhcp", l->server_id);
	for (size_t i = 0; i < l->dns_count; i++)
		print_address(&p, "dns", l->dns[i]);
	for (size_t i = 0; i < l->server_count; i++)
		print(&p, "server", l->server[i]);
	print_number(&p, "mtu", l->mtu);
	print(&p, "domain", l->domain);
	print(&p, "bootfile", l->bootfile);
	print(&p, "option209", l->option209);
	print(&p, "option210", l->option210);
	print(&p, "option211", l->option211);
	return p.bad || a->failed ? -1 : 0;
}
