// SPDX-License-Identifier: MIT
#include "skel.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLETS "etc/pxeboot/applets"
enum { DEPTH_MAX = 64 };

int skel_find(char dir[], size_t size, struct error *err)
{
	static const char *const beside[] = {"src", "..", "../share/pxelinux0"};
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash;

	exe[n > 0 ? n : 0] = 0;
	slash = strrchr(exe, '/');
	for (size_t i = 0; slash && i < sizeof(beside) / sizeof(beside[0]); i++) {
		*slash = 0;
		if ((size_t)snprintf(dir, size, "%s/%s/initramfs-skel/init", exe, beside[i]) <
			    size &&
		    !access(dir, F_OK)) {
			*strrchr(dir, '/') = 0;
			return 0;
		}
	}
	snprintf(dir, size, "%s/initramfs-skel", DATADIR);
	if (!access(dir, F_OK))
		return 0;
	return error_set(err, dir, "is not there; name the skeleton's folder with --skel");
}

static bool left_behind(const char *name)
{
	return !strncmp(name, ".git", 4) || !fnmatch("*~", name, 0) || !fnmatch(".*.sw?", name, 0);
}

static int list_host(const char *dir, struct names *names, struct error *err)
{
	DIR *d = opendir(dir);
	struct dirent *de;

	if (!d)
		return error_set_errno(err, dir, errno, "cannot be listed");
	while ((errno = 0, de = readdir(d))) {
		if (!strcmp(de->d_name, ".") || !strcmp(de->d_name, "..") ||
		    left_behind(de->d_name))
			continue;
		if (names_add(names, de->d_name)) {
			errno = ENOMEM;
			break;
		}
	}
	if (errno)
		error_set_errno(err, dir, errno, "cannot be listed");
	else
		err = NULL;
	closedir(d);
	names_sort(names, false);
	return err ? -1 : 0;
}

static int add_file(struct tree *t, const char *host, const char *path, mode_t mode,
		    const struct origin *from, struct error *err)
{
	struct bytes b = {0};
	bool run;

	if (bytes_read_file(&b, host, BYTES_FILE_MAX, err)) {
		bytes_free(&b);
		return -1;
	}
	run = (mode & S_IXUSR) || (b.len > 2 && b.data[0] == '#' && b.data[1] == '!');
	return tree_file(t, path, run, &b, from, err);
}

static int add_level(struct tree *t, const char *dir, const char *prefix, enum group group,
		     const char *why, int depth, struct error *err)
{
	char host[PATH_MAX], path[PATH_MAX], target[PATH_MAX];
	struct origin from = {group, host, why};
	struct names list = {0};
	struct stat st;
	ssize_t n;
	int ret = list_host(dir, &list, err);

	if (depth > DEPTH_MAX)
		ret = error_set(err, dir, "has folders more than %d deep", DEPTH_MAX);
	for (size_t i = 0; !ret && i < list.n; i++) {
		if ((size_t)snprintf(host, sizeof(host), "%s/%s", dir, list.v[i]) >= sizeof(host) ||
		    (size_t)snprintf(path, sizeof(path), "%s/%s", prefix, list.v[i]) >=
			    sizeof(path))
			ret = error_set(err, dir, "has names that are too long");
		else if (lstat(host, &st))
			ret = error_set_errno(err, host, errno, "cannot be read");
		else if (S_ISDIR(st.st_mode))
			ret = tree_dir(t, path, &from, err)
				      ? -1
				      : add_level(t, host, path, group, why, depth + 1, err);
		else if (S_ISREG(st.st_mode))
			ret = add_file(t, host, path, st.st_mode, &from, err);
		else if (!S_ISLNK(st.st_mode))
			ret = error_set(err, host, "is no file, folder or symlink");
		else if ((n = readlink(host, target, sizeof(target) - 1)) < 0)
			ret = error_set_errno(err, host, errno, "cannot be read");
		else {
			target[n] = 0;
			ret = tree_link(t, path, target, &from, err);
		}
	}
	names_free(&list);
	return ret;
}

int skel_add(struct tree *t, const char *dir, const char *prefix, enum group group, const char *why,
	     struct error *err)
{
	return add_level(t, dir, prefix, group, why, 0, err);
}

int skel_applets(const char *dir, struct names *applets, struct error *err)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/" APPLETS, dir);
	return access(path, F_OK) ? 0 : names_from_file(applets, path, err);
}
