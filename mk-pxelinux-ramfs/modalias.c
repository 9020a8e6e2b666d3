// SPDX-License-Identifier: MIT
#include "modalias.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "modindex.h"

static int add(struct modules *m, const char *pattern, struct module *mod)
{
	if (m->aliases_n == m->aliases_cap) {
		size_t cap = m->aliases_cap ? m->aliases_cap * 2 : 1024;
		struct modalias *v = realloc(m->aliases, cap * sizeof(*v));

		if (!v)
			return -1;
		m->aliases = v;
		m->aliases_cap = cap;
	}
	m->aliases[m->aliases_n].pattern = strdup(pattern);
	if (!m->aliases[m->aliases_n].pattern)
		return -1;
	m->aliases[m->aliases_n++].module = mod;
	return 0;
}

int modalias_open(struct modules *m, struct error *err)
{
	if (m->aliases_read)
		return 0;
	if (modindex_all(m, err))
		return -1;
	m->aliases_read = true;
	for (size_t i = 0; i < m->n; i++) {
		struct module *mod = m->v[i];
		bool before = mod->read;

		if (modules_load(m, mod, err))
			return -1;
		for (size_t k = 0; k < mod->info.aliases.n; k++)
			if (add(m, mod->info.aliases.v[k], mod))
				return error_memory(err);
		if (!before)
			modindex_unload(mod);
	}
	return 0;
}

struct module *modalias_next(const struct modules *m, const char *alias, size_t *at)
{
	while (*at < m->aliases_n) {
		const struct modalias *a = &m->aliases[(*at)++];

		if (!fnmatch(a->pattern, alias, 0))
			return a->module;
	}
	return NULL;
}

void modalias_close(struct modules *m)
{
	for (size_t i = 0; i < m->aliases_n; i++)
		free(m->aliases[i].pattern);
	free(m->aliases);
}
