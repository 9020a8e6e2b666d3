// SPDX-License-Identifier: MIT
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "elf/elf_file.h"
#include "input.h"
#include "opened.h"

/* Files of more than LARGE bytes are not kept in memory, but for the first START. */
enum { LARGE = 4 << 20, START = 4096 };

static const char *const group_names[GROUP_COUNT] = {
	[GROUP_FRAME] = "frame",     [GROUP_SCRIPTS] = "scripts",   [GROUP_BUSYBOX] = "busybox",
	[GROUP_KEXEC] = "kexec",     [GROUP_PXEBOOT] = "pxeboot",   [GROUP_LIBRARIES] = "libraries",
	[GROUP_MODULES] = "modules", [GROUP_FIRMWARE] = "firmware", [GROUP_ADDED] = "added",
};

const char *group_name(enum group g)
{
	return group_names[g];
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static size_t hash(const char *s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

/* The slot of PATH, or the free one where it belongs. */
static size_t *slot_of(const struct tree *t, const char *path)
{
	size_t i = hash(path) & (t->nslots - 1);

	while (t->slots[i] && strcmp(t->v[t->slots[i] - 1].path, path))
		i = (i + 1) & (t->nslots - 1);
	return &t->slots[i];
}

static void fill_slots(struct tree *t)
{
	memset(t->slots, 0, t->nslots * sizeof(*t->slots));
	for (size_t i = 0; i < t->n; i++)
		*slot_of(t, t->v[i].path) = i + 1;
}

/* Keeps the table at most half full with one entry more. */
static int grow_slots(struct tree *t)
{
	size_t n = t->nslots ? t->nslots * 2 : 512;
	size_t *v;

	if ((t->n + 1) * 2 <= t->nslots)
		return 0;
	v = realloc(t->slots, n * sizeof(*v));
	if (!v)
		return -1;
	t->slots = v;
	t->nslots = n;
	fill_slots(t);
	return 0;
}

struct entry *tree_find(const struct tree *t, const char *path)
{
	size_t i;

	if (!t->nslots)
		return NULL;
	i = *slot_of(t, path + strspn(path, "/"));
	return i ? &t->v[i - 1] : NULL;
}

/* PATH without the slashes it begins and ends with; NULL without memory. */
static char *clean_path(const char *path, struct error *err)
{
	const char *p = path + strspn(path, "/");
	char *copy = malloc(strlen(p) + 1), *out = copy;

	if (!copy) {
		error_memory(err);
		return NULL;
	}
	while (*p) {
		size_t n = strcspn(p, "/");

		if ((n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.')) {
			error_set(err, path, "has \".\" or \"..\" in its name inside the archive");
			free(copy);
			return NULL;
		}
		memcpy(out, p, n);
		out += n;
		p += n + strspn(p + n, "/");
		if (*p)
			*out++ = '/';
	}
	*out = 0;
	if (!*copy) {
		error_set(err, path, "is not a name inside the archive");
		free(copy);
		return NULL;
	}
	return copy;
}

static void entry_free(struct entry *e)
{
	free(e->path);
	free(e->source);
	free(e->why);
	bytes_free(&e->data);
}

/* Adds E, whose strings and data are taken over. */
static int append(struct tree *t, struct entry *e, struct error *err)
{
	if (!t->v || t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 256;
		struct entry *v = realloc(t->v, cap * sizeof(*v));

		if (!v) {
			entry_free(e);
			return error_memory(err);
		}
		t->v = v;
		t->cap = cap;
	}
	if (grow_slots(t)) {
		entry_free(e);
		return error_memory(err);
	}
	t->v[t->n] = *e;
	*slot_of(t, e->path) = t->n + 1;
	t->n++;
	return 0;
}

/* The directories above PATH. */
static int add_parents(struct tree *t, const char *path, struct error *err)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		struct entry e = {.path = strndup(path, (size_t)(p - path)),
				  .mode = S_IFDIR | 0755};
		struct entry *have;

		if (!e.path)
			return error_memory(err);
		have = tree_find(t, e.path);
		if (have && !S_ISDIR(have->mode)) {
			error_set(err, path,
				  "cannot be put into the archive: %s is not a directory there",
				  e.path);
			free(e.path);
			return -1;
		}
		if (have)
			free(e.path);
		else if (append(t, &e, err))
			return -1;
	}
	return 0;
}

/* A large file is the same only if it is the same one. */
static bool same(const struct entry *a, const struct entry *b, const char *source)
{
	return a->mode == b->mode && a->major == b->major && a->minor == b->minor &&
	       a->size == b->size && a->data.len == b->data.len &&
	       (a->size == a->data.len || (a->source && source && !strcmp(a->source, source))) &&
	       /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): as long as A's */
	       (!a->data.len || !memcmp(a->data.data, b->data.data, a->data.len));
}

/* E with its path cleaned; data is taken over in any case. */
static int add(struct tree *t, const char *path, struct entry *e, const struct origin *from,
	       struct error *err)
{
	struct entry *have;

	if (!e->size)
		e->size = e->data.len;
	e->path = clean_path(path, err);
	if (!e->path || add_parents(t, e->path, err)) {
		entry_free(e);
		return -1;
	}
	have = tree_find(t, e->path);
	if (have) {
		int ret = 0;

		if (!same(have, e, from ? from->source : NULL))
			ret = error_set(
				err, from && from->source ? from->source : path,
				"would be a second, other /%s in the archive (the first is %s)",
				e->path, have->source ? have->source : "made by this tool");
		entry_free(e);
		return ret;
	}
	if (from) {
		e->group = from->group;
		e->source = from->source ? strdup(from->source) : NULL;
		e->why = from->why ? strdup(from->why) : NULL;
		if ((from->source && !e->source) || (from->why && !e->why)) {
			entry_free(e);
			return error_memory(err);
		}
	}
	return append(t, e, err);
}

int tree_dir(struct tree *t, const char *path, const struct origin *from, struct error *err)
{
	struct entry e = {.mode = S_IFDIR | 0755};

	return add(t, path, &e, from, err);
}

int tree_file(struct tree *t, const char *path, bool executable, struct bytes *data,
	      const struct origin *from, struct error *err)
{
	struct entry e = {.mode = S_IFREG | (executable ? 0755 : 0644), .data = *data};

	memset(data, 0, sizeof(*data));
	return add(t, path, &e, from, err);
}

int tree_host_file(struct tree *t, const char *path, const char *host, const struct origin *from,
		   struct error *err)
{
	struct entry e = {0};
	struct stat st;
	int fd = opened_open(host, &st, err), ret;
	struct source_file file = {fd, host};
	struct source all = source_file(&file, START);

	if (fd < 0)
		return -1;
	ret = bytes_reserve(&e.data, START) ? error_memory(err) : 0;
	if (!ret && st.st_size > LARGE && (uint64_t)st.st_size <= BYTES_FILE_MAX) {
		ret = all.read(all.ctx, 0, e.data.data, START, err);
		e.data.data[START] = 0;
		e.data.len = START;
		e.size = (uint64_t)st.st_size;
	}
	if (!ret && (!e.size || elf_magic(&e.data))) {
		e.size = 0;
		ret = bytes_read_fd(&e.data, fd, host, BYTES_FILE_MAX, err);
	}
	close(fd);
	if (ret) {
		bytes_free(&e.data);
		return -1;
	}
	e.mode = S_IFREG | 0644;
	if (st.st_mode & S_IXUSR || (e.data.len > 2 && !memcmp(e.data.data, "#!", 2)))
		e.mode |= 0111;
	return add(t, path, &e, from, err);
}

int tree_link(struct tree *t, const char *path, const char *target, const struct origin *from,
	      struct error *err)
{
	struct entry e = {.mode = S_IFLNK | 0777};

	if (!*target)
		return error_set(err, path, "is a symlink to nothing");
	if (bytes_string(&e.data, target))
		return error_memory(err);
	return add(t, path, &e, from, err);
}

int tree_node(struct tree *t, const char *path, mode_t mode, unsigned int major, unsigned int minor,
	      const struct origin *from, struct error *err)
{
	struct entry e = {.mode = mode, .major = major, .minor = minor};

	return add(t, path, &e, from, err);
}

/* A link to the entry PATH in the directory TO, called NAME there. */
static int link_into(struct tree *t, const char *path, const char *to, const char *name,
		     struct error *err)
{
	static const struct origin from = {GROUP_ADDED, NULL, "link of a merged /usr"};
	struct bytes target = {0}, link = {0};
	int bad = bytes_printf(&link, "%s/%s", to, name), ret;

	for (const char *p = to; p; p = strchr(p + 1, '/'))
		bad |= bytes_string(&target, "../");
	bad |= bytes_string(&target, path);
	ret = bad ? error_memory(err)
		  : tree_link(t, (char *)link.data, (char *)target.data, &from, err);
	bytes_free(&target);
	bytes_free(&link);
	return ret;
}

static int merge_one(struct tree *t, const char *path, const char *to, const char *name,
		     struct error *err)
{
	struct bytes there = {0};
	const struct entry *have;
	int ret = 0;

	if (bytes_printf(&there, "%s/%s", to, name))
		return error_memory(err);
	have = tree_find(t, (char *)there.data);
	if (!have)
		ret = link_into(t, path, to, name, err);
	else if (S_ISDIR(have->mode) && S_ISDIR(tree_find(t, path)->mode))
		ret = tree_merge(t, path, (char *)there.data, err);
	bytes_free(&there);
	return ret;
}

int tree_merge(struct tree *t, const char *from, const char *to, struct error *err)
{
	size_t len = strlen(from), n = t->n;
	int ret = 0;

	for (size_t i = 0; !ret && i < n; i++) {
		const char *path = t->v[i].path;

		if (!strncmp(path, from, len) && path[len] == '/' && !strchr(path + len + 1, '/'))
			ret = merge_one(t, path, to, path + len + 1, err);
	}
	return ret;
}

static int by_path(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return strcmp(x->path, y->path);
}

void tree_sort(struct tree *t)
{
	if (t->n)
		qsort(t->v, t->n, sizeof(*t->v), by_path);
	if (t->nslots)
		fill_slots(t);
}

void tree_free(struct tree *t)
{
	for (size_t i = 0; i < t->n; i++)
		entry_free(&t->v[i]);
	free(t->v);
	free(t->slots);
	memset(t, 0, sizeof(*t));
}
