// SPDX-License-Identifier: MIT
#include "additions.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "settings.h"
#include "skel.h"

/* The part of HOST below the root, or NULL if it is not in there. */
static const char *below_root(const struct root *root, const char *host)
{
	size_t n = strlen(root->name);

	return host && !strncmp(host, root->name, n) && host[n] == '/' ? host + n : NULL;
}

/*
 * "FILE:PATH" is cut in two; FILE alone goes to the path it has inside the
 * root, or its own. A file whose name has a colon wins over the cut.
 */
static int split(const struct root *root, const char *arg, char file[PATH_MAX], char path[PATH_MAX],
		 struct error *err)
{
	const char *colon = strrchr(arg, ':'), *below;

	if (strlen(arg) >= PATH_MAX)
		return error_set(err, arg, "is too long a name");
	if (colon && colon[1] == '/' && access(arg, F_OK)) {
		snprintf(file, PATH_MAX, "%.*s", (int)(colon - arg), arg);
		strcpy(path, colon + 1);
		return 0;
	}
	strcpy(file, arg);
	below = below_root(root, file);
	if (!below && file[0] != '/')
		return error_set(err, file,
				 "is not an absolute path; say where it goes: --add %s:/PATH",
				 file);
	strcpy(path, below ? below : file);
	return 0;
}

static int add_one(struct initramfs *c, const char *arg, struct error *err)
{
	char file[PATH_MAX], path[PATH_MAX];
	struct origin from = {GROUP_ADDED, file, "asked for with --add"};

	return split(&c->root, arg, file, path, err)
		       ? -1
		       : tree_host_file(&c->tree, path, file, &from, err);
}

static int add_config(struct initramfs *c, const char *file, struct error *err)
{
	struct origin from = {GROUP_ADDED, file, "asked for with --config"};
	struct bytes b = {0};
	size_t settings;

	if (bytes_read_file(&b, file, SETTINGS_MAX, err) ||
	    settings_check(&b, file, &settings, err)) {
		bytes_free(&b);
		return -1;
	}
	return tree_file(&c->tree, SETTINGS_PATH, false, &b, &from, err);
}

/* Added programs and libraries, and the skeleton's. */
static int need_libraries(struct initramfs *c, struct error *err)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < c->tree.n; i++) {
		const struct entry *e = &c->tree.v[i];

		if ((e->group != GROUP_ADDED && e->group != GROUP_SCRIPTS) || !S_ISREG(e->mode) ||
		    !elf_magic(&e->data))
			continue;
		snprintf(path, sizeof(path), "/%s", e->path);
		if (libs_need(&c->libs, &e->data, e->source, path, below_root(&c->root, e->source),
			      err))
			return -1;
	}
	return 0;
}

int additions_add(struct initramfs *c, const struct options *o, struct error *err)
{
	for (size_t i = 0; i < o->add.n; i++)
		if (add_one(c, o->add.v[i], err))
			return -1;
	for (size_t i = 0; i < o->add_tree.n; i++)
		if (skel_add(&c->tree, o->add_tree.v[i], "", GROUP_ADDED,
			     "asked for with --add-tree", &c->merged, err))
			return -1;
	if (o->config && add_config(c, o->config, err))
		return -1;
	return need_libraries(c, err);
}

int additions_merge(struct initramfs *c, struct error *err)
{
	static const struct origin from = {GROUP_ADDED, NULL, "asked for with --add-tree"};

	for (size_t i = 0; i < c->merged.n; i++) {
		char *name = c->merged.v[i], *target = strchr(name, '=');
		const struct entry *have, *whole;

		*target++ = 0;
		have = tree_find(&c->tree, name);
		whole = tree_find(&c->tree, target);
		if (have && S_ISDIR(have->mode) && whole && S_ISDIR(whole->mode)
			    ? tree_merge(&c->tree, target, name, err)
			    : tree_link(&c->tree, name, target, &from, err))
			return -1;
	}
	return 0;
}
