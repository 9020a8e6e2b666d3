// SPDX-License-Identifier: MIT
/* dpkg's database, and the lists of scripts/fetch-packages. */
#include <stdio.h>
#include <string.h>

#include "pkgdb.h"

#define DPKG "/var/lib/dpkg"

/* The package's files, one a line. */
static int read_list(struct pkgdb *db, const struct root *root, struct error *err)
{
	const struct package *p = &db->packages[db->n - 1];
	char path[PATH_MAX], *save = NULL;
	struct bytes b = {0};
	int ret;

	snprintf(path, sizeof(path), DPKG "/info/%s.list", p->name);
	if (!root_is_file(root, path))
		snprintf(path, sizeof(path), DPKG "/info/%s:%s.list", p->name, p->arch);
	if (!root_is_file(root, path))
		return 0;
	ret = root_read(root, path, &b, err);
	for (char *l = ret ? NULL : strtok_r((char *)b.data, "\n", &save); l;
	     l = strtok_r(NULL, "\n", &save))
		pkgdb_claim(db, l, db->n - 1);
	bytes_free(&b);
	return ret;
}

/* deb822 stanzas, deb-control(5) */
int pkgdb_read_dpkg(struct pkgdb *db, const struct root *root, struct error *err)
{
	char *name = NULL, *version = NULL, *arch = NULL;
	struct bytes b = {0};
	int ret;

	if (!root_is_file(root, DPKG "/status"))
		return 0;
	ret = root_read(root, DPKG "/status", &b, err);
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
			ret = pkgdb_add(db, "deb", name, version, arch, NULL) ? error_memory(err)
									      : 0;
			if (!ret)
				ret = read_list(db, root, err);
		}
		name = version = arch = NULL;
	}
	bytes_free(&b);
	return ret;
}

/* NAME <tab> VERSION <tab> ARCH <tab> SHA-256 <tab> FILE ...; "-" for FILE: this project's own */
static int read_packages(struct pkgdb *db, const struct root *root, struct error *err)
{
	struct bytes b = {0};
	char *save = NULL, *l;
	int ret = root_read(root, "/.packages", &b, err);

	for (l = ret ? NULL : strtok_r((char *)b.data, "\n", &save); l && !ret;
	     l = strtok_r(NULL, "\n", &save)) {
		char *field = NULL, *name = strtok_r(l, "\t", &field);
		char *version = strtok_r(NULL, "\t", &field), *arch = strtok_r(NULL, "\t", &field);
		const char *hash = strtok_r(NULL, "\t", &field),
			   *file = strtok_r(NULL, "\t", &field);
		const char *type = hash && file && !strcmp(file, "-") ? "generic" : "deb";

		if (name && version && arch && pkgdb_add(db, type, name, version, arch, NULL))
			ret = error_memory(err);
	}
	bytes_free(&b);
	return ret;
}

/* NAME <tab> /PATH */
int pkgdb_read_fetched(struct pkgdb *db, const struct root *root, struct error *err)
{
	struct bytes b = {0};
	char *save = NULL, *l;
	size_t first = db->n;
	int ret;

	if (!root_is_file(root, "/.packages"))
		return 0;
	ret = read_packages(db, root, err);
	/* a kernel that was compiled has no list of files */
	if (!ret && root_is_file(root, "/.packages.files"))
		ret = root_read(root, "/.packages.files", &b, err);
	for (l = ret || !b.data ? NULL : strtok_r((char *)b.data, "\n", &save); l;
	     l = strtok_r(NULL, "\n", &save)) {
		char *tab = strchr(l, '\t');

		if (!tab || !pkgdb_wants(db, tab + 1))
			continue;
		*tab = 0;
		for (size_t i = first; i < db->n; i++)
			if (!strcmp(db->packages[i].name, l))
				pkgdb_claim(db, tab + 1, i);
	}
	bytes_free(&b);
	return ret;
}
