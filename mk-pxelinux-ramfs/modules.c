// SPDX-License-Identifier: MIT
#include "modules.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modalias.h"
#include "modindex.h"
#include "unpack_stream.h"

static int by_name(const void *key, const void *m)
{
	return strcmp(key, (*(struct module *const *)m)->name);
}

struct module *modules_find(struct modules *m, const char *name)
{
	struct module **found =
		m->n ? bsearch(name, m->v, m->n, sizeof(struct module *), by_name) : NULL;

	return found ? *found : NULL;
}

static int by_string(const void *key, const void *s)
{
	return strcmp(key, *(char *const *)s);
}

bool modules_is_builtin(const struct modules *m, const char *name)
{
	return m->builtin.n &&
	       bsearch(name, m->builtin.v, m->builtin.n, sizeof(*m->builtin.v), by_string);
}

static void host_name(const struct modules *m, const struct module *mod, char out[PATH_MAX])
{
	char path[2 * PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", m->dir, mod->file);
	root_name(m->root, path, out);
}

static int check_vermagic(const struct modules *m, const struct module *mod, const char *host,
			  struct error *err)
{
	const char *vm = mod->info.vermagic;
	size_t n = strlen(m->version);

	if (!vm)
		return error_set(err, host, "is no kernel module: it has no vermagic");
	if (!strncmp(vm, m->version, n) && (vm[n] == ' ' || !vm[n]))
		return 0;
	return error_set(err, host,
			 "is a module of kernel %.*s, but the kernel is %s; use the modules that "
			 "were built with it",
			 (int)strcspn(vm, " "), vm, m->version);
}

int modules_load(struct modules *m, struct module *mod, struct error *err)
{
	char path[2 * PATH_MAX], host[PATH_MAX];

	if (mod->read)
		return 0;
	host_name(m, mod, host);
	snprintf(path, sizeof(path), "%s/%s", m->dir, mod->file);
	if (root_read(m->root, path, &mod->data, err) || unpack_file(&mod->data, host, err) ||
	    modinfo_read(&mod->info, &mod->data, host, err))
		return -1;
	mod->read = true;
	return check_vermagic(m, mod, host, err);
}

static int missing(struct modules *m, const char *name, const char *why, struct error *err)
{
	char host[PATH_MAX];

	if (!m->dir[0]) {
		root_name(m->root, "/lib/modules", host);
		return error_set(err, host,
				 "has no modules of kernel %s, but %s is wanted (%s); unpack the "
				 "kernel's modules there, or give -m none",
				 m->version, name, why);
	}
	root_name(m->root, m->dir, host);
	return error_set(err, host,
			 "has no module %s (%s), and the kernel does not list it as built in", name,
			 why);
}

static int choose(struct modules *m, struct module *mod, const char *why, struct error *err);

/* What a softdep names may be an alias: "crct10dif", which two modules are for. */
static int choose_aliased(struct modules *m, const char *name, const char *why, struct error *err)
{
	struct module *mod;
	size_t at = 0;

	if (modalias_open(m, err))
		return -1;
	while ((mod = modalias_next(m, name, &at)))
		if (choose(m, mod, why, err))
			return -1;
	return 0;
}

/* NAME, which MOD asks for: hard ones must be there. */
static int choose_needed(struct modules *m, const char *name, const char *by, const char *how,
			 bool hard, struct error *err)
{
	char why[512];
	struct module *mod;

	if (modindex_find(m, name, &mod, err))
		return -1;
	snprintf(why, sizeof(why), "%s %s", how, by);
	if (mod)
		return choose(m, mod, why, err);
	if (modules_is_builtin(m, name))
		return 0;
	return hard ? missing(m, name, why, err) : choose_aliased(m, name, why, err);
}

static int choose(struct modules *m, struct module *mod, const char *why, struct error *err)
{
	const struct {
		const struct names *list;
		const char *how;
		bool hard;
	} lists[] = {
		{&mod->info.depends, "needed by", true},
		{&mod->info.pre, "softdep of", false},
		{&mod->info.post, "softdep of", false},
		{&mod->info.weak, "weakdep of", false},
	};

	if (mod->chosen)
		return 0;
	mod->chosen = true;
	mod->why = strdup(why);
	if (!mod->why)
		return error_memory(err);
	if (modules_load(m, mod, err))
		return -1;
	for (size_t k = 0; k < sizeof(lists) / sizeof(lists[0]); k++)
		for (size_t i = 0; i < lists[k].list->n; i++)
			if (choose_needed(m, lists[k].list->v[i], mod->name, lists[k].how,
					  lists[k].hard, err))
				return -1;
	return 0;
}

static int use_builtin(struct modules *m, const char *name, struct error *err)
{
	if (!names_has(&m->builtin_used, name) && names_add(&m->builtin_used, name))
		return error_memory(err);
	return 0;
}

static int want_pattern(struct modules *m, const char *pattern, bool optional, const char *why,
			struct error *err)
{
	bool any = false;

	if (modindex_all(m, err))
		return -1;
	for (size_t i = 0; i < m->n; i++) {
		if (fnmatch(pattern, m->v[i]->name, 0))
			continue;
		any = true;
		if (choose(m, m->v[i], why, err))
			return -1;
	}
	for (size_t i = 0; i < m->builtin.n; i++) {
		if (fnmatch(pattern, m->builtin.v[i], 0))
			continue;
		any = true;
		if (use_builtin(m, m->builtin.v[i], err))
			return -1;
	}
	return any || optional ? 0 : missing(m, pattern, why, err);
}

static int want_modalias(struct modules *m, const char *device, const char *why, struct error *err)
{
	char *copy = strdup(device);
	struct module *mod;
	bool any = false;
	size_t at = 0;
	int ret = copy ? modalias_open(m, err) : error_memory(err);

	if (copy)
		modinfo_normalise(copy);
	while (!ret && (mod = modalias_next(m, copy, &at))) {
		any = true;
		ret = choose(m, mod, why, err);
	}
	free(copy);
	if (!ret && !any)
		ret = error_set(err, NULL,
				"no module of kernel %s is for the device %s (its driver may be "
				"built in; then leave it out)",
				m->version, device);
	return ret;
}

int modules_want(struct modules *m, const char *want, const char *why, struct error *err)
{
	bool optional = want[0] == '?' && want[1];
	char *name;
	struct module *mod;
	int ret = 0;

	if (!strncmp(want, "modalias:", 9))
		return want_modalias(m, want + 9, why, err);
	name = strdup(want + optional);
	if (!name)
		return error_memory(err);
	modinfo_normalise(name);
	if (strpbrk(name, "*?["))
		ret = want_pattern(m, name, optional, why, err);
	else if (modindex_find(m, name, &mod, err))
		ret = -1;
	else if (mod)
		ret = choose(m, mod, why, err);
	else if (modules_is_builtin(m, name))
		ret = use_builtin(m, name, err);
	else
		ret = optional ? 0 : missing(m, name, why, err);
	free(name);
	return ret;
}

int modules_order(struct modules *m, struct module *mod, struct names *list, struct error *err)
{
	enum { NEW, BUSY, DONE };
	const struct names *lists[] = {&mod->info.pre, &mod->info.depends};
	int ret = 0;

	mod->state = BUSY;
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; !ret && i < lists[k]->n; i++) {
			struct module *dep = modules_find(m, lists[k]->v[i]);

			if (!dep || !dep->chosen || names_has(list, dep->name))
				continue;
			/* a softdep that loops is only a wish; a need cannot be met */
			if (dep->state == BUSY && k == 0)
				continue;
			if (dep->state == BUSY) {
				ret = error_set(
					err, mod->file,
					"and %s need each other; such modules cannot be loaded",
					dep->file);
				break;
			}
			ret = modules_order(m, dep, list, err);
			if (!ret && names_add(list, dep->name))
				ret = error_memory(err);
		}
	}
	mod->state = NEW;
	return ret;
}
