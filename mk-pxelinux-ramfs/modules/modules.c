// SPDX-License-Identifier: MIT
#include "modules.h"

#include <errno.h>
#include <fnmatch.h>
#include <libkmod.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "depindex.h"
#include "modinfo.h"
#include "modname.h"
#include "unpack_stream.h"

static void say_nothing(void *data, int priority, const char *file, int line, const char *fn,
			const char *format, va_list args)
{
	(void)data, (void)priority, (void)file, (void)line, (void)fn, (void)format, (void)args;
}

void modules_open(struct modules *m, const struct root *root, const char *version,
		  struct names *warnings)
{
	memset(m, 0, sizeof(*m));
	m->warnings = warnings;
	m->tree.root = root;
	m->tree.version = version;
}

static int find_modules(struct modules *m, struct error *err)
{
	/* no modprobe.d: that of the host is not the guest's */
	static const char *const no_config[] = {NULL};

	if (m->opened)
		return 0;
	m->opened = true;
	if (modtree_open(&m->tree, m->tree.root, m->tree.version, err))
		return -1;
	if (!m->tree.dir[0])
		return 0;
	m->kmod = kmod_new(m->tree.dir, no_config);
	if (!m->kmod)
		return error_memory(err);
	kmod_set_log_fn(m->kmod, say_nothing, NULL);
	kmod_load_resources(m->kmod);
	return 0;
}

static void free_module(struct module *mod)
{
	free(mod->name);
	free(mod->file);
	free(mod->inside);
	free(mod->why);
	bytes_free(&mod->data);
	names_free(&mod->firmware);
	names_free(&mod->before);
	free(mod);
}

void modules_close(struct modules *m)
{
	for (size_t i = 0; i < m->n; i++)
		free_module(m->v[i]);
	free(m->v);
	names_free(&m->builtin_used);
	if (m->kmod)
		kmod_unref(m->kmod);
	modtree_close(&m->tree);
	memset(m, 0, sizeof(*m));
}

static int missing(struct modules *m, const char *name, const char *why, struct error *err)
{
	char host[PATH_MAX];

	if (!m->tree.dir[0]) {
		root_name(m->tree.root, "/lib/modules", host);
		return error_set(err, host,
				 "has no modules of kernel %s, but %s is wanted (%s); unpack the "
				 "kernel's modules there, or give -m none",
				 m->tree.version, name, why);
	}
	root_name(m->tree.root, m->tree.inside, host);
	return error_set(err, host,
			 "has no module %s (%s), and the kernel does not list it as built in", name,
			 why);
}

/* --- one module's file -----------------------------------------------------------*/

static int check_vermagic(const struct modules *m, const struct module *mod, const char *vm,
			  const char *host, struct error *err)
{
	size_t n = strlen(m->tree.version);

	if (!vm)
		return error_set(err, host, "is not a kernel module: it has no vermagic");
	if (!strncmp(vm, m->tree.version, n) && (vm[n] == ' ' || !vm[n]))
		return 0;
	/* put there, by weak-modules(8), because its symbols' versions are the same */
	if (!strncmp(mod->file, "weak-updates/", 13))
		return names_addf(m->warnings,
				  "%s was built for kernel %.*s; kernel %s loads it only if the "
				  "versions of the symbols it uses are the same",
				  host, (int)strcspn(vm, " "), vm, m->tree.version)
			       ? error_memory(err)
			       : 0;
	return error_set(err, host,
			 "is a module of kernel %.*s, but the kernel is %s; use the modules that "
			 "were built with it",
			 (int)strcspn(vm, " "), vm, m->tree.version);
}

static int load(struct modules *m, struct module *mod, struct modinfo *mi, struct error *err)
{
	char host[PATH_MAX];

	root_name(m->tree.root, mod->inside, host);
	if (root_read(m->tree.root, mod->inside, &mod->data, err) ||
	    unpack_file(&mod->data, host, err) ||
	    elf_read_arch(&mod->arch, &mod->data, host, err) ||
	    modinfo_read(mi, &mod->data, host, err))
		return -1;
	mod->firmware = mi->firmware;
	mi->firmware = (struct names){0};
	return check_vermagic(m, mod, mi->vermagic, host, err);
}

/* --- what a module needs -----------------------------------------------------------*/

static bool is_builtin(struct kmod_module *km)
{
	return !kmod_module_get_path(km) && kmod_module_get_initstate(km) == KMOD_MODULE_BUILTIN;
}

static int choose(struct modules *m, struct kmod_module *km, const char *why, struct error *err);

/* Each of LIST that has a file. */
static int choose_list(struct modules *m, struct kmod_list *list, const char *why,
		       struct error *err)
{
	struct kmod_list *at;
	int ret = 0;

	kmod_list_foreach(at, list)
	{
		struct kmod_module *km = kmod_module_get_module(at);

		if (!ret && kmod_module_get_path(km))
			ret = choose(m, km, why, err);
		kmod_module_unref(km);
	}
	return ret;
}

/* NAME or alias: what it stands for. *LIST is for kmod_module_unref_list(). */
static int look_up(struct modules *m, const char *name, struct kmod_list **list, struct error *err)
{
	*list = NULL;
	return m->kmod && kmod_module_new_from_lookup(m->kmod, name, list) == -ENOMEM
		       ? error_memory(err)
		       : 0;
}

static int choose_named(struct modules *m, const struct names *l, const char *why, bool hard,
			struct error *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < l->n; i++) {
		struct kmod_list *list;

		ret = look_up(m, l->v[i], &list, err);
		if (!ret && !list && hard)
			ret = missing(m, l->v[i], why, err);
		if (!ret)
			ret = choose_list(m, list, why, err);
		kmod_module_unref_list(list);
	}
	return ret;
}

/* What libkmod would load: its callback has no context. */
static struct names *would_load;
static bool would_load_failed;

static void note_load(struct kmod_module *km, bool install, const char *options)
{
	(void)install, (void)options;
	if (kmod_module_get_path(km) && !names_has(would_load, kmod_module_get_name(km)))
		would_load_failed |= names_add(would_load, kmod_module_get_name(km));
}

/* The modules that modprobe loads for KM, softdeps among them, in that order. */
static int load_order(struct kmod_module *km, struct names *order, struct error *err)
{
	would_load = order;
	would_load_failed = false;
	if (kmod_module_probe_insert_module(km, KMOD_PROBE_DRY_RUN | KMOD_PROBE_IGNORE_LOADED, NULL,
					    NULL, NULL, note_load) == -ENOMEM ||
	    would_load_failed)
		return error_memory(err);
	return 0;
}

static int choose_softdeps(struct modules *m, struct module *mod, struct kmod_module *km,
			   const char *why, struct error *err)
{
	struct names order = {0};
	bool before = true;
	int ret = load_order(km, &order, err) || choose_named(m, &order, why, true, err);

	for (size_t i = 0; !ret && i < order.n; i++) {
		before &= strcmp(order.v[i], mod->name) != 0;
		if (before && names_add(&mod->before, order.v[i]))
			ret = error_memory(err);
	}
	names_free(&order);
	return ret ? -1 : 0;
}

static int choose_needs(struct modules *m, struct module *mod, struct kmod_module *km,
			const struct modinfo *mi, struct error *err)
{
	struct kmod_list *deps = kmod_module_get_dependencies(km);
	char why[512];
	int ret;

	snprintf(why, sizeof(why), "needed by %s", mod->name);
	/* depmod goes by symbols: what "depends" names and nobody has is not in its list */
	ret = choose_list(m, deps, why, err) || choose_named(m, &mi->depends, why, true, err);
	kmod_module_unref_list(deps);
	if (ret)
		return -1;
	snprintf(why, sizeof(why), "softdep of %s", mod->name);
	if (choose_softdeps(m, mod, km, why, err))
		return -1;
	snprintf(why, sizeof(why), "weakdep of %s", mod->name);
	return choose_named(m, &mi->weak, why, false, err);
}

/* FILE: its name below the modules directory. */
static struct module *add_module(struct modules *m, const char *name, const char *file,
				 const char *inside, const char *why)
{
	struct module *mod;

	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 64;
		struct module **v = realloc(m->v, cap * sizeof(struct module *));

		if (!v)
			return NULL;
		m->v = v;
		m->cap = cap;
	}
	mod = calloc(1, sizeof(*mod));
	if (!mod)
		return NULL;
	m->v[m->n++] = mod;
	mod->inside = strdup(inside);
	mod->name = strdup(name);
	mod->why = strdup(why);
	/* in the ramdisk it is unpacked */
	if (asprintf(&mod->file, "%.*s.ko", (int)modname_stem(file), file) < 0)
		mod->file = NULL;
	return mod->name && mod->why && mod->file && mod->inside ? mod : NULL;
}

static bool is_chosen(const struct modules *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->v[i]->name, name))
			return true;
	return false;
}

static int use_builtin(struct modules *m, const char *name, struct error *err)
{
	if (!names_has(&m->builtin_used, name) && names_add(&m->builtin_used, name))
		return error_memory(err);
	return 0;
}

static int choose(struct modules *m, struct kmod_module *km, const char *why, struct error *err)
{
	const char *name = kmod_module_get_name(km), *path = kmod_module_get_path(km), *file;
	char inside[PATH_MAX];
	struct modinfo mi = {0};
	struct module *mod;
	int ret;

	if (is_chosen(m, name))
		return 0;
	if (!path)
		return is_builtin(km) ? use_builtin(m, name, err) : missing(m, name, why, err);
	if (!modtree_file(&m->tree, path, inside, &file))
		return error_set(err, path,
				 "is in modules.dep, but is not a module here; run depmod for %s",
				 m->tree.version);
	mod = add_module(m, name, file, inside, why);
	if (!mod)
		return error_memory(err);
	ret = load(m, mod, &mi, err) || choose_needs(m, mod, km, &mi, err) ? -1 : 0;
	modinfo_free(&mi);
	return ret;
}

/* --- what is asked for -------------------------------------------------------------*/

/* NAME or alias; *ANY says whether there is something of that name. */
static int want_name(struct modules *m, const char *name, const char *why, bool *any,
		     struct error *err)
{
	struct kmod_list *list, *at;
	int ret = look_up(m, name, &list, err);

	kmod_list_foreach(at, list)
	{
		struct kmod_module *km = kmod_module_get_module(at);

		*any = true;
		if (!ret)
			ret = choose(m, km, why, err);
		kmod_module_unref(km);
	}
	kmod_module_unref_list(list);
	return ret;
}

/* The modules of depmod's TABLE whose names match; those of the built-in ones have no file. */
static int want_matching(struct modules *m, const char *table, const char *pattern, const char *why,
			 bool *any, struct error *err)
{
	char name[NAME_MAX + 1];
	struct names lines = {0};
	int ret = depindex_lines(m->tree.dir, table, &lines, err);

	for (size_t i = 0; !ret && i < lines.n; i++)
		if (modname_of_file(lines.v[i], strcspn(lines.v[i], ":"), name) &&
		    !fnmatch(pattern, name, 0))
			ret = want_name(m, name, why, any, err);
	names_free(&lines);
	return ret;
}

static int want_pattern(struct modules *m, const char *text, const char *why, bool *any,
			struct error *err)
{
	char *pattern = strdup(text);
	int ret;

	if (!pattern)
		return error_memory(err);
	modname_normalise(pattern);
	ret = want_matching(m, "modules.dep", pattern, why, any, err) ||
	      want_matching(m, "modules.builtin", pattern, why, any, err);
	free(pattern);
	return ret ? -1 : 0;
}

int modules_want(struct modules *m, const char *want, const char *why, struct error *err)
{
	bool optional = want[0] == '?' && want[1], any = false;
	const char *name = want + optional;
	bool device = !strncmp(name, "modalias:", 9);
	int ret = find_modules(m, err);

	if (ret)
		return ret;
	if (!device && strpbrk(name, "*?["))
		ret = want_pattern(m, name, why, &any, err);
	else
		ret = want_name(m, device ? name + 9 : name, why, &any, err);
	if (ret || any || optional)
		return ret;
	if (!device)
		return missing(m, name, why, err);
	return error_set(err, NULL,
			 "kernel %s has no driver for the device %s, as a module or built in",
			 m->tree.version, name + 9);
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(struct module *const *)a)->name, (*(struct module *const *)b)->name);
}

void modules_sort(struct modules *m)
{
	if (m->n)
		qsort(m->v, m->n, sizeof(struct module *), by_name);
}
