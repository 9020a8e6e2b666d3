// SPDX-License-Identifier: MIT
#include "pkgdb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DPKG "/var/lib/dpkg"

static const char *unmerged(const char *path)
{
	return strncmp(path, "/usr/", 5) ? path : path + 4;
}

static int add_package(struct pkgdb *db, const char *name, const char *version, const char *arch)
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
	p->name = strdup(name);
	p->version = strdup(version);
	p->arch = strdup(arch);
	return p->name && p->version && p->arch ? 0 : -1;
}

static int add_file(struct pkgdb *db, const char *path, size_t package)
{
	struct pkgdb_file *f;

	if (db->files_n == db->files_cap) {
		size_t cap = db->files_cap ? db->files_cap * 2 : 64;

		f = realloc(db->files, cap * sizeof(*f));
		if (!f)
			return -1;
		db->files = f;
		db->files_cap = cap;
	}
	f = &db->files[db->files_n++];
	f->package = package;
	f->path = strdup(path);
	return f->path ? 0 : -1;
}

static bool wanted(const struct names *paths, const char *path)
{
	return paths->n && bsearch(&(char *){(char *)(uintptr_t)path}, paths->v, paths->n,
				   sizeof(*paths->v), names_compare);
}

/* The wanted ones of the files listed in TEXT, one a line. */
static int scan_list(struct pkgdb *db, char *text, size_t package, const struct names *paths)
{
	char *save = NULL;

	for (char *l = strtok_r(text, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
		if (wanted(paths, unmerged(l)) && add_file(db, unmerged(l), package))
			return -1;
	return 0;
}

static int read_dpkg_list(struct pkgdb *db, const struct root *root, const struct names *paths,
			  struct error *err)
{
	const struct package *p = &db->packages[db->n - 1];
	char path[PATH_MAX];
	struct bytes b = {0};
	int ret;

	snprintf(path, sizeof(path), DPKG "/info/%s.list", p->name);
	if (!root_is_file(root, path))
		snprintf(path, sizeof(path), DPKG "/info/%s:%s.list", p->name, p->arch);
	if (!root_is_file(root, path))
		return 0;
	ret = root_read(root, path, &b, err);
	if (!ret && scan_list(db, (char *)b.data, db->n - 1, paths))
		ret = error_memory(err);
	bytes_free(&b);
	return ret;
}

/* deb822 stanzas, deb-control(5) */
static int read_dpkg(struct pkgdb *db, const struct root *root, const struct names *paths,
		     struct error *err)
{
	char *name = NULL, *version = NULL, *arch = NULL;
	struct bytes b = {0};
	int ret = root_read(root, DPKG "/status", &b, err);

	for (char *l = (char *)b.data, *next; !ret && l && *l; l = next) {
		size_t n = strcspn(l, "\n");
		bool last = !l[n];

		l[n] = 0;
		next = last ? l + n : l + n + 1;
		if (!strncmp(l, "Package: ", 9))
			name = l + 9;
		else if (!strncmp(l, "Version: ", 9))
			version = l + 9;
		else if (!strncmp(l, "Architecture: ", 14))
			arch = l + 14;
		if ((n && *next) || !name)
			continue;
		if (version && arch && !strchr(name, '/')) {
			ret = add_package(db, name, version, arch) ? error_memory(err) : 0;
			if (!ret)
				ret = read_dpkg_list(db, root, paths, err);
		}
		name = version = arch = NULL;
	}
	bytes_free(&b);
	return ret;
}

/* NAME <tab> VERSION <tab> ARCH <tab> ... */
static int read_fetched(struct pkgdb *db, const struct root *root, struct error *err)
{
	struct bytes b = {0};
	char *save = NULL, *l;
	int ret = root_read(root, "/.packages", &b, err);

	for (l = ret ? NULL : strtok_r((char *)b.data, "\n", &save); l && !ret;
	     l = strtok_r(NULL, "\n", &save)) {
		char *field = NULL, *name = strtok_r(l, "\t", &field);
		char *version = strtok_r(NULL, "\t", &field), *arch = strtok_r(NULL, "\t", &field);

		if (name && version && arch && add_package(db, name, version, arch))
			ret = error_memory(err);
	}
	bytes_free(&b);
	return ret;
}

/* NAME <tab> /PATH */
static int read_fetched_files(struct pkgdb *db, const struct root *root, const struct names *paths,
			      struct error *err)
{
	struct bytes b = {0};
	char *save = NULL, *l;
	int ret = root_read(root, "/.packages.files", &b, err);

	for (l = ret ? NULL : strtok_r((char *)b.data, "\n", &save); l && !ret;
	     l = strtok_r(NULL, "\n", &save)) {
		char *tab = strchr(l, '\t');

		if (!tab || !wanted(paths, unmerged(tab + 1)))
			continue;
		*tab = 0;
		for (size_t i = 0; i < db->n; i++)
			if (!strcmp(db->packages[i].name, l) && add_file(db, unmerged(tab + 1), i))
				ret = error_memory(err);
	}
	bytes_free(&b);
	return ret;
}

static int read_distribution(struct pkgdb *db, const struct root *root, struct error *err)
{
	struct bytes b = {0};
	const char *id;

	strcpy(db->distribution, "debian");
	if (!root_is_file(root, "/etc/os-release"))
		return 0;
	if (root_read(root, "/etc/os-release", &b, err))
		return -1;
	id = strncmp((char *)b.data, "ID=", 3) ? strstr((char *)b.data, "\nID=") : (char *)b.data;
	if (id) {
		id += strcspn(id, "=") + 1;
		id += *id == '"';
		snprintf(db->distribution, sizeof(db->distribution), "%.*s",
			 (int)strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789._-"), id);
	}
	bytes_free(&b);
	return 0;
}

int pkgdb_read(struct pkgdb *db, const struct root *root, const struct names *paths,
	       struct error *err)
{
	struct names want = {0};
	int ret = 0;

	memset(db, 0, sizeof(*db));
	for (size_t i = 0; !ret && i < paths->n; i++)
		if (names_add(&want, unmerged(paths->v[i])))
			ret = error_memory(err);
	names_sort(&want, true);
	if (!ret)
		ret = read_distribution(db, root, err);
	if (!ret && root_is_file(root, DPKG "/status"))
		ret = read_dpkg(db, root, &want, err);
	else if (!ret && root_is_file(root, "/.packages") && root_is_file(root, "/.packages.files"))
		ret = read_fetched(db, root, err) || read_fetched_files(db, root, &want, err) ? -1
											      : 0;
	names_free(&want);
	return ret;
}

const struct package *pkgdb_find(const struct pkgdb *db, const char *path)
{
	for (size_t i = 0; i < db->files_n; i++)
		if (!strcmp(db->files[i].path, unmerged(path)))
			return &db->packages[db->files[i].package];
	return NULL;
}

void pkgdb_free(struct pkgdb *db)
{
	for (size_t i = 0; i < db->n; i++) {
		free(db->packages[i].name);
		free(db->packages[i].version);
		free(db->packages[i].arch);
	}
	for (size_t i = 0; i < db->files_n; i++)
		free(db->files[i].path);
	free(db->packages);
	free(db->files);
	memset(db, 0, sizeof(*db));
}
