// SPDX-License-Identifier: MIT
#include "report.h"

#include <string.h>

void report_add(struct report *r, const char *key, const char *value)
{
	struct report_line *l = arena_alloc(r->arena, sizeof(*l));

	if (!l)
		return;
	l->key = key;
	l->value = value;
	if (r->last)
		r->last->next = l;
	else
		r->first = l;
	r->last = l;
}

void report_number(struct report *r, const char *key, long value)
{
	report_add(r, key, arena_printf(r->arena, "%ld", value));
}

const char *report_name(const struct name *n, bool resolve)
{
	return !resolve || strstr(n->wire, "://") ? n->wire : n->url;
}

/* What FILE's line says: the name or, if RESOLVE, its URL */
static const char *file_name(struct report *r, const struct choice *c, const char *file,
			     bool resolve)
{
	struct name n;

	return resolve && *file && name_resolve(r->arena, &c->base, file, &n)
		       ? report_name(&n, true)
		       : file;
}

static void add_protected(struct report *r, const struct config *c)
{
	for (const struct entry *e = c->entries; e; e = e->next)
		if (*e->name && choice_protected(e))
			report_add(r, "protected", e->name);
}

void report_choice(struct report *r, struct choice *c, bool resolve)
{
	report_add(r, "label", c->label ? c->label : "");
	report_add(r, "action", choice_action_names[c->action]);
	if (c->kernel)
		report_add(r, "kernel", file_name(r, c, c->kernel, resolve));
	for (const struct initrd *i = c->initrds; i; i = i->next)
		report_add(r, "initrd",
			   arena_printf(r->arena, "%s%s", file_name(r, c, i->file, resolve),
					i->shown + strlen(i->file)));
	if (c->config_file)
		report_add(r, "config", file_name(r, c, c->config_file, resolve));
	if (c->cmdline)
		report_add(r, "cmdline", c->cmdline);
	report_number(r, "timeout", c->timeout);
	report_number(r, "totaltimeout", c->totaltimeout);
	if (c->then == CHOICE_LOCALBOOT)
		report_number(r, "localboot", c->localboot);
	if (c->then == CHOICE_REBOOT || c->then == CHOICE_POWEROFF)
		report_add(r, "special", choice_action_names[c->then]);
	report_add(r, "then", choice_action_names[c->then]);
	if (c->refused)
		report_add(r, "refused", c->refused);
	if (choice_menus(c)->menus)
		add_protected(r, choice_menus(c));
}
