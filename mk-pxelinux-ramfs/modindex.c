// SPDX-License-Identifier: MIT
#include "modindex.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "modalias.h"
#include "modorder.h"

enum { DEPTH_MAX = 16 };

static const char *const roots[] = {"/lib/modules", "/usr/lib/modules"};
static const char *const packings[] = {"", ".xz", ".gz", ".zst"};

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

	for (size_t i = 0; i < sizeof(packings) / sizeof(packings[0]); i++) {
		size_t s = strlen(packings[i]);

		if (n > s + 3 && !strcmp(name + n - s, packings[i]) &&
		    !memcmp(name + n - s - 3, ".ko", 3))
			return n - s - 3;
	}
	return 0;
}

/* The file NAME in the folder PREFIX, "" or with a slash at its end; LEN is of the stem. */
static int add_module(struct modules *m, const char *prefix, const char *name, size_t len,
		      struct error *err)
{
	struct module *mod;

	if (m->n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 64;
		struct module **v = realloc(m->v, cap * sizeof(struct module *));

		if (!v)
			return error_memory(err);
		m->v = v;
		m->cap = cap;
	}
	mod = calloc(1, sizeof(*mod));
	if (!mod)
		return error_memory(err);
	m->v[m->n++] = mod;
	mod->name = strndup(name, len);
	if (!mod->name || asprintf(&mod->file, "%s%s", prefix, name) < 0) {
		mod->file = NULL;
		return error_memory(err);
	}
	modinfo_normalise(mod->name);
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
		if (depth == 0 && m->order.len && !strcmp(de->d_name, "kernel"))
			continue;
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
	const struct module *x = *(struct module *const *)a, *y = *(struct module *const *)b;
	int c = strcmp(x->name, y->name);

	/* what is in use already stays */
	if (!c)
		c = y->chosen - x->chosen;
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
	free(mod);
}

static void sort_modules(struct modules *m)
{
	size_t n = 0;

	if (!m->n)
		return;
	qsort(m->v, m->n, sizeof(struct module *), by_name_and_rank);
	for (size_t i = 0; i < m->n; i++) {
		if (n && !strcmp(m->v[n - 1]->name, m->v[i]->name))
			free_module(m->v[i]);
		else
			m->v[n++] = m->v[i];
	}
	m->n = n;
}

int modindex_all(struct modules *m, struct error *err)
{
	char path[PATH_MAX + 8], host[PATH_MAX];
	int fd;

	if (m->all)
		return 0;
	m->all = true;
	snprintf(path, sizeof(path), "%s/kernel", m->dir);
	fd = root_openat(m->root, path, O_RDONLY | O_DIRECTORY);
	if (fd == -ENOENT)
		return 0;
	if (fd < 0) {
		root_name(m->root, path, host);
		return error_set_errno(err, host, -fd, "cannot be listed");
	}
	if (walk(m, fd, "kernel/", 1, err))
		return -1;
	sort_modules(m);
	return 0;
}

/* Adds the file that modules.order has for NAME. */
static int add_ordered(struct modules *m, const char *name, struct error *err)
{
	char file[PATH_MAX], packed[PATH_MAX + 8], path[2 * PATH_MAX + 16];

	if (!modorder_find(&m->order, name, file))
		return 0;
	for (size_t i = 0; i < sizeof(packings) / sizeof(packings[0]); i++) {
		const char *base = strrchr(file, '/') + 1;

		snprintf(packed, sizeof(packed), "%s%s", base, packings[i]);
		snprintf(path, sizeof(path), "%s/%s%s", m->dir, file, packings[i]);
		if (!root_is_file(m->root, path))
			continue;
		file[base - file] = 0;
		if (add_module(m, file, packed, stem(packed), err))
			return -1;
		sort_modules(m);
		return 0;
	}
	return 0;
}

int modindex_find(struct modules *m, const char *name, struct module **mod, struct error *err)
{
	*mod = modules_find(m, name);
	if (*mod || m->all)
		return 0;
	if (add_ordered(m, name, err))
		return -1;
	*mod = modules_find(m, name);
	if (*mod || modules_is_builtin(m, name))
		return 0;
	if (modindex_all(m, err))
		return -1;
	*mod = modules_find(m, name);
	return 0;
}

/* The table NAME of the version, if it has one. */
static int read_table(struct modules *m, const char *name, struct bytes *b, struct error *err)
{
	char path[PATH_MAX + 32];

	snprintf(path, sizeof(path), "%s/%s", m->dir, name);
	return root_is_file(m->root, path) ? root_read(m->root, path, b, err) : 0;
}

/* modules.builtin: one path a line, "kernel/net/core/failover.ko" */
static int read_builtin(struct modules *m, struct error *err)
{
	struct bytes b = {0};
	struct names lines = {0};
	int ret = read_table(m, "modules.builtin", &b, err);

	if (!ret && b.len && names_split(&lines, (char *)b.data, "\r\n"))
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
	if (read_table(m, "modules.order", &m->order, err)) {
		close(fd);
		return -1;
	}
	m->all = !m->order.len;
	if (walk(m, fd, "", 0, err))
		return -1;
	sort_modules(m);
	return read_builtin(m, err);
}

void modules_close(struct modules *m)
{
	modalias_close(m);
	for (size_t i = 0; i < m->n; i++)
		free_module(m->v[i]);
	free(m->v);
	bytes_free(&m->order);
	names_free(&m->builtin);
	names_free(&m->builtin_used);
	memset(m, 0, sizeof(*m));
}
