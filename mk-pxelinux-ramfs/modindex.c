// SPDX-License-Identifier: MIT
#include "modindex.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH_MAX = 16 };

static const char *const roots[] = {"/lib/modules", "/usr/lib/modules"};
static const char *const suffixes[] = {".ko", ".ko.xz", ".ko.gz", ".ko.zst"};

int modules_versions(const struct root *root, struct names *versions, struct error *err)
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

/* Length of NAME without its suffix, 0 if it is no module. */
static size_t stem(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		size_t s = strlen(suffixes[i]);

		if (n > s && !strcmp(name + n - s, suffixes[i]))
			return n - s;
	}
	return 0;
}

static int add_module(struct modules *m, const char *prefix, const char *name, size_t len,
		      struct error *err)
{
	struct module *mod;

	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 512;
		struct module *v = realloc(m->v, cap * sizeof(*v));

		if (!v)
			return error_memory(err);
		m->v = v;
		m->cap = cap;
	}
	mod = &m->v[m->n];
	memset(mod, 0, sizeof(*mod));
	mod->name = strndup(name, len);
	if (!mod->name || asprintf(&mod->file, "%s%s", prefix, name) < 0) {
		free(mod->name);
		return error_memory(err);
	}
	modinfo_normalise(mod->name);
	m->n++;
	return 0;
}

/* Walks the open folder FD, called PREFIX below the version's; closes it. */
static int walk(struct modules *m, int fd, const char *prefix, int depth, struct error *err)
{
	DIR *dir = fdopendir(fd);
	struct dirent *de;
	char sub[PATH_MAX];
	int ret = 0;

	if (!dir) {
		close(fd);
		return error_memory(err);
	}
	while (!ret && (errno = 0, de = readdir(dir))) {
		size_t n;
		int subfd;

		if (de->d_name[0] == '.')
			continue;
		n = stem(de->d_name);
		if (n) {
			ret = add_module(m, prefix, de->d_name, n, err);
			continue;
		}
		/* build and source are symlinks out of here: not followed */
		if (depth == DEPTH_MAX || (de->d_type != DT_DIR && de->d_type != DT_UNKNOWN))
			continue;
		subfd = openat(fd, de->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (subfd < 0)
			continue;
		if ((size_t)snprintf(sub, sizeof(sub), "%s%s/", prefix, de->d_name) >=
		    sizeof(sub)) {
			close(subfd);
			continue;
		}
		ret = walk(m, subfd, sub, depth + 1, err);
	}
	if (!ret && errno)
		ret = error_set_errno(err, m->dir, errno, "cannot be listed");
	closedir(dir);
	return ret;
}

/* depmod's order where nothing is configured: updates, then the rest. */
static int rank(const char *file)
{
	return strncmp(file, "updates/", 8) != 0;
}

static int by_name_and_rank(const void *a, const void *b)
{
	const struct module *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	if (!c)
		c = rank(x->file) - rank(y->file);
	return c ? c : strcmp(x->file, y->file);
}

void modindex_unload(struct module *mod)
{
	modinfo_free(&mod->info);
	bytes_free(&mod->data);
	mod->read = false;
}

static void free_module(struct module *mod)
{
	modindex_unload(mod);
	free(mod->name);
	free(mod->file);
	free(mod->why);
}

static void sort_modules(struct modules *m)
{
	size_t n = 0;

	if (!m->n)
		return;
	qsort(m->v, m->n, sizeof(*m->v), by_name_and_rank);
	for (size_t i = 0; i < m->n; i++) {
		if (n && !strcmp(m->v[n - 1].name, m->v[i].name))
			free_module(&m->v[i]);
		else
			m->v[n++] = m->v[i];
	}
	m->n = n;
}

/* modules.builtin: one path a line, "kernel/net/core/failover.ko" */
static int read_builtin(struct modules *m, struct error *err)
{
	char path[PATH_MAX + 32];
	struct bytes b = {0};
	struct names lines = {0};
	int ret;

	snprintf(path, sizeof(path), "%s/modules.builtin", m->dir);
	if (!root_is_file(m->root, path))
		return 0;
	ret = root_read(m->root, path, &b, err);
	if (!ret && names_split(&lines, (char *)b.data, "\r\n"))
		ret = error_memory(err);
	for (size_t i = 0; !ret && i < lines.n; i++) {
		const char *slash = strrchr(lines.v[i], '/');
		const char *name = slash ? slash + 1 : lines.v[i];
		size_t n = stem(name);

		if (!n)
			continue;
		if (names_addn(&m->builtin, name, n))
			ret = error_memory(err);
		else
			modinfo_normalise(m->builtin.v[m->builtin.n - 1]);
	}
	names_sort(&m->builtin, true);
	names_free(&lines);
	bytes_free(&b);
	return ret;
}

int modules_open(struct modules *m, const struct root *root, const char *version,
		 struct names *warnings, struct error *err)
{
	char path[PATH_MAX], host[PATH_MAX];
	int fd = -1;

	memset(m, 0, sizeof(*m));
	m->root = root;
	m->version = version;
	m->warnings = warnings;
	if (!*version || strchr(version, '/') || version[0] == '.' || strlen(version) > NAME_MAX)
		return error_set(err, NULL, "\"%s\" is no kernel version", version);
	for (size_t i = 0; fd < 0 && i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", roots[i], version);
		fd = root_openat(root, path, O_RDONLY | O_DIRECTORY);
		if (fd == -ENOENT)
			continue;
		root_name(root, path, host);
		if (fd < 0)
			return error_set_errno(err, host, -fd, "cannot be listed");
		strcpy(m->dir, path);
	}
	if (fd < 0)
		return 0;
	if (walk(m, fd, "", 0, err))
		return -1;
	sort_modules(m);
	return read_builtin(m, err);
}

void modules_close(struct modules *m)
{
	for (size_t i = 0; i < m->n; i++)
		free_module(&m->v[i]);
	free(m->v);
	names_free(&m->builtin);
	names_free(&m->builtin_used);
	memset(m, 0, sizeof(*m));
}
