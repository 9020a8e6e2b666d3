// SPDX-License-Identifier: MIT
#include "fetch/trusted.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#ifdef TRUST
#include "trust/verified.h"
#endif

static const char *below(struct arena *a, const char *variable, const char *otherwise,
			 const char *name)
{
	const char *dir = getenv(variable);

	return arena_printf(a, "%s%s", dir ? dir : otherwise, name);
}

/* The file that says what is trusted; NULL: there is none. */
static const char *anchor_path(struct arena *a)
{
	const char *path = below(a, "ROOT", "", "/etc/pxeboot/trust");
	struct stat st;

	return !a->failed && lstat(path, &st) && errno == ENOENT ? NULL : path;
}

#ifdef TRUST
/* 0 with F->guard set; 1: nothing says what is trusted. */
static int set_guard(struct fetch *f, struct signed_tree *t, struct arena *arena, struct error *err)
{
	static struct fetch_guard guard = {.fetch = verified_fetch};
	static struct anchor anchor;
	const char *path = anchor_path(arena);

	if (!path)
		return 1;
	f->guard = &guard;
	guard.ctx = t;
	anchor_free(&anchor);
	sums_free(&t->sums);
	t->anchor = &anchor;
	t->arena = arena;
	t->dir = below(arena, "PXE_RUN", "/run/pxeboot", "/signed");
	return anchor_read(&anchor, path, err);
}

static struct signed_tree tree;

int trusted_load(struct fetch *f, struct arena *arena, struct error *err)
{
	int ret = set_guard(f, &tree, arena, err);

	return ret ? (ret > 0 ? 0 : -1) : signed_tree_load(&tree, err);
}

enum fetch_result trusted_open(struct fetch *f, const struct name_base *base, struct arena *arena,
			       struct error *err)
{
	int ret = set_guard(f, &tree, arena, err);
	struct name list;

	if (ret)
		return ret > 0 ? FETCH_DONE : FETCH_UNSIGNED;
	if (name_resolve(arena, base, SIGNED_TREE_LIST, &list))
		return signed_tree_open(&tree, f, &list) == SIGNED_TREE_DONE ? FETCH_DONE
									     : FETCH_UNSIGNED;
	error_set(err, NULL, "no server has a signed list: %s", list.why);
	return FETCH_UNSIGNED;
}

#else

int trusted_load(struct fetch *f, struct arena *arena, struct error *err)
{
	const char *path = anchor_path(arena);

	(void)f;
	if (!path)
		return 0;
	return error_set(err, path,
			 "says what to trust, but this loader cannot verify signatures: "
			 "build it with TRUST=FILE");
}

enum fetch_result trusted_open(struct fetch *f, const struct name_base *base, struct arena *arena,
			       struct error *err)
{
	(void)base;
	return trusted_load(f, arena, err) ? FETCH_UNSIGNED : FETCH_DONE;
}
#endif
