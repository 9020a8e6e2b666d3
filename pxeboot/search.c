// SPDX-License-Identifier: MIT
#include "search.h"

#include <string.h>

static void add(struct search *s, const char *name)
{
	if (s->count < SEARCH_MAX)
		s->name[s->count++] = name;
}

static void add_in(struct search *s, struct arena *a, const char *dir, const char *name)
{
	if (name && *name)
		add(s, arena_printf(a, "%s%s", dir, name));
}

static void own_names(struct search *s, struct arena *a, const char *dir, const struct machine *m)
{
	const char *hex = machine_ip_name(a, m->ip);

	add_in(s, a, dir, machine_uuid_name(a, m->uuid));
	add_in(s, a, dir, m->name);
	add_in(s, a, dir, machine_mac_name(a, m->mac));
	for (size_t n = hex ? strlen(hex) : 0; n; n--)
		add(s, arena_printf(a, "%s%.*s", dir, (int)n, hex));
	add_in(s, a, dir, "default");
}

void search_names(struct search *s, struct arena *a, const struct machine *m)
{
	s->count = 0;
	if (*m->option209)
		add(s, m->option209);
	own_names(s, a, "pxelinux.cfg/", m);
}

static bool plain(const char *s)
{
	return !strstr(s, "://") && !strstr(s, "::");
}

void search_fallback(struct search *s, struct arena *a, const struct machine *m)
{
	const char *slash = strrchr(m->bootfile, '/');

	s->count = 0;
	if (*m->option210) {
		if (plain(m->option210))
			own_names(s, a, arena_printf(a, "::%s", m->option210), m);
	} else if (*m->option209 && plain(m->bootfile)) {
		add(s, arena_printf(a, "::%.*spxelinux.cfg/%s",
				    slash ? (int)(slash - m->bootfile) + 1 : 0, m->bootfile,
				    m->option209));
	}
}
