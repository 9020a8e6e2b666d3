// SPDX-License-Identifier: MIT
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pkgdb.h"
#include "rpmdb.h"
#include "rpmheader.h"
#include "s390hdr.h"

/* What FILESTATES says of a file that is there as the package has it (rpm/include/rpm/rpmfi.h). */
enum { STATE_NORMAL = 0, STATE_NETSHARED = 3 };

/* The files of a header: folders by number, names without them. */
struct files {
	struct rpmstrings names;
	const unsigned char *dir_numbers, *states;
	const char **dirs;
	size_t dirs_n;
};

static int open_files(struct files *f, const struct rpmheader *h)
{
	struct rpmstrings dirs;
	const char *s;
	size_t n;

	memset(f, 0, sizeof(*f));
	/* a package without files has none of these */
	if (!rpmheader_strings(h, RPMTAG_BASENAMES, &f->names))
		return 0;
	f->dir_numbers = rpmheader_numbers(h, RPMTAG_DIRINDEXES, &n);
	if (!f->dir_numbers || n != f->names.n || !rpmheader_strings(h, RPMTAG_DIRNAMES, &dirs))
		return RPMDB_SENSELESS;
	f->states = rpmheader_bytes(h, RPMTAG_FILESTATES, &n);
	if (f->states && n != f->names.n)
		return RPMDB_SENSELESS;
	f->dirs = calloc(dirs.n, sizeof(char *));
	if (!f->dirs)
		return RPMDB_MEMORY;
	f->dirs_n = dirs.n;
	s = dirs.first;
	for (size_t i = 0; i < dirs.n; i++, s += strlen(s) + 1)
		f->dirs[i] = s;
	return 0;
}

static int add_package(struct pkgdb *db, const struct rpmheader *h)
{
	const char *name = rpmheader_string(h, RPMTAG_NAME);
	const char *version = rpmheader_string(h, RPMTAG_VERSION);
	const char *release = rpmheader_string(h, RPMTAG_RELEASE);
	const char *arch = rpmheader_string(h, RPMTAG_ARCH);
	const char *license = rpmheader_string(h, RPMTAG_LICENSE);
	size_t n;
	const unsigned char *epoch = rpmheader_numbers(h, RPMTAG_EPOCH, &n);
	char text[16];
	struct bytes full = {0};
	int ret;

	if (!name || !version || !release || !arch)
		return RPMDB_SENSELESS;
	if (epoch)
		snprintf(text, sizeof(text), "%u", be32_get(epoch));
	ret = bytes_printf(&full, "%s-%s", version, release) ||
			      pkgdb_add(db, "rpm", name, (char *)full.data, arch,
					epoch ? text : NULL)
		      ? RPMDB_MEMORY
		      : 0;
	bytes_free(&full);
	if (!ret && license) {
		struct package *p = &db->packages[db->n - 1];

		p->license = strdup(license);
		ret = p->license ? 0 : RPMDB_MEMORY;
	}
	return ret;
}

int pkgdb_rpm_header(void *ctx, const unsigned char *p, size_t len)
{
	struct pkgdb *db = ctx;
	struct rpmheader h;
	struct files f;
	bool added = false;
	char path[PATH_MAX];
	const char *name;
	int ret;

	if (rpmheader_open(&h, p, len))
		return RPMDB_SENSELESS;
	ret = open_files(&f, &h);
	name = f.names.first;
	for (size_t i = 0; !ret && i < f.names.n; i++, name += strlen(name) + 1) {
		uint32_t dir = be32_get(f.dir_numbers + 4 * i);

		if (dir >= f.dirs_n) {
			ret = RPMDB_SENSELESS;
			break;
		}
		if (f.states && f.states[i] != STATE_NORMAL && f.states[i] != STATE_NETSHARED)
			continue;
		if ((size_t)snprintf(path, sizeof(path), "%s%s", f.dirs[dir], name) >=
			    sizeof(path) ||
		    !pkgdb_wants(db, path))
			continue;
		if (!added)
			ret = add_package(db, &h);
		added = true;
		if (!ret)
			pkgdb_claim(db, path, db->n - 1);
	}
	free(f.dirs);
	return ret;
}

int pkgdb_read_rpm(struct pkgdb *db, const struct root *root, struct error *err)
{
	return rpmdb_each(root, pkgdb_rpm_header, db, err);
}
