// SPDX-License-Identifier: MIT
#include "outputs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct output *outputs_add_suffix(struct outputs *o, const char *prefix, size_t prefix_len,
				  const char *suffix, struct error *err)
{
	struct output *new;
	char *path;

	if (o->count == OUTPUTS_MAX) {
		error_set(err, prefix, "too many outputs in one call");
		return NULL;
	}
	if (asprintf(&path, "%.*s%s", (int)prefix_len, prefix, suffix) < 0) {
		error_memory(err);
		return NULL;
	}
	new = &o->list[o->count++];
	memset(new, 0, sizeof(*new));
	new->path = path;
	return new;
}

struct output *outputs_add(struct outputs *o, const char *path, struct error *err)
{
	return outputs_add_suffix(o, path, strlen(path), "", err);
}

int outputs_write(struct outputs *o, struct error *err)
{
	struct outfile *file[OUTPUTS_MAX];
	struct output *out;
	size_t i, opened = 0;
	int rc = 0;

	/* all names are tried before the first byte is written */
	for (; opened < o->count && !rc; opened++) {
		rc = outfile_open(&file[opened], o->list[opened].path, err);
		if (rc)
			break;
		if (o->list[opened].over_input)
			outfile_over_input(file[opened]);
	}
	for (i = 0; i < o->count && !rc; i++) {
		out = &o->list[i];
		if (out->write)
			rc = out->write(&out->contents, file[i], err);
		else
			rc = extents_write(&out->contents, file[i], err);
	}
	if (!rc)
		return outfile_commit(file, opened, err);
	for (i = 0; i < opened; i++)
		outfile_discard(file[i]);
	return rc;
}

void outputs_free(struct outputs *o)
{
	size_t i;

	for (i = 0; i < o->count; i++) {
		extents_free(&o->list[i].contents);
		free(o->list[i].path);
	}
	o->count = 0;
}
