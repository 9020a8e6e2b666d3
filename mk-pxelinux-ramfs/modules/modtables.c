// SPDX-License-Identifier: MIT
#include "modtables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "depindex.h"

enum { NOT_CHOSEN = -1 };

/* Which of the sorted modules has the name that is the LEN bytes at NAME. */
static ssize_t chosen(const struct modules *m, const char *name, size_t len)
{
	size_t from = 0, to = m->n;

	while (from < to) {
		size_t at = (from + to) / 2;
		int order = strncmp(name, m->v[at]->name, len);

		if (!order && !m->v[at]->name[len])
			return (ssize_t)at;
		if (order <= 0)
			to = at;
		else
			from = at + 1;
	}
	return NOT_CHOSEN;
}

/* The module that a line of modules.alias or modules.softdep is about. */
static ssize_t module_of(const struct modules *m, const char *line)
{
	const char *name = strrchr(line, ' ');

	/* "softdep MODULE pre: ...", but "alias PATTERN MODULE" */
	if (!strncmp(line, "softdep ", 8))
		name = line + 7;
	return name ? chosen(m, name + 1, strcspn(name + 1, " ")) : NOT_CHOSEN;
}

/* The lines of depmod's table NAME about what was chosen, by module: depmod's order varies. */
static int filter(const struct modules *m, const char *name, struct bytes *out, struct error *err)
{
	struct bytes *of = calloc(m->n + 1, sizeof(*of));
	struct names lines = {0};
	int ret = of ? depindex_lines(m->tree.dir, name, &lines, err) : error_memory(err);
	int bad = 0;

	for (size_t i = 0; !ret && i < lines.n; i++) {
		ssize_t at = module_of(m, lines.v[i]);

		if (at != NOT_CHOSEN)
			bad |= bytes_printf(&of[at], "%s\n", lines.v[i]);
	}
	for (size_t i = 0; of && i < m->n; i++) {
		bad |= of[i].len ? bytes_append(out, of[i].data, of[i].len) : 0;
		bytes_free(&of[i]);
	}
	names_free(&lines);
	free(of);
	return bad && !ret ? error_memory(err) : ret;
}

/* modules.dep: what is loaded first is the last of a line. */
static int dep_table(const struct modules *m, struct bytes *out)
{
	int bad = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct names *before = &m->v[i]->before;

		bad |= bytes_printf(out, "%s:", m->v[i]->file);
		for (size_t k = before->n; k-- > 0;) {
			ssize_t at = chosen(m, before->v[k], strlen(before->v[k]));

			if (at != NOT_CHOSEN)
				bad |= bytes_printf(out, " %s", m->v[at]->file);
		}
		bad |= bytes_string(out, "\n");
	}
	return bad;
}

static int builtin_table(struct modules *m, struct bytes *out)
{
	int bad = 0;

	names_sort(&m->builtin_used, true);
	for (size_t i = 0; i < m->builtin_used.n; i++)
		bad |= bytes_printf(out, "kernel/%s.ko\n", m->builtin_used.v[i]);
	return bad;
}

static int add_table(struct modules *m, struct tree *t, const char *name, struct bytes *b,
		     struct error *err)
{
	struct origin from = {GROUP_MODULES, NULL, "read by modprobe"};
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "lib/modules/%s/%s", m->tree.version, name);
	return tree_file(t, path, false, b, &from, err);
}

static int add_tables(struct modules *m, struct tree *t, struct error *err)
{
	struct bytes dep = {0}, alias = {0}, soft = {0}, builtin = {0};
	int ret = dep_table(m, &dep) || builtin_table(m, &builtin) ? error_memory(err) : 0;

	if (m->n && !ret)
		ret = filter(m, "modules.alias", &alias, err) ||
		      filter(m, "modules.softdep", &soft, err);
	/* modprobe -b and the like complain about a missing modules.dep, so it is always there */
	if (!ret)
		ret = add_table(m, t, "modules.dep", &dep, err) ||
		      add_table(m, t, "modules.alias", &alias, err) ||
		      (soft.len && add_table(m, t, "modules.softdep", &soft, err)) ||
		      (builtin.len && add_table(m, t, "modules.builtin", &builtin, err));
	bytes_free(&dep);
	bytes_free(&alias);
	bytes_free(&soft);
	bytes_free(&builtin);
	return ret ? -1 : 0;
}

static int add_files(struct modules *m, struct tree *t, struct error *err)
{
	char path[2 * PATH_MAX], host[PATH_MAX];

	for (size_t i = 0; i < m->n; i++) {
		struct module *mod = m->v[i];
		struct origin from = {GROUP_MODULES, host, mod->why};

		root_name(m->tree.root, mod->inside, host);
		snprintf(path, sizeof(path), "lib/modules/%s/%s", m->tree.version, mod->file);
		if (tree_file(t, path, false, &mod->data, &from, err))
			return -1;
	}
	return 0;
}

int modtables_add(struct modules *m, struct tree *t, struct error *err)
{
	modules_sort(m);
	return add_tables(m, t, err) || add_files(m, t, err) ? -1 : 0;
}
