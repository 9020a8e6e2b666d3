// SPDX-License-Identifier: MIT
/*
 * The order is ld.so(8)'s: DT_RPATH of the object and of those that loaded it,
 * unless it has DT_RUNPATH; DT_RUNPATH; the cache (here: ld.so.conf); the
 * default directories. The initramfs has no ld.so.cache, so what only ld.so.conf
 * leads to is stored in the first default directory.
 */
#include "libs_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One directory: where to look inside the root, and where it will be in the archive. */
struct place {
	char *look, *store;
};

struct places {
	struct place *v;
	size_t n;
};

static int add_place(struct places *p, const char *look, const char *store)
{
	struct place *v;

	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->v[i].look, look))
			return 0;
	v = realloc(p->v, (p->n + 1) * sizeof(*v));
	if (!v)
		return -1;
	p->v = v;
	v[p->n].look = strdup(look);
	v[p->n].store = strdup(store);
	if (!v[p->n].look || !v[p->n].store) {
		free(v[p->n].look);
		free(v[p->n].store);
		return -1;
	}
	p->n++;
	return 0;
}

static void free_places(struct places *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->v[i].look);
		free(p->v[i].store);
	}
	free(p->v);
}

/* If S has the variable NAME, as $NAME or ${NAME}, its length, else 0. */
static size_t variable(const char *s, const char *name)
{
	size_t n = strlen(name);

	if (s[0] == '$' && s[1] == '{' && !strncmp(s + 2, name, n) && s[2 + n] == '}')
		return n + 3;
	return s[0] == '$' && !strncmp(s + 1, name, n) ? n + 1 : 0;
}

/* DIR with $ORIGIN and $LIB filled in; 0, or -1 if it uses what is not known here. */
static int expand(const char *dir, size_t len, const char *origin, const char *lib,
		  char out[PATH_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < len;) {
		size_t var = variable(dir + i, "ORIGIN");
		const char *value = var ? origin : lib;

		if (!var)
			var = variable(dir + i, "LIB");
		if (!var && dir[i] == '$')
			return -1;
		if (var) {
			if (n + strlen(value) + 1 >= PATH_MAX)
				return -1;
			n += (size_t)sprintf(out + n, "%s", value);
			i += var;
		} else {
			if (n + 2 >= PATH_MAX)
				return -1;
			out[n++] = dir[i++];
		}
	}
	out[n] = 0;
	return n && out[0] == '/' ? 0 : -1;
}

/* Takes "." and ".." out of an absolute path by its text, as it will be in the archive. */
static void squash(char *path)
{
	char copy[PATH_MAX], *save = NULL, *part;

	strcpy(copy, path);
	*path = 0;
	for (part = strtok_r(copy, "/", &save); part; part = strtok_r(NULL, "/", &save)) {
		if (!strcmp(part, "."))
			continue;
		if (!strcmp(part, "..")) {
			char *slash = strrchr(path, '/');

			if (slash)
				*slash = 0;
			continue;
		}
		strcat(strcat(path, "/"), part);
	}
}

static void directory_of(const char *path, char out[PATH_MAX])
{
	const char *slash = strrchr(path, '/');

	snprintf(out, PATH_MAX, "%s%.*s", path[0] == '/' ? "" : "/",
		 slash ? (int)(slash - path) : 0, path);
}

/* The directories of a DT_RPATH or DT_RUNPATH of IT, with FROM in the root for its $ORIGIN. */
static int add_origin(const struct libs *l, struct places *p, const struct libs_item *it,
		      const char *from, const char *path)
{
	char look[PATH_MAX], store[PATH_MAX], to[PATH_MAX];
	const char *lib = l->defaults.n ? l->defaults.v[0] + 1 : "lib";

	directory_of(it->path, to);
	for (;;) {
		size_t n = strcspn(path, ":");

		if (n && !expand(path, n, from, lib, look) && !expand(path, n, to, lib, store)) {
			squash(store);
			if (add_place(p, look, store))
				return -1;
		}
		if (!path[n])
			return 0;
		path += n + 1;
	}
}

/*
 * A program's $ORIGIN is where it is without symlinks (the kernel tells the loader), a
 * library's where it was found. In the archive both are files, where IT->path says.
 */
static int add_path(const struct libs *l, struct places *p, const struct libs_item *it,
		    const char *path)
{
	const char *source = it->source ? it->source : it->path;
	char real[PATH_MAX], from[PATH_MAX];

	if (it->parent == LIBS_NO_PARENT && !root_resolve(l->root, source, real)) {
		directory_of(real, from);
		if (add_origin(l, p, it, from, path))
			return -1;
	}
	directory_of(source, from);
	return add_origin(l, p, it, from, path);
}

/* Used where no program told a loader: libraries that were added alone. */
static const char *const common_dirs[] = {"/lib64", "/usr/lib64", "/lib", "/usr/lib"};

static int add_system(struct libs *l, struct places *p, bool nodeflib)
{
	const char *first;

	if (!l->defaults.n)
		for (size_t i = 0; i < sizeof(common_dirs) / sizeof(common_dirs[0]); i++)
			if (names_add(&l->defaults, common_dirs[i]))
				return -1;
	first = l->defaults.v[0];
	for (size_t i = 0; i < l->conf.n; i++) {
		const char *dir = l->conf.v[i];

		if (names_has(&l->defaults, dir))
			continue;
		if (add_place(p, dir, first))
			return -1;
	}
	for (size_t i = 0; !nodeflib && i < l->defaults.n; i++)
		if (add_place(p, l->defaults.v[i], l->defaults.v[i]))
			return -1;
	return 0;
}

static int all_places(struct libs *l, size_t item, struct places *p)
{
	const struct elf_file *elf = &l->items[item].elf;

	if (!elf->runpath)
		for (size_t i = item; i != LIBS_NO_PARENT; i = l->items[i].parent)
			if (l->items[i].elf.rpath && !l->items[i].elf.runpath &&
			    add_path(l, p, &l->items[i], l->items[i].elf.rpath))
				return -1;
	if (elf->runpath && add_path(l, p, &l->items[item], elf->runpath))
		return -1;
	return add_system(l, p, elf->nodeflib);
}

/* The file LOOK inside the root, if it is a library for our machine. */
static int try_file(struct libs *l, const char *look, const char *store, struct libs_found *found,
		    struct error *err)
{
	char host[PATH_MAX];
	struct elf_arch arch;
	struct error ignored = {0};

	if (strlen(look) >= PATH_MAX || strlen(store) >= PATH_MAX || !root_is_file(l->root, look))
		return 0;
	root_name(l->root, look, host);
	if (root_read(l->root, look, &found->data, err))
		return -1;
	if (!elf_magic(&found->data) || elf_read_arch(&arch, &found->data, host, &ignored) ||
	    !elf_arch_equal(&arch, &l->arch))
		return 0;
	strcpy(found->path, store);
	strcpy(found->source, look);
	return 1;
}

static int try_place(struct libs *l, const struct place *p, const char *sub, const char *name,
		     struct libs_found *found, struct error *err)
{
	char look[2 * PATH_MAX], store[2 * PATH_MAX];

	snprintf(look, sizeof(look), "%s%s/%s", p->look, sub, name);
	snprintf(store, sizeof(store), "%s%s/%s", p->store, sub, name);
	return try_file(l, look, store, found, err);
}

/*
 * The plain library runs on every machine, so it is preferred. Where there are
 * only variants for newer processors, the first (oldest) is taken, with a warning.
 */
static int try_hwcaps(struct libs *l, const struct place *p, const char *name,
		      struct libs_found *found, struct error *err)
{
	char dir[PATH_MAX + 32], sub[NAME_MAX + 32];
	struct names list = {0};
	int ret = 0;

	snprintf(dir, sizeof(dir), "%s/glibc-hwcaps", p->look);
	if (!root_is_dir(l->root, dir))
		return 0;
	if (root_list(l->root, dir, &list, err))
		return -1;
	for (size_t i = 0; !ret && i < list.n; i++) {
		snprintf(sub, sizeof(sub), "/glibc-hwcaps/%s", list.v[i]);
		ret = try_place(l, p, sub, name, found, err);
		if (ret > 0 &&
		    names_addf(l->warnings,
			       "%s is in the root for %s processors only; the image needs one",
			       name, list.v[i]))
			ret = error_memory(err);
	}
	names_free(&list);
	return ret;
}

int libs_search(struct libs *l, size_t item, const char *name, struct libs_found *found,
		struct error *err)
{
	struct places p = {0};
	int ret = 0;

	if (strchr(name, '/')) {
		if (name[0] != '/')
			return error_set(
				err, l->items[item].path,
				"needs the library \"%s\" relative to the current directory, "
				"which cannot be in an initramfs",
				name);
		return try_file(l, name, name, found, err);
	}
	if (all_places(l, item, &p))
		ret = error_memory(err);
	for (size_t i = 0; !ret && i < p.n; i++)
		ret = try_place(l, &p.v[i], "", name, found, err);
	for (size_t i = 0; !ret && i < p.n; i++)
		ret = try_hwcaps(l, &p.v[i], name, found, err);
	free_places(&p);
	return ret;
}

void libs_searched(struct libs *l, size_t item, struct bytes *list)
{
	struct places p = {0};

	if (!all_places(l, item, &p))
		for (size_t i = 0; i < p.n; i++)
			bytes_printf(list, " %s", p.v[i].look);
	free_places(&p);
}
