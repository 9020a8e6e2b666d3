// SPDX-License-Identifier: MIT
#include "modtree.h"

#include <dirent.h>
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

/* The most directories in one another. */
enum { DEPTH_MAX = 16 };

/* Goes through all files below a modules directory; symlinks are followed, as by depmod. */
struct walk {
	const struct root *root;
	const struct depmod_reads *reads;
	const char *copy; /* put them there; NULL: only look */
	bool links;	  /* some are reached by symlinks, or are in the other directory */
	struct timespec newest;
	struct stat in[DEPTH_MAX + 1]; /* the directories from the first to this one */
};

/* --- the scratch copy -----------------------------------------------------------*/

static bool readable(const char *name, const struct depmod_reads *reads)
{
	const char *dot = strrchr(name, '.');

	return (reads->gzip || strcmp(dot, ".gz")) && (reads->xz || strcmp(dot, ".xz")) &&
	       (reads->zstd || strcmp(dot, ".zst"));
}

/* The file INSIDE the root as PATH, a symlink if possible; unpacked if UNPACK. */
static int place(const struct root *root, const char *inside, const char *path, bool unpack,
		 struct error *err)
{
	char real[PATH_MAX], host[PATH_MAX], absolute[PATH_MAX];
	struct bytes b = {0};
	int ret;

	if (root_resolve(root, inside, real))
		return 0;
	root_name(root, real, host);
	if (!unpack) {
		if (!realpath(host, absolute))
			return error_set_errno(err, host, errno, "cannot be read");
		/* that of /lib is there before the one of /usr/lib */
		return symlink(absolute, path) && errno != EEXIST
			       ? error_set_errno(err, path, errno, "cannot be made")
			       : 0;
	}
	if (!access(path, F_OK))
		return 0;
	ret = root_read(root, real, &b, err) || unpack_file(&b, host, err) ||
			      scratch_write(path, &b, err)
		      ? -1
		      : 0;
	bytes_free(&b);
	return ret;
}

/* The module NAME, below the directory of the modules. */
static int copy_module(struct walk *w, const char *inside, const char *name, struct error *err)
{
	char path[2 * PATH_MAX];
	size_t top = (size_t)snprintf(path, sizeof(path), "%s/", w->copy);
	bool unpack = !readable(name, w->reads);

	snprintf(path + top, sizeof(path) - top, "%s", name);
	if (unpack)
		*strrchr(path, '.') = 0;
	return scratch_parents(path, top, err) || place(w->root, inside, path, unpack, err) ? -1
											    : 0;
}

/* --- going through a directory ----------------------------------------------------*/

static int walk_dir(struct walk *w, const char *inside, const char *name, int depth,
		    struct error *err);

static void note_time(struct walk *w, const struct timespec *changed)
{
	if (depindex_newer(changed, &w->newest))
		w->newest = *changed;
}

/* DE in the directory FD, which is INSIDE the root and NAME below the first one. */
static int walk_entry(struct walk *w, int fd, const char *inside, const char *name,
		      const struct dirent *de, int depth, struct error *err)
{
	char path[PATH_MAX], sub[PATH_MAX];
	bool module = modname_stem(de->d_name);
	struct stat st;

	/* depmod skips these two, which lead to the kernel's source */
	if (de->d_name[0] == '.' ||
	    (!depth && (!strcmp(de->d_name, "build") || !strcmp(de->d_name, "source"))))
		return 0;
	if ((!module && de->d_type == DT_REG) ||
	    (size_t)snprintf(path, sizeof(path), "%s/%s", inside, de->d_name) >= sizeof(path) ||
	    (size_t)snprintf(sub, sizeof(sub), "%s%s%s", name, *name ? "/" : "", de->d_name) >=
		    sizeof(sub) ||
	    fstatat(fd, de->d_name, &st, AT_SYMLINK_NOFOLLOW))
		return 0;
	if (S_ISLNK(st.st_mode)) {
		w->links = true;
		/* one that leads nowhere is nothing, as for depmod */
		if (!root_stat(w->root, path, &st))
			return 0;
	}
	if (S_ISDIR(st.st_mode))
		return walk_dir(w, path, sub, depth + 1, err);
	if (!module || !S_ISREG(st.st_mode))
		return 0;
	note_time(w, &st.st_mtim);
	return w->copy ? copy_module(w, path, sub, err) : 0;
}

/* Whether the walk is in this directory already: a symlink leads back to it. */
static bool in_circle(struct walk *w, int depth, int fd)
{
	struct stat *st = &w->in[depth];

	if (fstat(fd, st))
		return true;
	for (int i = 0; i < depth; i++)
		if (w->in[i].st_dev == st->st_dev && w->in[i].st_ino == st->st_ino)
			return true;
	/* depmod's own tables change the first one */
	if (depth)
		note_time(w, &st->st_mtim);
	return false;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int walk_dir(struct walk *w, const char *inside, const char *name, int depth,
		    struct error *err)
{
	struct dirent **list = NULL;
	char host[PATH_MAX];
	int fd, n, ret = 0;

	if (depth > DEPTH_MAX)
		return 0;
	fd = root_openat(w->root, inside, O_RDONLY | O_DIRECTORY);
	/* "x.ko" goes before "x.ko.gz" */
	n = fd < 0 ? -1 : scandirat(fd, ".", &list, NULL, by_name);
	if (n < 0) {
		root_name(w->root, inside, host);
		ret = error_set_errno(err, host, fd < 0 ? -fd : errno, "cannot be listed");
	}
	if (n >= 0 && in_circle(w, depth, fd)) {
		while (n > 0)
			free(list[--n]);
	}
	for (int i = 0; i < n; i++) {
		if (!ret)
			ret = walk_entry(w, fd, inside, name, list[i], depth, err);
		free(list[i]);
	}
	free(list);
	if (fd >= 0)
		close(fd);
	return ret;
}

/* Goes through what both directories have; the first one's name to t->inside. */
static int walk_both(struct modtree *t, struct walk *w, struct error *err)
{
	char path[PATH_MAX], real[PATH_MAX];

	t->inside[0] = 0;
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", roots[i], t->version);
		if (root_resolve(t->root, path, real) || !root_is_dir(t->root, real))
			continue;
		/* /lib is a link to /usr/lib: one and the same */
		if (!strcmp(real, t->inside))
			continue;
		w->links |= t->inside[0] != 0;
		if (!t->inside[0])
			strcpy(t->inside, real);
		if (walk_dir(w, real, "", 0, err))
			return -1;
	}
	return 0;
}

/* --- tables -----------------------------------------------------------------------*/

static int copy_inputs(struct modtree *t, struct error *err)
{
	char path[2 * PATH_MAX], inside[2 * PATH_MAX];

	for (size_t i = 0; i < DEPINDEX_INPUTS; i++)
		for (size_t r = 0; r < 2; r++) {
			snprintf(inside, sizeof(inside), "%s/%s/%s", roots[r], t->version,
				 depindex_inputs[i]);
			snprintf(path, sizeof(path), "%s/%s", t->dir, depindex_inputs[i]);
			if (root_is_file(t->root, inside) &&
			    place(t->root, inside, path, false, err))
				return -1;
		}
	return 0;
}

/* A copy of the file INSIDE the root as PATH, whose "external" directories are the root's. */
static int copy_config(const struct modtree *t, const char *inside, const char *path,
		       struct error *err)
{
	char version[256], dir[1024], real[PATH_MAX], host[PATH_MAX], absolute[PATH_MAX];
	struct bytes in = {0}, out = {0};
	struct names lines = {0};
	int ret = root_read(t->root, inside, &in, err), bad = 0;

	if (!ret)
		bad = names_split(&lines, (char *)in.data, "\n");
	for (size_t i = 0; !ret && !bad && i < lines.n; i++) {
		if (sscanf(lines.v[i], " external %255s %1023s", version, dir) != 2)
			bad = bytes_printf(&out, "%s\n", lines.v[i]);
		else if (!root_resolve(t->root, dir, real)) {
			root_name(t->root, real, host);
			if (realpath(host, absolute))
				bad = bytes_printf(&out, "external %s %s\n", version, absolute);
		}
	}
	if (!ret)
		ret = bad ? error_memory(err) : scratch_write(path, &out, err);
	names_free(&lines);
	bytes_free(&in);
	bytes_free(&out);
	return ret;
}

/* depmod.d(5): copies of the root's directories, and an empty one as there may be none. */
static int run_depmod(struct modtree *t, const char *base, struct error *err)
{
	static const char *const dirs[] = {"/etc/depmod.d", "/run/depmod.d",
					   "/usr/local/lib/depmod.d", "/usr/lib/depmod.d",
					   "/lib/depmod.d"};
	char inside[PATH_MAX], path[2 * PATH_MAX];
	struct names configs = {0}, files = {0};
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		snprintf(path, sizeof(path), "%.3500s%s/", t->scratch.dir, dirs[i]);
		if (root_is_dir(t->root, dirs[i]))
			ret = root_list(t->root, dirs[i], &files, err) ||
			      scratch_parents(path, strlen(t->scratch.dir) + 1, err);
		for (size_t k = 0; !ret && k < files.n; k++) {
			snprintf(inside, sizeof(inside), "%s/%s", dirs[i], files.v[k]);
			snprintf(path, sizeof(path), "%.3500s%s", t->scratch.dir, inside);
			if (root_is_file(t->root, inside))
				ret = copy_config(t, inside, path, err);
		}
		if (!ret && files.n)
			ret = names_addf(&configs, "%s%s", t->scratch.dir, dirs[i])
				      ? error_memory(err)
				      : 0;
		names_free(&files);
	}
	if (!ret)
		ret = names_addf(&configs, "%s/none", t->scratch.dir)
			      ? error_memory(err)
			      : depmod_run(base, &configs, t->version, err);
	names_free(&configs);
	return ret;
}

static int make_copy(struct modtree *t, struct error *err)
{
	struct depmod_reads reads;
	struct walk w = {.root = t->root, .reads = &reads, .copy = t->dir};
	char base[PATH_MAX + 8];

	if (depmod_reads(&reads, err) || scratch_open(&t->scratch, err))
		return -1;
	snprintf(base, sizeof(base), "%s/root", t->scratch.dir);
	snprintf(t->dir, sizeof(t->dir), "%.3500s/lib/modules/%s/", base, t->version);
	if (scratch_parents(t->dir, strlen(t->scratch.dir) + 1, err))
		return -1;
	t->dir[strlen(t->dir) - 1] = 0;
	return walk_both(t, &w, err) || copy_inputs(t, err) || run_depmod(t, base, err) ? -1 : 0;
}

static int find_dir(struct modtree *t, struct error *err)
{
	char host[PATH_MAX], path[PATH_MAX + 32];
	struct walk w = {.root = t->root};

	if (walk_both(t, &w, err))
		return -1;
	if (!t->inside[0])
		return 0;
	if (w.links || !depindex_current(t->root, t->inside, w.newest)) {
		if (make_copy(t, err))
			return -1;
	} else {
		root_name(t->root, t->inside, host);
		if (!realpath(host, t->dir))
			return error_set_errno(err, host, errno, "cannot be read");
	}
	/* libkmod would answer with empty lists */
	snprintf(path, sizeof(path), "%s/modules.dep.bin", t->dir);
	return access(path, R_OK) ? error_set_errno(err, path, errno,
						    "cannot be read; depmod should have made it")
				  : 0;
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
	scratch_close(&t->scratch);
	memset(t, 0, sizeof(*t));
}

bool modtree_file(const struct modtree *t, const char *path, char inside[PATH_MAX],
		  const char **name)
{
	/* one that was packed may be unpacked in the copy */
	static const char *const packings[] = {"", ".gz", ".xz", ".zst"};
	size_t n = strlen(t->dir);

	/* of depmod.d's "external": by its name in the root, or on this machine */
	if (strncmp(path, t->dir, n) || path[n] != '/') {
		char real[PATH_MAX];

		n = realpath(t->root->name[0] ? t->root->name : "/", real) ? strlen(real) : 0;
		*name = strrchr(path, '/');
		if (n > 1 && !strncmp(path, real, n) && path[n] == '/')
			path += n;
		return (size_t)snprintf(inside, PATH_MAX, "%s", path) < PATH_MAX && *name &&
		       *++*name && root_is_file(t->root, inside);
	}
	*name = path + n + 1;
	for (size_t i = 0; i < sizeof(packings) / sizeof(packings[0]); i++)
		if ((size_t)snprintf(inside, PATH_MAX, "%s/%s/%s%s", roots[0], t->version, *name,
				     packings[i]) < PATH_MAX &&
		    root_is_file(t->root, inside))
			return true;
	return false;
}
