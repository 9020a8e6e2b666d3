// SPDX-License-Identifier: MIT
#include "store.h"

#include <string.h>
#include <sys/stat.h>

int store_open(struct store *s, const char *dir, struct error *err)
{
	struct stat st;
	const char *index;

	*s = (struct store){.dir = dir};
	index = arena_printf(&s->arena, "%s/files", dir);
	if (stat(index, &st))
		return bytes_string(&s->files, "") ? error_memory(err) : 0;
	return bytes_read_file(&s->files, index, SOURCE_MAX, err);
}

void store_close(struct store *s)
{
	bytes_free(&s->files);
	bytes_free(&s->need);
	arena_free(&s->arena);
}

int store_name_lines(struct bytes *out, const struct name *n)
{
	return bytes_printf(out, "%s\n%s\n%s\n%s\n", n->url, n->alt, n->nohost, n->wire);
}

/* The number of the file that has URL; "-": the server has none; NULL: it is not known. */
static const char *find(struct store *s, const char *url)
{
	const char *line = (const char *)s->files.data, *lf;

	for (; line && *line; line = lf + 1) {
		const char *blank = strchr(line, ' ');

		lf = strchr(line, '\n');
		if (!lf)
			return NULL;
		if (blank && blank < lf && (size_t)(lf - blank - 1) == strlen(url) &&
		    !strncmp(blank + 1, url, strlen(url)))
			return arena_copy(&s->arena, line, (size_t)(blank - line));
	}
	return NULL;
}

enum source_result store_get(void *ctx, const struct name_base *from, const char *name,
			     struct bytes *text, const char **shown)
{
	struct store *s = ctx;
	struct error err = {0};
	struct name n;
	const char *number;

	if (!name_resolve(&s->arena, from, name, &n))
		return SOURCE_ABSENT;
	number = find(s, n.url);
	if (!number)
		return store_name_lines(&s->need, &n) ? SOURCE_ABSENT : SOURCE_PENDING;
	*shown = n.wire;
	if (!strcmp(number, "-") || strspn(number, "0123456789") != strlen(number) ||
	    bytes_read_file(text, arena_printf(&s->arena, "%s/%s", s->dir, number), SOURCE_MAX,
			    &err))
		return SOURCE_ABSENT;
	return SOURCE_FOUND;
}
