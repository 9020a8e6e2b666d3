// SPDX-License-Identifier: MIT
#include "firmware.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "unpack_stream.h"

/* The kernel's order, in linux/drivers/base/firmware_loader/main.c: each packing in all of
 * fw_path[]. */
static const char *const dirs[] = {"/lib/firmware/updates/%s", "/lib/firmware/updates",
				   "/lib/firmware/%s", "/lib/firmware"};
static const char *const suffixes[] = {"", ".zst", ".xz"};
enum { DIRS = sizeof(dirs) / sizeof(dirs[0]), SUFFIXES = sizeof(suffixes) / sizeof(suffixes[0]) };

struct search {
	const struct modules *modules;
	struct tree *tree;
	const char *why;
};

static int take(struct search *s, const char *path, const char *name, bool packed,
		struct error *err)
{
	const struct root *root = s->modules->tree.root;
	char host[PATH_MAX], target[PATH_MAX + 16];
	struct origin from = {GROUP_FIRMWARE, host, s->why};
	struct bytes b = {0};

	root_name(root, path, host);
	if (root_read(root, path, &b, err) || (packed && unpack_file(&b, host, err))) {
		bytes_free(&b);
		return -1;
	}
	snprintf(target, sizeof(target), "lib/firmware/%s", name);
	return tree_file(s->tree, target, false, &b, &from, err) ? -1 : 1;
}

/* The first file that the kernel would find for NAME: 1 taken, 0 not there. */
static int take_named(struct search *s, const char *name, struct error *err)
{
	const struct modules *m = s->modules;
	char dir[NAME_MAX + 64], path[PATH_MAX];

	for (size_t k = 0; k < SUFFIXES; k++)
		for (size_t d = 0; d < DIRS; d++) {
			snprintf(dir, sizeof(dir), dirs[d], m->tree.version);
			if ((size_t)snprintf(path, sizeof(path), "%s/%s%s", dir, name,
					     suffixes[k]) < sizeof(path) &&
			    root_is_file(m->tree.root, path))
				return take(s, path, name, k > 0, err);
		}
	return 0;
}

/* NAME in the directory BELOW (with its slash) of DIR, without the suffix of its packing. */
static int add_match(const char *dir, const char *below, const char *name, const char *pattern,
		     const struct root *root, struct names *found)
{
	char path[PATH_MAX];
	size_t n = strlen(name);

	for (size_t k = 0; k < SUFFIXES; k++) {
		size_t len = strlen(suffixes[k]);
		int bad;

		if (n <= len || strcmp(name + n - len, suffixes[k]) ||
		    (size_t)snprintf(path, sizeof(path), "%s/%s%s", dir, below, name) >=
			    sizeof(path) ||
		    !root_is_file(root, path))
			continue;
		snprintf(path, sizeof(path), "%s%.*s", below, (int)(n - len), name);
		bad = fnmatch(pattern, strrchr(path, '/') ? strrchr(path, '/') + 1 : path, 0)
			      ? 0
			      : names_add(found, path);
		if (bad)
			return -1;
	}
	return 0;
}

/* What matches PATTERN in DIR, below BELOW ("" or ending with a slash), to FOUND. */
static int match(const struct root *root, const char *dir, const char *below, const char *pattern,
		 struct names *found, struct error *err)
{
	size_t n = strcspn(pattern, "/");
	char here[PATH_MAX], path[PATH_MAX], part[NAME_MAX + 1];
	struct names list = {0};
	int ret = 0;

	if (n > NAME_MAX ||
	    (size_t)snprintf(here, sizeof(here), "%s/%s", dir, below) >= sizeof(here) ||
	    !root_is_dir(root, here))
		return 0;
	memcpy(part, pattern, n);
	part[n] = 0;
	ret = root_list(root, here, &list, err);
	for (size_t i = 0; !ret && i < list.n; i++) {
		if (!pattern[n]) {
			if (add_match(dir, below, list.v[i], part, root, found))
				ret = error_memory(err);
		} else if (!fnmatch(part, list.v[i], 0) &&
			   (size_t)snprintf(path, sizeof(path), "%s%s/", below, list.v[i]) <
				   sizeof(path)) {
			ret = match(root, dir, path, pattern + n + 1, found, err);
		}
	}
	names_free(&list);
	return ret;
}

/* All files that a name with wildcards means: how many, or -1. */
static int take_matching(struct search *s, const char *pattern, struct error *err)
{
	char dir[NAME_MAX + 64];
	struct names found = {0};
	int ret = 0, n = 0;

	for (size_t d = 0; !ret && d < DIRS; d++) {
		snprintf(dir, sizeof(dir), dirs[d], s->modules->tree.version);
		ret = match(s->modules->tree.root, dir, "", pattern, &found, err);
	}
	names_sort(&found, true);
	for (size_t i = 0; !ret && i < found.n; i++) {
		ret = take_named(s, found.v[i], err) < 0 ? -1 : 0;
		n++;
	}
	names_free(&found);
	return ret ? -1 : n;
}

static int add_one(struct search *s, const char *name, struct error *err)
{
	/* what a module says may be anything: nothing outside of the directory */
	if (strstr(name, "..") || name[0] == '/')
		return 0;
	return strpbrk(name, "*?[") ? take_matching(s, name, err) : take_named(s, name, err);
}

int firmware_add(struct tree *t, const struct modules *m, struct names *warnings, struct error *err)
{
	char why[256];
	struct search s = {m, t, why};

	for (size_t i = 0; i < m->n; i++) {
		const struct module *mod = m->v[i];

		snprintf(why, sizeof(why), "named by the module %s", mod->name);
		for (size_t k = 0; k < mod->firmware.n; k++) {
			int ret = add_one(&s, mod->firmware.v[k], err);

			if (ret < 0)
				return -1;
			if (!ret &&
			    names_addf(warnings,
				       "the module %s may want the firmware %s, which is not in "
				       "the root",
				       mod->name, mod->firmware.v[k]))
				return error_memory(err);
		}
	}
	return 0;
}
