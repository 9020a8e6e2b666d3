// SPDX-License-Identifier: MIT
#include "trust/anchor.h"

#include <string.h>

#include "trust/day.h"

int anchor_read(struct anchor *a, const char *path, struct error *err)
{
	static const char word[] = "since ";
	char *line, *lf;

	*a = (struct anchor){.name = path, .since = -1};
	if (bytes_read_file(&a->text, path, ANCHOR_MAX, err))
		return -1;
	line = a->text.len ? (char *)a->text.data : NULL;
	lf = line ? strchr(line, '\n') : NULL;
	if (!lf || memchr(line, 0, a->text.len) || strncmp(line, word, strlen(word)) != 0)
		return error_set(err, path, "does not begin with a line \"since YYYY-MM-DD\"");
	*lf = '\0';
	line += strlen(word);
	if (strcmp(line, "none") != 0) {
		a->since = day_parse(line);
		if (a->since < 0)
			return error_set(err, path, "%s is not a date", line);
	}
	a->keys = lf + 1;
	return 0;
}

void anchor_free(struct anchor *a)
{
	bytes_free(&a->text);
	*a = (struct anchor){0};
}
