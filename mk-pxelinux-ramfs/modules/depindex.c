// SPDX-License-Identifier: MIT
#include "depindex.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "byteorder.h"

const char *const depindex_inputs[DEPINDEX_INPUTS] = {"modules.order", "modules.builtin",
						      "modules.builtin.modinfo"};

/* libkmod keeps the children of a node in an array of CHILDREN_MAX. */
enum { HEAD = 12, CHILDREN_MAX = 128, DEPTH_MAX = 4096 };
static const uint32_t magic = 0xb007f457, major = 2;

/* The offset that leads to a node says in its upper bits what the node consists of. */
static const uint32_t has_prefix = 0x80000000, has_values = 0x40000000, has_children = 0x20000000,
		      offset_mask = 0x0fffffff;

static bool skip_string(const struct bytes *b, size_t *at)
{
	const unsigned char *nul = *at < b->len ? memchr(b->data + *at, 0, b->len - *at) : NULL;

	if (nul)
		*at = (size_t)(nul - b->data) + 1;
	return nul != NULL;
}

static bool read_long(const struct bytes *b, size_t *at, uint32_t *v)
{
	if (*at > b->len || b->len - *at < 4)
		return false;
	*v = be32_get(b->data + *at);
	*at += 4;
	return true;
}

/*
 * depmod writes children before their parent: what points forward could be a circle.
 * LEFT is how many nodes the file has room for.
 */
static bool sound_node(const struct bytes *b, uint32_t node, size_t below, int depth, size_t *left)
{
	size_t start = node & offset_mask, at = start;
	uint32_t n;

	/* none of it is read; the root of an empty index may be where the file ends */
	if (!start || !(node & (has_prefix | has_values | has_children)))
		return true;
	if (start < HEAD || start >= below || depth > DEPTH_MAX || !(*left)--)
		return false;
	if (node & has_prefix && !skip_string(b, &at))
		return false;
	if (node & has_children) {
		unsigned int first, last;

		if (at + 2 > b->len)
			return false;
		first = b->data[at++];
		last = b->data[at++];
		if (first > last || last >= CHILDREN_MAX)
			return false;
		for (; first <= last; first++)
			if (!read_long(b, &at, &n) || !sound_node(b, n, start, depth + 1, left))
				return false;
	}
	if (!(node & has_values))
		return true;
	if (!read_long(b, &at, &n))
		return false;
	for (uint32_t priority; n; n--)
		if (!read_long(b, &at, &priority) || !skip_string(b, &at))
			return false;
	return true;
}

bool depindex_sound(const struct bytes *b)
{
	size_t at = 8, left = b->len / 2;
	uint32_t root;

	return b->len >= HEAD && be32_get(b->data) == magic &&
	       be32_get(b->data + 4) >> 16 == major && read_long(b, &at, &root) &&
	       sound_node(b, root, b->len, 0, &left);
}

bool depindex_newer(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

static bool is_sound(const struct root *root, const char *path)
{
	struct bytes b = {0};
	struct error err = {0};
	bool sound = !root_read(root, path, &b, &err) && depindex_sound(&b);

	bytes_free(&b);
	return sound;
}

bool depindex_current(const struct root *root, const char *dir, struct timespec newest)
{
	static const char *const indexes[] = {"modules.dep.bin", "modules.alias.bin",
					      "modules.symbols.bin", "modules.builtin.bin",
					      "modules.builtin.alias.bin"};
	static const char *const texts[] = {"modules.dep", "modules.alias", "modules.softdep"};
	enum { INDEXES = 5, NEEDED = 3 }; /* the others only if the kernel names its built-ins */
	char path[PATH_MAX + 32];
	struct stat st;

	for (size_t i = 0; i < DEPINDEX_INPUTS; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, depindex_inputs[i]);
		if (root_stat(root, path, &st) && depindex_newer(&st.st_mtim, &newest))
			newest = st.st_mtim;
	}
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, texts[i]);
		if (!root_stat(root, path, &st) || depindex_newer(&newest, &st.st_mtim))
			return false;
	}
	for (size_t i = 0; i < INDEXES; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, indexes[i]);
		/* depmod leaves an empty file if the kernel names none; libkmod skips it */
		if (!root_stat(root, path, &st) || (i >= NEEDED && !st.st_size)) {
			if (i < NEEDED)
				return false;
			continue;
		}
		if (!S_ISREG(st.st_mode) || !is_sound(root, path) ||
		    (i < NEEDED && depindex_newer(&newest, &st.st_mtim)))
			return false;
	}
	return true;
}

int depindex_lines(const char *dir, const char *name, struct names *lines, struct error *err)
{
	char path[PATH_MAX + 64];
	struct bytes b = {0};
	char *save = NULL;
	int ret;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (access(path, F_OK))
		return 0;
	ret = bytes_read_file(&b, path, BYTES_FILE_MAX, err);
	for (char *l = ret ? NULL : strtok_r((char *)b.data, "\n", &save); l && !ret;
	     l = strtok_r(NULL, "\n", &save))
		if (*l != '#' && names_add(lines, l))
			ret = error_memory(err);
	bytes_free(&b);
	return ret;
}
