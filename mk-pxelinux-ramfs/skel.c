// SPDX-License-Identifier: MIT
#include "skel.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define APPLETS "etc/pxeboot/applets"
enum { DEPTH_MAX = 64 };

bool skel_find_file(char path[], size_t size, const char *name)
{
	static const char *const beside[] = {".", "..", "../share/pxelinux0"};
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash;

	exe[n > 0 ? n : 0] = 0;
	slash = strrchr(exe, '/');
	for (size_t i = 0; slash && i < sizeof(beside) / sizeof(beside[0]); i++) {
		*slash = 0;
		if ((size_t)snprintf(path, size, "%s/%s/%s", exe, beside[i], name) < size &&
		    !access(path, F_OK))
			return true;
	}
	snprintf(path, size, "%s/%s", DATADIR, name);
	return !access(path, F_OK);
}

int skel_find(char dir[], size_t size, struct error *err)
{
	bool found = skel_find_file(dir, size, "initramfs-skel/init");

	*strrchr(dir, '/') = 0;
	if (found)
		return 0;
	return error_set(err, dir, "is not there; name the skeleton's directory with --skel");
}

static bool left_behind(const char *name)
{
	return !strncmp(name, ".git", 4) || !fnmatch("*~", name, 0) || !fnmatch(".*.sw?", name, 0);
}

struct addition {
	struct tree *tree;
	enum group group;
	const char *why;
	struct names *merged;
};

/* 1 if PATH, a link to TARGET, is one of a merged /usr and was noted as that. */
static int note_merged(struct addition *a, const char *path, const char *target, struct error *err)
{
	static const char *const names[] = {"bin", "sbin", "lib", "lib64"};
	const char *name = path + strspn(path, "/"), *to = target + strspn(target, "./");
	size_t n = strncmp(to, "usr/", 4) ? 0 : 4 + strcspn(to + 4, "/");

	if (!a->merged || n < 5 || to[n + strspn(to + n, "/")] || (to > target && to[-1] != '/'))
		return 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(name, names[i]))
			return names_addf(a->merged, "%s=%.*s", name, (int)n, to)
				       ? error_memory(err)
				       : 1;
	return 0;
}

static int add_link(struct addition *a, const char *host, const char *path,
		    const struct origin *from, struct error *err)
{
	char target[PATH_MAX];
	ssize_t n = readlink(host, target, sizeof(target) - 1);
	int ret;

	if (n < 0)
		return error_set_errno(err, host, errno, "cannot be read");
	target[n] = 0;
	ret = note_merged(a, path, target, err);
	return ret ? (ret < 0 ? -1 : 0) : tree_link(a->tree, path, target, from, err);
}

static int add_level(struct addition *a, const char *dir, const char *prefix, int depth,
		     struct error *err);

static int add_entry(struct addition *a, const char *host, const char *path, int depth,
		     struct error *err)
{
	struct origin from = {a->group, host, a->why};
	struct stat st;

	if (lstat(host, &st))
		return error_set_errno(err, host, errno, "cannot be read");
	switch (st.st_mode & S_IFMT) {
	case S_IFDIR:
		return tree_dir(a->tree, path, &from, err)
			       ? -1
			       : add_level(a, host, path, depth + 1, err);
	case S_IFREG:
		return tree_host_file(a->tree, path, host, &from, err);
	case S_IFLNK:
		return add_link(a, host, path, &from, err);
	default:
		return tree_node(a->tree, path, st.st_mode, major(st.st_rdev), minor(st.st_rdev),
				 &from, err);
	}
}

static int add_level(struct addition *a, const char *dir, const char *prefix, int depth,
		     struct error *err)
{
	char host[PATH_MAX], path[PATH_MAX];
	struct names list = {0};
	int ret = names_from_dir(&list, open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), dir, err);

	if (depth > DEPTH_MAX)
		ret = error_set(err, dir, "has directories more than %d deep", DEPTH_MAX);
	for (size_t i = 0; !ret && i < list.n; i++) {
		if (left_behind(list.v[i]))
			continue;
		ret = (size_t)snprintf(host, sizeof(host), "%s/%s", dir, list.v[i]) >=
					      sizeof(host) ||
				      (size_t)snprintf(path, sizeof(path), "%s/%s", prefix,
						       list.v[i]) >= sizeof(path)
			      ? error_set(err, dir, "has names that are too long")
			      : add_entry(a, host, path, depth, err);
	}
	names_free(&list);
	return ret;
}

int skel_add(struct tree *t, const char *dir, const char *prefix, enum group group, const char *why,
	     struct names *merged, struct error *err)
{
	struct addition a = {t, group, why, merged};

	return add_level(&a, dir, prefix, 0, err);
}

int skel_applets(const char *dir, struct names *applets, struct error *err)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/" APPLETS, dir);
	return access(path, F_OK) ? 0 : names_from_file(applets, path, err);
}
