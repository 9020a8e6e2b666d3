// SPDX-License-Identifier: MIT
#include "modfiles.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "depindex.h"
#include "modname.h"

/* The most directories in one another. */
enum { DEPTH_MAX = 16 };

struct walk {
	struct modfiles *files;
	const struct root *root;
	int fd;			       /* the directory where it is */
	struct stat in[DEPTH_MAX + 1]; /* the directories from the first to that */
};

static int add_file(struct modfiles *t, const char *prefix, const char *name, const char *inside,
		    struct error *err)
{
	struct modfile *f;

	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 1024;
		struct modfile *v = realloc(t->v, cap * sizeof(*v));

		if (!v)
			return error_memory(err);
		t->v = v;
		t->cap = cap;
	}
	f = &t->v[t->n];
	f->inside = strdup(inside);
	if (!f->inside || asprintf(&f->name, "%s%s", prefix, name) < 0) {
		free(f->inside);
		return error_memory(err);
	}
	t->n++;
	return 0;
}

static int walk_dir(struct walk *w, const char *inside, const char *prefix, int depth,
		    struct error *err);

static void note_time(struct walk *w, const struct timespec *changed)
{
	if (depindex_newer(changed, &w->files->newest))
		w->files->newest = *changed;
}

/* NAME in the directory INSIDE, which has no symlinks in its name. */
static int walk_entry(struct walk *w, const char *inside, const char *prefix,
		      const struct dirent *de, int depth, struct error *err)
{
	char path[PATH_MAX], real[PATH_MAX], sub[PATH_MAX];
	bool module = modname_stem(de->d_name);
	struct stat st = {0};

	/* depmod skips these two, which lead to the kernel's source */
	if (de->d_name[0] == '.' ||
	    (!depth && (!strcmp(de->d_name, "build") || !strcmp(de->d_name, "source"))))
		return 0;
	if (!module && de->d_type == DT_REG)
		return 0;
	if ((size_t)snprintf(path, sizeof(path), "%s/%s", inside, de->d_name) >= sizeof(path) ||
	    (size_t)snprintf(sub, sizeof(sub), "%s%s/", prefix, de->d_name) >= sizeof(sub))
		return 0;
	if (de->d_type == DT_DIR)
		return walk_dir(w, path, sub, depth + 1, err);
	if (de->d_type == DT_REG) {
		w->files->links |= fstatat(w->fd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0;
		note_time(w, &st.st_mtim);
		return add_file(w->files, prefix, de->d_name, path, err);
	}
	/* a symlink that leads nowhere is nothing, as for depmod */
	if (root_resolve(w->root, path, real) || !root_stat(w->root, real, &st))
		return 0;
	w->files->links |= strcmp(path, real) != 0;
	if (S_ISDIR(st.st_mode))
		return walk_dir(w, real, sub, depth + 1, err);
	if (!module || !S_ISREG(st.st_mode))
		return 0;
	note_time(w, &st.st_mtim);
	return add_file(w->files, prefix, de->d_name, real, err);
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
	if (depth)
		note_time(w, &st->st_mtim);
	return false;
}

static int walk_dir(struct walk *w, const char *inside, const char *prefix, int depth,
		    struct error *err)
{
	DIR *dir;
	char host[PATH_MAX];
	struct dirent *de;
	int fd, ret = 0;

	if (depth > DEPTH_MAX)
		return 0;
	fd = root_openat(w->root, inside, O_RDONLY | O_DIRECTORY);
	dir = fd < 0 ? NULL : fdopendir(fd);
	root_name(w->root, inside, host);
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return error_set_errno(err, host, fd < 0 ? -fd : errno, "cannot be listed");
	}
	if (in_circle(w, depth, fd)) {
		closedir(dir);
		return 0;
	}
	while (!ret && (w->fd = fd, errno = 0, de = readdir(dir)))
		ret = walk_entry(w, inside, prefix, de, depth, err);
	if (!ret && errno)
		ret = error_set_errno(err, host, errno, "cannot be listed");
	closedir(dir);
	return ret;
}

int modfiles_walk(struct modfiles *f, const struct root *root, const char *dir, struct error *err)
{
	struct walk w = {.files = f, .root = root};

	return walk_dir(&w, dir, "", 0, err);
}

static void free_one(struct modfile *f)
{
	free(f->name);
	free(f->inside);
}

void modfiles_free(struct modfiles *f)
{
	for (size_t i = 0; i < f->n; i++)
		free_one(&f->v[i]);
	free(f->v);
	memset(f, 0, sizeof(*f));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct modfile *)a)->name, ((const struct modfile *)b)->name);
}

static int by_name_and_place(const void *a, const void *b)
{
	int order = by_name(a, b);

	return order ? order
		     : strcmp(((const struct modfile *)a)->inside,
			      ((const struct modfile *)b)->inside);
}

void modfiles_sort(struct modfiles *f)
{
	size_t n = 0;

	if (!f->n)
		return;
	qsort(f->v, f->n, sizeof(*f->v), by_name_and_place);
	for (size_t i = 0; i < f->n; i++) {
		if (n && !strcmp(f->v[n - 1].name, f->v[i].name))
			free_one(&f->v[i]);
		else
			f->v[n++] = f->v[i];
	}
	f->n = n;
}

const struct modfile *modfiles_find(const struct modfiles *f, const char *name)
{
	struct modfile key = {.name = strdupa(name)};

	return f->n ? bsearch(&key, f->v, f->n, sizeof(*f->v), by_name) : NULL;
}
