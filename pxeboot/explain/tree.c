// SPDX-License-Identifier: MIT
#include "tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "word.h"

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Takes the last directory off both names; false if they do not end in NAME. What is shown may be
 * shorter than that: then it is the real path. */
static bool strip(struct tree *t, const char *name, size_t len)
{
	size_t root = strlen(t->root), shown = strlen(t->shown);

	if (root < len + 1 || t->root[root - len - 1] != '/' ||
	    strncmp(t->root + root - len, name, len) != 0)
		return false;
	t->root = arena_copy(&t->arena, t->root, root - len - 1);
	if (shown > len && !strncmp(t->shown + shown - len - 1, name, len) &&
	    (shown == len + 1 || t->shown[shown - len - 2] == '/'))
		t->shown = arena_copy(&t->arena, t->shown, shown - len - 1);
	else
		t->shown = arena_printf(&t->arena, "%s/", t->root);
	return true;
}

static int set_root(struct tree *t, const char *dir, struct error *err)
{
	char *real = realpath(*dir ? dir : ".", NULL);

	if (!real)
		return error_set_errno(err, dir, errno, "cannot be entered");
	t->root = arena_copy(&t->arena, real, strlen(real));
	free(real);
	if (!strcmp(t->root, "/"))
		t->root = "";
	t->shown = !*dir			 ? ""
		   : dir[strlen(dir) - 1] == '/' ? arena_copy(&t->arena, dir, strlen(dir))
						 : arena_printf(&t->arena, "%s/", dir);
	strip(t, "pxelinux.cfg", 12);
	return 0;
}

int tree_around(struct tree *t, const char *file, const char *prefix, struct error *err)
{
	size_t dir = (size_t)(last_part(file) - file), len = strlen(prefix);
	const char *name = dir == 1 ? "/" : arena_copy(&t->arena, file, dir ? dir - 1 : 0);

	if (set_root(t, name, err))
		return -1;
	while (*prefix == '/') {
		prefix++;
		len--;
	}
	while (len && prefix[len - 1] == '/')
		len--;
	/* the prefix's directory may be part of the file's own path */
	if (len && !strip(t, prefix, len))
		t->is_prefix = true;
	return 0;
}

int tree_open(struct tree *t, const char *dir, struct error *err)
{
	if (access(dir, R_OK | X_OK))
		return error_set_errno(err, dir, errno, "cannot be read");
	return set_root(t, dir, err);
}

void tree_close(struct tree *t)
{
	arena_free(&t->arena);
}

static bool leads_out(const char *path)
{
	for (const char *p = path; p; p = strchr(p, '/')) {
		p += *p == '/';
		if (!strncmp(p, "..", 2) && (p[2] == '/' || !p[2]))
			return true;
	}
	return false;
}

/* The file of the tree that a server would send for PATH, or NULL */
static const char *find(struct tree *t, const char *path)
{
	const char *file = arena_printf(&t->arena, "%s/%s", t->root, path);
	size_t n = strlen(t->root);
	struct stat st;
	char *real;
	bool inside;

	if (leads_out(path) || stat(file, &st) || !S_ISREG(st.st_mode) || access(file, R_OK))
		return NULL;
	real = realpath(file, NULL);
	inside = real && !strncmp(real, t->root, n) && real[n] == '/';
	free(real);
	return inside ? file : NULL;
}

/* The path at the default server of a URL, or NULL */
static const char *at_server(struct tree *t, const struct name_base *from, const char *url)
{
	struct name_base root = {"", from->server, from->domain};
	struct name n;
	size_t len;

	if (!*url || !name_resolve(&t->arena, &root, "x", &n))
		return NULL;
	len = strlen(n.url) - 1;
	return !strncmp(url, n.url, len) ? url + len : NULL;
}

struct found {
	const char *file, *path;
	bool by_alt;
};

static struct found look(struct tree *t, const struct name_base *from, const char *name)
{
	struct found f = {NULL, NULL, false};
	struct name n;

	if (!name_resolve(&t->arena, from, name, &n)) {
		t->say(n.why);
		return f;
	}
	f.path = at_server(t, from, n.url);
	if (!f.path && !t->is_prefix)
		t->say(arena_printf(&t->arena, "%s: not fetched, it is not in %s", n.wire,
				    *t->root ? t->root : "/"));
	f.file = f.path ? find(t, f.path) : NULL;
	if (!f.file && at_server(t, from, n.alt)) {
		f.by_alt = true;
		f.path = at_server(t, from, n.alt);
		f.file = find(t, f.path);
	}
	/* a tree that is not the server's root but the prefix's directory */
	if (!f.file && t->is_prefix && !strstr(name, "://") && !strstr(name, "::")) {
		f.by_alt = false;
		f.path = name;
		f.file = find(t, name);
	}
	return f;
}

const char *tree_find(struct tree *t, const struct name_base *from, const char *name)
{
	struct found f = look(t, from, name);

	return f.file ? f.file : "";
}

enum source_result tree_get(void *ctx, const struct name_base *from, const char *name,
			    struct bytes *text, const char **shown)
{
	struct tree *t = ctx;
	struct found f = look(t, from, name);
	struct error err = {0};
	const char *path = f.path;

	if (!f.file || !path)
		return SOURCE_ABSENT;
	if (bytes_read_file(text, f.file, SOURCE_MAX, &err)) {
		t->say(arena_printf(&t->arena, "%s: %s", f.file, err.message));
		return SOURCE_ABSENT;
	}
	while (*path == '/')
		path++;
	*shown = arena_printf(&t->arena, "%s%s", t->shown, path);
	if (f.by_alt)
		t->say(arena_printf(&t->arena, "%s: not there, but %s is; the loader finds it",
				    name, *shown));
	return SOURCE_FOUND;
}
