// SPDX-License-Identifier: MIT
#include "modtree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "depindex.h"
#include "depmod.h"
#include "modname.h"
#include "unpack_stream.h"

static const char *const roots[] = {"/lib/modules", "/usr/lib/modules"};

/* --- the scratch copy -----------------------------------------------------------*/

static bool readable(const char *name, const struct depmod_reads *reads)
{
	size_t n = strlen(name);

	return (reads->gzip || strcmp(name + n - 3, ".gz")) &&
	       (reads->xz || strcmp(name + n - 3, ".xz")) &&
	       (reads->zstd || n < 4 || strcmp(name + n - 4, ".zst"));
}

/* The file INSIDE the root as PATH, a symlink if possible; unpacked if UNPACK. */
static int place(struct modtree *t, const char *inside, const char *path, bool unpack,
		 struct error *err)
{
	char host[PATH_MAX], absolute[PATH_MAX];
	struct bytes b = {0};
	int ret;

	root_name(t->root, inside, host);
	if (!unpack) {
		if (!realpath(host, absolute))
			return error_set_errno(err, host, errno, "cannot be read");
		return symlink(absolute, path) ? error_set_errno(err, path, errno, "cannot be made")
					       : 0;
	}
	ret = root_read(t->root, inside, &b, err) || unpack_file(&b, host, err) ||
			      scratch_write(path, &b, err)
		      ? -1
		      : 0;
	bytes_free(&b);
	return ret;
}

static int copy_modules(struct modtree *t, const struct depmod_reads *reads, struct error *err)
{
	char path[2 * PATH_MAX];
	size_t top = (size_t)snprintf(path, sizeof(path), "%s/", t->dir);

	for (size_t i = 0; i < t->files.n; i++) {
		struct modfile *f = &t->files.v[i];
		bool unpack = !readable(f->name, reads);

		if (unpack)
			*strrchr(f->name, '.') = 0;
		snprintf(path + top, sizeof(path) - top, "%s", f->name);
		/* beside "x.ko.gz" there is an "x.ko" */
		if (unpack && !access(path, F_OK))
			continue;
		if (scratch_parents(path, top, err) || place(t, f->inside, path, unpack, err))
			return -1;
	}
	/* what was "x.ko.gz" sorts otherwise as "x.ko" */
	modfiles_sort(&t->files);
	return 0;
}

static int copy_inputs(struct modtree *t, struct error *err)
{
	static const char *const inputs[] = {"modules.order", "modules.builtin",
					     "modules.builtin.modinfo"};
	char path[2 * PATH_MAX], inside[2 * PATH_MAX], real[PATH_MAX];

	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		for (size_t r = 0; r < 2; r++) {
			snprintf(inside, sizeof(inside), "%s/%s/%s", roots[r], t->version,
				 inputs[i]);
			snprintf(path, sizeof(path), "%s/%s", t->dir, inputs[i]);
			if (root_resolve(t->root, inside, real) || !root_is_file(t->root, real))
				continue;
			if (place(t, real, path, false, err))
				return -1;
			break;
		}
	}
	return 0;
}

/* depmod.d(5): of two files of one name that in the first directory counts. */
static int copy_config(struct modtree *t, struct error *err)
{
	static const char *const dirs[] = {"/etc/depmod.d", "/run/depmod.d",
					   "/usr/local/lib/depmod.d", "/usr/lib/depmod.d",
					   "/lib/depmod.d"};
	char path[2 * PATH_MAX], inside[PATH_MAX];
	int ret = 0;

	for (size_t d = 0; !ret && d < sizeof(dirs) / sizeof(dirs[0]); d++) {
		struct names list = {0};

		if (root_is_dir(t->root, dirs[d]))
			ret = root_list(t->root, dirs[d], &list, err);
		for (size_t i = 0; !ret && i < list.n; i++) {
			size_t n = strlen(list.v[i]);

			snprintf(inside, sizeof(inside), "%s/%s", dirs[d], list.v[i]);
			snprintf(path, sizeof(path), "%s/%s", t->config, list.v[i]);
			if (n < 5 || strcmp(list.v[i] + n - 5, ".conf") ||
			    !root_is_file(t->root, inside) || !access(path, F_OK))
				continue;
			ret = place(t, inside, path, true, err);
		}
		names_free(&list);
	}
	return ret;
}

int modtree_scratch(struct modtree *t, struct error *err)
{
	if (t->scratch.dir[0])
		return 0;
	if (scratch_open(&t->scratch, err))
		return -1;
	snprintf(t->config, sizeof(t->config), "%.4000s/depmod.d", t->scratch.dir);
	if (mkdir(t->config, 0700))
		return error_set_errno(err, t->config, errno, "cannot be made");
	return copy_config(t, err);
}

const char *modtree_cycle(const struct modtree *t, const char *name)
{
	for (size_t i = 0; i < t->cycles.n; i++) {
		const char *word = t->cycles.v[i];
		size_t n;

		for (; *word; word += n + strspn(word + n, " ->")) {
			n = strcspn(word, " ");
			if (n == strlen(name) && !strncmp(word, name, n))
				return t->cycles.v[i];
		}
	}
	return NULL;
}

/* With modules that need each other depmod makes no tables at all: without them, then. */
static int make_tables(struct modtree *t, const char *base, struct error *err)
{
	int ret;

	while ((ret = depmod_run(base, t->config, t->version, &t->cycles, err)) > 0) {
		bool removed = false;

		for (size_t i = 0; i < t->files.n; i++) {
			char name[NAME_MAX + 1], path[2 * PATH_MAX];

			snprintf(path, sizeof(path), "%s/%s", t->dir, t->files.v[i].name);
			if (modname_of_file(t->files.v[i].name, strlen(t->files.v[i].name), name) &&
			    modtree_cycle(t, name))
				removed |= !unlink(path);
		}
		if (!removed)
			return error_set(err, "depmod", "finds modules that need each other: %s",
					 t->cycles.n ? t->cycles.v[0] : "");
	}
	return ret;
}

static int make_copy(struct modtree *t, struct error *err)
{
	struct depmod_reads reads;
	char base[PATH_MAX + 8];

	if (depmod_reads(&reads, err) || modtree_scratch(t, err))
		return -1;
	snprintf(base, sizeof(base), "%s/root", t->scratch.dir);
	snprintf(t->dir, sizeof(t->dir), "%.3500s/lib/modules/%s", base, t->version);
	strcat(t->dir, "/");
	if (scratch_parents(t->dir, strlen(t->scratch.dir) + 1, err))
		return -1;
	t->dir[strlen(t->dir) - 1] = 0;
	return copy_modules(t, &reads, err) || copy_inputs(t, err) || make_tables(t, base, err) ? -1
												: 0;
}

/* --- opening --------------------------------------------------------------------*/

static int walk_both(struct modtree *t, struct error *err)
{
	char path[PATH_MAX], real[PATH_MAX];

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", roots[i], t->version);
		if (root_resolve(t->root, path, real) || !root_is_dir(t->root, real))
			continue;
		/* /lib is a link to /usr/lib: one and the same */
		if (!strcmp(real, t->inside))
			continue;
		t->files.links |= t->inside[0] != 0;
		if (!t->inside[0])
			strcpy(t->inside, real);
		if (modfiles_walk(&t->files, t->root, real, err))
			return -1;
	}
	modfiles_sort(&t->files);
	return 0;
}

static int find_dir(struct modtree *t, struct error *err)
{
	char host[PATH_MAX], path[PATH_MAX + 32];

	if (walk_both(t, err))
		return -1;
	if (!t->inside[0])
		return 0;
	if (t->files.links || !depindex_current(t->root, t->inside, t->files.newest)) {
		if (make_copy(t, err))
			return -1;
	} else {
		root_name(t->root, t->inside, host);
		if (!realpath(host, t->dir))
			return error_set_errno(err, host, errno, "cannot be read");
	}
	/* libkmod would answer with empty lists */
	snprintf(path, sizeof(path), "%s/modules.dep.bin", t->dir);
	if (access(path, R_OK))
		return error_set_errno(err, path, errno,
				       "cannot be read; depmod should have made it");
	snprintf(path, sizeof(path), "/lib/modules/%s/modules.builtin", t->version);
	return root_is_file(t->root, path) ? root_read(t->root, path, &t->builtin, err) : 0;
}

int modtree_versions(const struct root *root, struct names *versions, struct error *err)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < 2; i++) {
		struct names list = {0};
		int ret = 0;

		if (!root_is_dir(root, roots[i]))
			continue;
		ret = root_list(root, roots[i], &list, err);
		for (size_t k = 0; !ret && k < list.n; k++) {
			snprintf(path, sizeof(path), "%s/%s", roots[i], list.v[k]);
			if (root_is_dir(root, path) && names_add(versions, list.v[k]))
				ret = error_memory(err);
		}
		names_free(&list);
		if (ret)
			return -1;
	}
	names_sort(versions, true);
	return 0;
}

int modtree_open(struct modtree *t, const struct root *root, const char *version, struct error *err)
{
	memset(t, 0, sizeof(*t));
	t->root = root;
	t->version = version;
	if (!*version || strchr(version, '/') || version[0] == '.' || version[0] == '-' ||
	    strlen(version) > NAME_MAX)
		return error_set(err, NULL, "\"%s\" is not a kernel version", version);
	return find_dir(t, err);
}

void modtree_close(struct modtree *t)
{
	modfiles_free(&t->files);
	bytes_free(&t->builtin);
	names_free(&t->cycles);
	scratch_close(&t->scratch);
	memset(t, 0, sizeof(*t));
}

const struct modfile *modtree_find(const struct modtree *t, const char *path)
{
	size_t n = strlen(t->dir);

	return !strncmp(path, t->dir, n) && path[n] == '/' ? modfiles_find(&t->files, path + n + 1)
							   : NULL;
}
