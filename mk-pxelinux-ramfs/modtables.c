// SPDX-License-Identifier: MIT
#include "modtables.h"

#include <stdio.h>
#include <string.h>

/* The path below the version's folder as it is in the archive: unpacked. */
static int plain_len(const struct module *mod)
{
	const char *ko = strrchr(mod->file, '.');

	/* NAME.ko.xz: cut at the last dot; NAME.ko: all of it */
	return !strcmp(ko, ".ko") ? (int)strlen(mod->file) : (int)(ko - mod->file);
}

static int add_files(struct modules *m, struct tree *t, struct error *err)
{
	char path[2 * PATH_MAX], source[2 * PATH_MAX], host[PATH_MAX];

	for (size_t i = 0; i < m->n; i++) {
		struct module *mod = m->v[i];
		struct origin from = {GROUP_MODULES, host, mod->why};

		if (!mod->chosen)
			continue;
		snprintf(source, sizeof(source), "%s/%s", m->dir, mod->file);
		root_name(m->root, source, host);
		snprintf(path, sizeof(path), "lib/modules/%s/%.*s", m->version, plain_len(mod),
			 mod->file);
		if (tree_file(t, path, false, &mod->data, &from, err))
			return -1;
	}
	return 0;
}

static int dep_line(struct modules *m, struct module *mod, struct bytes *out, struct error *err)
{
	struct names order = {0};
	int ret = modules_order(m, mod, &order, err);

	if (!ret && bytes_printf(out, "%.*s:", plain_len(mod), mod->file))
		ret = error_memory(err);
	for (size_t i = order.n; !ret && i-- > 0;) {
		struct module *dep = modules_find(m, order.v[i]);

		if (bytes_printf(out, " %.*s", plain_len(dep), dep->file))
			ret = error_memory(err);
	}
	if (!ret && bytes_string(out, "\n"))
		ret = error_memory(err);
	names_free(&order);
	return ret;
}

static int softdep_part(struct bytes *out, const char *key, const struct names *l)
{
	if (l->n && bytes_printf(out, " %s:", key))
		return -1;
	for (size_t i = 0; i < l->n; i++)
		if (bytes_printf(out, " %s", l->v[i]))
			return -1;
	return 0;
}

static int softdep_line(const struct module *mod, struct bytes *out)
{
	if (!mod->info.pre.n && !mod->info.post.n)
		return 0;
	if (bytes_printf(out, "softdep %s", mod->name) ||
	    softdep_part(out, "pre", &mod->info.pre) ||
	    softdep_part(out, "post", &mod->info.post) || bytes_string(out, "\n"))
		return -1;
	return 0;
}

static int alias_lines(const struct module *mod, struct bytes *out)
{
	for (size_t i = 0; i < mod->info.aliases.n; i++)
		if (bytes_printf(out, "alias %s %s\n", mod->info.aliases.v[i], mod->name))
			return -1;
	return 0;
}

static int add_table(struct modules *m, struct tree *t, const char *name, struct bytes *b,
		     struct error *err)
{
	struct origin from = {GROUP_MODULES, NULL, "read by modprobe"};
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "lib/modules/%s/%s", m->version, name);
	return tree_file(t, path, false, b, &from, err);
}

int modtables_add(struct modules *m, struct tree *t, struct error *err)
{
	struct bytes dep = {0}, alias = {0}, soft = {0}, builtin = {0};
	bool memory = false;
	int ret = 0;

	for (size_t i = 0; !ret && !memory && i < m->n; i++) {
		struct module *mod = m->v[i];

		if (!mod->chosen)
			continue;
		ret = dep_line(m, mod, &dep, err);
		memory = softdep_line(mod, &soft) || alias_lines(mod, &alias);
	}
	names_sort(&m->builtin_used, true);
	for (size_t i = 0; !memory && i < m->builtin_used.n; i++)
		memory = bytes_printf(&builtin, "kernel/%s.ko\n", m->builtin_used.v[i]);
	if (memory)
		ret = error_memory(err);
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
	return ret ? -1 : add_files(m, t, err);
}
