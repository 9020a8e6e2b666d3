// SPDX-License-Identifier: MIT
#include "fleet.h"

#include <stdlib.h>
#include <string.h>

#include "hosts.h"
#include "json.h"
#include "word.h"

enum { LIST_MAX = 1 << 26 };

/* A machine, and what it boots from the tree and from the old one. */
struct row {
	const struct host *host;
	struct verdict now, was;
	const char *key; /* what is the same for all machines of a group */
};

struct fleet {
	struct arena arena;
	const struct options *opt;
	struct row *rows;
	size_t count, changed, without;
};

static void nothing(const char *text)
{
	(void)text;
}

/* --- what they boot ------------------------------------------------------------------ */

static int verdict(struct fleet *f, const struct host *h, const char *tree, struct verdict *v,
		   struct error *err)
{
	struct options one = *f->opt;

	one.fleet = one.against = NULL;
	one.target = tree;
	one.machine.mac = h->mac;
	one.machine.ip = h->ip;
	one.machine.uuid = h->uuid;
	one.machine.name = h->name;
	return explain_verdict(&one, nothing, &f->arena, v, err);
}

static bool same(const struct verdict *a, const struct verdict *b)
{
	return !strcmp(a->then, b->then) && !strcmp(a->label, b->label) &&
	       !strcmp(a->kernel, b->kernel) && !strcmp(a->initrd, b->initrd) &&
	       !strcmp(a->cmdline, b->cmdline);
}

/* S with TEXT, if it is one, called NAME */
static const char *without(struct fleet *f, const char *s, const char *text, const char *name)
{
	const char *at = text && *text ? strstr(s, text) : NULL;

	return at ? arena_printf(&f->arena, "%.*s%s%s", (int)(at - s), s, name, at + strlen(text))
		  : s;
}

/* The verdict in one line, in which the machine's own addresses have a name: those of a group
 * differ in nothing else. */
static const char *line_of(struct fleet *f, const struct host *h, const struct verdict *v)
{
	const char *s = arena_printf(
		&f->arena, "%s: %s%s%s%s%s%s%s%s", *v->found ? v->found : "no configuration",
		v->then, *v->label ? " " : "", v->label, *v->kernel ? ", kernel " : "", v->kernel,
		*v->initrd ? ", initrd " : "", v->initrd,
		*v->cmdline ? arena_printf(&f->arena, ", %s", v->cmdline) : "");

	for (int i = 0; i < 2; i++) {
		s = without(f, s, machine_mac_name(&f->arena, h->mac), "01-{mac}");
		s = without(f, s, machine_uuid_name(&f->arena, h->uuid), "{uuid}");
		s = without(f, s, machine_ip_name(&f->arena, h->ip), "{IP}");
		s = without(f, s, h->ip, "{ip}");
	}
	return s;
}

static int judge(struct fleet *f, struct row *r, const struct host *h, struct error *err)
{
	r->host = h;
	if (verdict(f, h, f->opt->target, &r->now, err))
		return -1;
	f->without += !strcmp(r->now.then, "none");
	if (!f->opt->against)
		return 0;
	if (verdict(f, h, f->opt->against, &r->was, err))
		return -1;
	if (same(&r->now, &r->was))
		return 0;
	f->changed++;
	r->key = arena_printf(&f->arena, "  was: %s\n  now: %s\n", line_of(f, h, &r->was),
			      line_of(f, h, &r->now));
	return 0;
}

/* --- what is printed ------------------------------------------------------------------ */

static int by_key(const void *a, const void *b)
{
	const struct row *r = a, *s = b;
	int order = strcmp(r->key ? r->key : "", s->key ? s->key : "");

	/* hosts are in one block of memory or in several: by name, not by place */
	return order ? order : strcmp(r->host->shown, s->host->shown);
}

static int json_verdict(struct bytes *out, const char *key, const struct verdict *v)
{
	static const char *const names[] = {"found",  "then",	"label",
					    "kernel", "initrd", "cmdline"};
	const char *const values[] = {v->found,	 v->then,   v->label,
				      v->kernel, v->initrd, v->cmdline};
	int bad = bytes_printf(out, ", \"%s\": {", key);

	for (int i = 0; i < 6 && !bad; i++)
		bad = bytes_printf(out, "%s\"%s\": ", i ? ", " : "", names[i]) |
		      json_string(out, values[i]);
	return bad | bytes_string(out, "}");
}

static int print_json(struct fleet *f, struct bytes *out)
{
	const char *separator = "{\"machines\": [\n  ";
	int bad = 0;

	for (size_t i = 0; i < f->count && !bad; i++) {
		const struct row *r = &f->rows[i];

		if (f->opt->against && !r->key)
			continue;
		bad |= bytes_printf(out, "%s{\"machine\": ", separator) |
		       json_string(out, r->host->shown);
		bad |= bytes_string(out, ", \"mac\": ") | json_string(out, r->host->mac);
		bad |= json_verdict(out, "boots", &r->now);
		if (f->opt->against)
			bad |= json_verdict(out, "booted", &r->was);
		bad |= bytes_string(out, "}");
		separator = ",\n  ";
	}
	return bad | bytes_string(out, *separator == '{' ? "{\"machines\": []}\n" : "\n]}\n");
}

static int print_all(struct fleet *f, struct bytes *out)
{
	int bad = 0;

	for (size_t i = 0; i < f->count && !bad; i++) {
		const struct verdict *v = &f->rows[i].now;

		bad = bytes_printf(out, "%s: %s: %s%s%s%s%s\n", f->rows[i].host->shown,
				   *v->found ? v->found : "no configuration", v->then,
				   *v->label ? " " : "", v->label, *v->cmdline ? ": " : "",
				   v->cmdline);
	}
	return bad;
}

static int print_groups(struct fleet *f, struct bytes *out)
{
	int bad = 0;
	size_t n;

	qsort(f->rows, f->count, sizeof(*f->rows), by_key);
	for (size_t i = 0; i < f->count && !bad; i += n) {
		const char *key = f->rows[i].key;

		n = 1;
		if (!key)
			continue;
		while (i + n < f->count && !strcmp(f->rows[i + n].key, key))
			n++;
		bad = bytes_printf(out, "%zu machine%s\n%s", n, n == 1 ? "" : "s", key);
		for (size_t k = i; k < i + n && !bad; k++)
			bad = bytes_printf(out, "  %s\n", f->rows[k].host->shown);
	}
	return bad | bytes_printf(out, "%zu of %zu machines would boot something else\n",
				  f->changed, f->count);
}

int fleet_explain(const struct options *opt, void (*say)(const char *text), struct bytes *out,
		  struct error *err)
{
	struct fleet f = {.opt = opt};
	struct bytes list = {0};
	struct host *first;
	int ret = bytes_read_file(&list, opt->fleet, LIST_MAX, err) ||
				  hosts_read(&first, &f.arena, &list, opt->fleet, err)
			  ? EXPLAIN_UNREADABLE
			  : 0;

	(void)say;
	if (!ret) {
		for (const struct host *h = first; h; h = h->next)
			f.count++;
		f.rows = arena_alloc(&f.arena, f.count * sizeof(*f.rows));
		ret = f.rows ? 0 : error_memory(err);
	}
	if (!ret) {
		size_t i = 0;

		for (const struct host *h = first; h && !ret; h = h->next)
			ret = judge(&f, &f.rows[i++], h, err) ? EXPLAIN_UNREADABLE : 0;
	}
	if (!ret && (opt->json	    ? print_json(&f, out)
		     : opt->against ? print_groups(&f, out)
				    : print_all(&f, out)))
		ret = error_memory(err);
	if (!ret)
		ret = (opt->against ? f.changed : f.without) ? EXPLAIN_BOOTS_NOT : EXPLAIN_BOOTS;
	bytes_free(&list);
	arena_free(&f.arena);
	return ret;
}
