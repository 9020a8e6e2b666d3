// SPDX-License-Identifier: MIT
#include "rpmdb.h"

#include <stdio.h>
#include <sys/stat.h>

int rpmdb_damaged(const char *name, const char *what, struct error *err)
{
	return error_set(err, name,
			 "is damaged: %s; repair it with rpm --rebuilddb, or do without --sbom",
			 what);
}

int rpmdb_visited(int ret, const char *name, struct error *err)
{
	return !ret		     ? 0
	       : ret == RPMDB_MEMORY ? error_memory(err)
				     : rpmdb_damaged(name, "a package in it makes no sense", err);
}

/* What the write-ahead log holds is not in the file yet. */
static int check_log(const struct root *root, const char *path, const char *name, struct error *err)
{
	char log[PATH_MAX + 8];
	struct stat st;

	snprintf(log, sizeof(log), "%s-wal", path);
	if (!root_stat(root, log, &st) || !st.st_size)
		return 0;
	return error_set(err, name,
			 "is not complete: its log %s-wal is not empty, as while rpm is at work or "
			 "when it was stopped; run rpm -qa on that system, or do without --sbom",
			 name);
}

int rpmdb_each(const struct root *root, rpmdb_visit *visit, void *ctx, struct error *err)
{
	static const char *const dirs[] = {"/usr/lib/sysimage/rpm", "/var/lib/rpm"};
	static const struct {
		const char *file;
		rpmdb_form *read;
	} forms[] = {
		{"rpmdb.sqlite", rpmdb_sqlite},
		{"Packages.db", rpmdb_ndb},
		{"Packages", rpmdb_bdb},
	};
	char path[PATH_MAX], name[PATH_MAX];

	/* a system that changed its form or folder may have left the old file: the newest counts */
	for (size_t f = 0; f < sizeof(forms) / sizeof(forms[0]); f++)
		for (size_t d = 0; d < sizeof(dirs) / sizeof(dirs[0]); d++) {
			struct bytes file = {0};
			int ret;

			snprintf(path, sizeof(path), "%s/%s", dirs[d], forms[f].file);
			if (!root_is_file(root, path))
				continue;
			root_name(root, path, name);
			ret = check_log(root, path, name, err) || root_read(root, path, &file, err)
				      ? -1
				      : forms[f].read(&file, name, visit, ctx, err);
			bytes_free(&file);
			return ret;
		}
	return 0;
}
