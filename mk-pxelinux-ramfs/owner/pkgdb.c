// SPDX-License-Identifier: MIT
#include "pkgdb.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* /usr/lib may be the same as /lib: what a list says differs from where we found the file. */
static const char *unmerged(const char *path)
{
	return strncmp(path, "/usr/", 5) ? path : path + 4;
}

int pkgdb_add(struct pkgdb *db, const char *type, const char *name, const char *version,
	      const char *arch, const char *epoch)
{
	struct package *p;

	if (db->n == db->cap) {
		size_t cap = db->cap ? db->cap * 2 : 64;

		p = realloc(db->packages, cap * sizeof(*p));
		if (!p)
			return -1;
		db->packages = p;
		db->cap = cap;
	}
	p = &db->packages[db->n++];
	p->type = type;
	p->name = strdup(name);
	p->version = strdup(version);
	p->arch = strdup(arch);
	p->epoch = epoch ? strdup(epoch) : NULL;
	p->license = NULL;
	return p->name && p->version && p->arch && (p->epoch || !epoch) ? 0 : -1;
}

static int by_key(const void *a, const void *b)
{
	const struct pkgdb_key *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* The first key of that path, or NULL. */
static const struct pkgdb_key *find_key(const struct pkgdb *db, const char *path)
{
	struct pkgdb_key key = {(char *)(uintptr_t)unmerged(path), 0};
	const struct pkgdb_key *k =
		db->keys_n ? bsearch(&key, db->keys, db->keys_n, sizeof(key), by_key) : NULL;

	while (k && k > db->keys && !by_key(k - 1, k))
		k--;
	return k;
}

static int compare(const struct package *a, const struct package *b)
{
	int c = strcmp(a->name, b->name);

	if (!c)
		c = strcmp(a->version, b->version);
	return c ? c : strcmp(a->arch, b->arch);
}

bool pkgdb_wants(const struct pkgdb *db, const char *path)
{
	return find_key(db, path) != NULL;
}

void pkgdb_claim(struct pkgdb *db, const char *path, size_t package)
{
	const struct pkgdb_key *first = find_key(db, path);

	for (const struct pkgdb_key *k = first; k && k < db->keys + db->keys_n; k++) {
		size_t *owner = &db->owners[k->file];

		if (by_key(k, first))
			break;
		if (*owner == PKGDB_NONE ||
		    compare(&db->packages[package], &db->packages[*owner]) < 0)
			*owner = package;
	}
}

static int add_key(struct pkgdb *db, const char *path, size_t file)
{
	struct pkgdb_key *k = &db->keys[db->keys_n];

	k->file = file;
	k->path = strdup(unmerged(path));
	if (!k->path)
		return -1;
	db->keys_n++;
	return 0;
}

/* A file is known by the name it was found by, and by the one without symlinks. */
static int add_files(struct pkgdb *db, const struct root *root, const struct names *paths,
		     struct error *err)
{
	char real[PATH_MAX];

	db->owners = calloc(paths->n + 1, sizeof(*db->owners));
	db->keys = calloc(paths->n + 1, 2 * sizeof(*db->keys));
	if (!db->owners || !db->keys)
		return error_memory(err);
	db->files_n = paths->n;
	for (size_t i = 0; i < paths->n; i++) {
		const char *path = paths->v[i];

		db->owners[i] = PKGDB_NONE;
		if (*path && (add_key(db, path, i) ||
			      (!root_resolve(root, path, real) && add_key(db, real, i))))
			return error_memory(err);
	}
	qsort(db->keys, db->keys_n, sizeof(*db->keys), by_key);
	return 0;
}

static int read_distribution(struct pkgdb *db, const struct root *root, struct error *err)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
	struct bytes b = {0};
	const char *id;

	if (!root_is_file(root, "/etc/os-release"))
		return 0;
	if (root_read(root, "/etc/os-release", &b, err)) {
		bytes_free(&b);
		return -1;
	}
	id = strncmp((char *)b.data, "ID=", 3) ? strstr((char *)b.data, "\nID=") : (char *)b.data;
	if (id) {
		id += strcspn(id, "=") + 1;
		id += *id == '"';
		snprintf(db->distribution, sizeof(db->distribution), "%.*s", (int)strspn(id, plain),
			 id);
	}
	bytes_free(&b);
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct package *x = *(const struct package *const *)a;
	const struct package *y = *(const struct package *const *)b;

	return compare(x, y);
}

/* Puts the packages in an order that does not depend on when each was installed. */
static int sort(struct pkgdb *db)
{
	const struct package **order = calloc(db->n + 1, sizeof(const struct package *));
	struct package *sorted = calloc(db->n + 1, sizeof(*sorted));
	size_t *place = calloc(db->n + 1, sizeof(*place));
	int ret = order && sorted && place ? 0 : -1;

	if (!ret) {
		for (size_t i = 0; i < db->n; i++)
			order[i] = &db->packages[i];
		qsort(order, db->n, sizeof(const struct package *), by_name);
		for (size_t i = 0; i < db->n; i++) {
			sorted[i] = *order[i];
			place[order[i] - db->packages] = i;
		}
		for (size_t i = 0; i < db->files_n; i++)
			if (db->owners[i] != PKGDB_NONE)
				db->owners[i] = place[db->owners[i]];
		free(db->packages);
		db->packages = sorted;
		sorted = NULL;
	}
	free(order);
	free(sorted);
	free(place);
	return ret;
}

int pkgdb_read(struct pkgdb *db, const struct root *root, const struct names *paths,
	       struct error *err)
{
	memset(db, 0, sizeof(*db));
	if (add_files(db, root, paths, err) || read_distribution(db, root, err) ||
	    pkgdb_read_dpkg(db, root, err) || pkgdb_read_rpm(db, root, err) ||
	    pkgdb_read_fetched(db, root, err))
		return -1;
	return sort(db) ? error_memory(err) : 0;
}

const struct package *pkgdb_package(const struct pkgdb *db, size_t file)
{
	size_t i = db->owners[file];

	return i == PKGDB_NONE ? NULL : &db->packages[i];
}

bool pkgdb_has_files(const struct pkgdb *db, const struct package *p)
{
	for (size_t i = 0; i < db->files_n; i++)
		if (db->owners[i] == (size_t)(p - db->packages))
			return true;
	return false;
}

void pkgdb_free(struct pkgdb *db)
{
	for (size_t i = 0; i < db->n; i++) {
		free(db->packages[i].name);
		free(db->packages[i].version);
		free(db->packages[i].arch);
		free(db->packages[i].epoch);
		free(db->packages[i].license);
	}
	for (size_t i = 0; i < db->keys_n; i++)
		free(db->keys[i].path);
	free(db->packages);
	free(db->owners);
	free(db->keys);
	bytes_free(&db->note);
	memset(db, 0, sizeof(*db));
}
