// SPDX-License-Identifier: MIT
#include "fetch/store.h"

#include <string.h>
#include <sys/stat.h>

#include "answer.h"

int store_open(struct store *s, const char *dir, struct fetch *fetch, struct arena *keep,
	       struct error *err)
{
	struct stat st;
	const char *index;

	*s = (struct store){.dir = dir, .fetch = fetch, .keep = keep};
	index = arena_printf(&s->arena, "%s/files", dir);
	if (stat(index, &st))
		return bytes_string(&s->files, "") ? error_memory(err) : 0;
	if (bytes_read_file(&s->files, index, SOURCE_MAX, err))
		return -1;
	for (size_t i = 0; i < s->files.len; i++)
		s->fetched += s->files.data[i] == '\n';
	return 0;
}

void store_close(struct store *s)
{
	bytes_free(&s->files);
	arena_free(&s->arena);
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

/* The number of the file once it was asked for, and a line in the index. */
static const char *fetch_file(struct store *s, const struct name *n)
{
	const char *number = "-";

	if (s->fetched < STORE_FILES) {
		s->fetch->path = arena_printf(s->keep, "%s/%u", s->dir, ++s->fetched);
		if (fetch_name(s->fetch, n, s->keep) == FETCH_DONE)
			number = arena_printf(&s->arena, "%u", s->fetched);
	}
	bytes_printf(&s->files, "%s %s\n", number, n->url);
	answer_file(&s->arena, s->dir, "files", &s->files, NULL);
	return number;
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
		number = fetch_file(s, &n);
	*shown = n.wire;
	if (!strcmp(number, "-") || strspn(number, "0123456789") != strlen(number) ||
	    bytes_read_file(text, arena_printf(&s->arena, "%s/%s", s->dir, number), SOURCE_MAX,
			    &err))
		return SOURCE_ABSENT;
	return SOURCE_FOUND;
}
