// SPDX-License-Identifier: MIT
#include "modtables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "depmod.h"

/* --- depmod over the chosen modules ---------------------------------------------------*/

/* Unpacked, as it is in the ramdisk. */
static int write_module(const char *dir, const struct module *mod, struct error *err)
{
	char path[2 * PATH_MAX];
	size_t top = (size_t)snprintf(path, sizeof(path), "%s/", dir);

	snprintf(path + top, sizeof(path) - top, "%s", mod->file);
	return scratch_parents(path, top, err) || scratch_write(path, &mod->data, err) ? -1 : 0;
}

/* Runs depmod over them; DIR is where its tables are. */
static int make_tables(struct modules *m, char dir[PATH_MAX], struct error *err)
{
	char base[PATH_MAX];
	size_t top;

	if (modtree_scratch(&m->tree, err))
		return -1;
	snprintf(base, sizeof(base), "%.3800s/ramdisk", m->tree.scratch.dir);
	top = (size_t)snprintf(dir, PATH_MAX, "%.3800s/lib/modules/%s/", base, m->tree.version);
	if (scratch_parents(dir, strlen(m->tree.scratch.dir) + 1, err))
		return -1;
	dir[top - 1] = 0;
	for (size_t i = 0; i < m->n; i++)
		if (write_module(dir, m->v[i], err))
			return -1;
	return depmod_run(base, m->tree.config, m->tree.version, &m->tree.cycles, err);
}

/* The lines of depmod's table NAME without its comments. */
static int read_lines(const char *dir, const char *name, struct names *lines, struct error *err)
{
	char path[PATH_MAX + 32];
	struct bytes b = {0};
	struct names all = {0};
	int ret = 0;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (bytes_read_file(&b, path, BYTES_FILE_MAX, err))
		return -1;
	if (b.len && names_split(&all, (char *)b.data, "\n"))
		ret = error_memory(err);
	for (size_t i = 0; !ret && i < all.n; i++)
		if (all.v[i][0] != '#' && names_add(lines, all.v[i]))
			ret = error_memory(err);
	names_free(&all);
	bytes_free(&b);
	return ret;
}

/* --- modules.dep ------------------------------------------------------------------------*/

/* One line of it. */
struct dep {
	const struct module *module;
	struct names needs; /* files; the last one is loaded first */
	enum { NEW, BUSY, DONE } state;
};

struct deps {
	struct dep *v; /* in the order of m->v */
	size_t n;
};

static struct dep *dep_of(struct deps *d, const char *name)
{
	for (size_t i = 0; i < d->n; i++)
		if (!strcmp(d->v[i].module->name, name))
			return &d->v[i];
	return NULL;
}

static struct dep *dep_of_file(struct deps *d, const char *file)
{
	for (size_t i = 0; i < d->n; i++)
		if (!strcmp(d->v[i].module->file, file))
			return &d->v[i];
	return NULL;
}

/* FILE becomes the last of L, and is in it once. */
static int move_to_end(struct names *l, const char *file)
{
	for (size_t i = 0; i < l->n; i++) {
		if (strcmp(l->v[i], file))
			continue;
		free(l->v[i]);
		memmove(l->v + i, l->v + i + 1, (--l->n - i) * sizeof(*l->v));
		break;
	}
	return names_add(l, file);
}

static int add_softdeps(struct deps *d, struct dep *dep, struct error *err);

/* What is to be loaded before DEP, because MOD, which is loaded with it, wishes so. */
static int add_wishes(struct deps *d, struct dep *dep, const struct module *mod, struct error *err)
{
	for (size_t i = 0; i < mod->pre.n; i++) {
		struct dep *pre = dep_of(d, mod->pre.v[i]);

		if (!pre || pre == dep || pre->state == BUSY)
			continue;
		if (add_softdeps(d, pre, err))
			return -1;
		/* it needs this module itself: modprobe loads it afterwards */
		if (names_has(&pre->needs, dep->module->file))
			continue;
		if (move_to_end(&dep->needs, pre->module->file))
			return error_memory(err);
		for (size_t k = 0; k < pre->needs.n; k++)
			if (move_to_end(&dep->needs, pre->needs.v[k]))
				return error_memory(err);
	}
	return 0;
}

static int add_softdeps(struct deps *d, struct dep *dep, struct error *err)
{
	struct names needs = {0};
	int ret = 0;

	if (dep->state != NEW)
		return 0;
	dep->state = BUSY;
	for (size_t i = 0; !ret && i < dep->needs.n; i++)
		if (names_add(&needs, dep->needs.v[i]))
			ret = error_memory(err);
	for (size_t i = 0; !ret && i < needs.n; i++) {
		const struct dep *needed = dep_of_file(d, needs.v[i]);

		if (needed)
			ret = add_wishes(d, dep, needed->module, err);
	}
	if (!ret)
		ret = add_wishes(d, dep, dep->module, err);
	names_free(&needs);
	dep->state = DONE;
	return ret;
}

static int read_deps(struct modules *m, const char *dir, struct deps *d, struct error *err)
{
	struct names lines = {0};
	int ret;

	d->v = calloc(m->n ? m->n : 1, sizeof(*d->v));
	if (!d->v)
		return error_memory(err);
	d->n = m->n;
	for (size_t i = 0; i < m->n; i++)
		d->v[i].module = m->v[i];
	ret = read_lines(dir, "modules.dep", &lines, err);
	for (size_t i = 0; !ret && i < lines.n; i++) {
		char *colon = strchr(lines.v[i], ':');
		struct dep *dep;

		if (!colon)
			continue;
		*colon = 0;
		dep = dep_of_file(d, lines.v[i]);
		if (dep && names_split(&dep->needs, colon + 1, " "))
			ret = error_memory(err);
	}
	names_free(&lines);
	return ret;
}

static int dep_table(struct modules *m, const char *dir, struct bytes *out, struct error *err)
{
	struct deps d = {0};
	int ret = read_deps(m, dir, &d, err), bad = 0;

	for (size_t i = 0; !ret && i < d.n; i++)
		ret = add_softdeps(&d, &d.v[i], err);
	for (size_t i = 0; !ret && i < d.n; i++) {
		bad |= bytes_printf(out, "%s:", d.v[i].module->file);
		for (size_t k = 0; k < d.v[i].needs.n; k++)
			bad |= bytes_printf(out, " %s", d.v[i].needs.v[k]);
		bad |= bytes_string(out, "\n");
	}
	for (size_t i = 0; i < d.n; i++)
		names_free(&d.v[i].needs);
	free(d.v);
	return bad ? error_memory(err) : ret;
}

/* --- the others -----------------------------------------------------------------------------*/

/* The module of a line: word WORD of it. */
static bool is_of(const char *line, int word, const char *name)
{
	while (word-- > 0) {
		line += strcspn(line, " ");
		line += strspn(line, " ");
	}
	return strcspn(line, " ") == strlen(name) && !strncmp(line, name, strlen(name));
}

/* depmod's table NAME, ordered by module: depmod's own order changes with its version. */
static int table(struct modules *m, const char *dir, const char *name, int word, struct bytes *out,
		 struct error *err)
{
	struct names lines = {0};
	int ret = read_lines(dir, name, &lines, err), bad = 0;

	for (size_t i = 0; !ret && i < m->n; i++)
		for (size_t k = 0; k < lines.n; k++)
			if (is_of(lines.v[k], word, m->v[i]->name))
				bad |= bytes_printf(out, "%s\n", lines.v[k]);
	names_free(&lines);
	return bad ? error_memory(err) : ret;
}

static int builtin_table(struct modules *m, struct bytes *out, struct error *err)
{
	int bad = 0;

	names_sort(&m->builtin_used, true);
	for (size_t i = 0; i < m->builtin_used.n; i++)
		bad |= bytes_printf(out, "kernel/%s.ko\n", m->builtin_used.v[i]);
	return bad ? error_memory(err) : 0;
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
	char dir[PATH_MAX];
	int ret = 0;

	if (m->n)
		ret = make_tables(m, dir, err) || dep_table(m, dir, &dep, err) ||
		      table(m, dir, "modules.alias", 2, &alias, err) ||
		      table(m, dir, "modules.softdep", 1, &soft, err);
	if (!ret)
		ret = builtin_table(m, &builtin, err);
	/* modprobe -b and the like complain about a missing modules.dep, so it is always there */
	if (!ret)
		ret = add_table(m, t, "modules.dep", &dep, err);
	if (!ret)
		ret = add_table(m, t, "modules.alias", &alias, err);
	if (!ret && soft.len)
		ret = add_table(m, t, "modules.softdep", &soft, err);
	if (!ret && builtin.len)
		ret = add_table(m, t, "modules.builtin", &builtin, err);
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

		root_name(m->tree.root, mod->from->inside, host);
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
