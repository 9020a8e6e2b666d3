// SPDX-License-Identifier: MIT
#include "modorder.h"

#include <string.h>

static const char top[] = "kernel/";

/* NAME is the last part of LINE, without its ".ko", and nothing leads out of kernel/. */
static bool names(const char *line, size_t len, const char *name, size_t n)
{
	const char *p;

	if (len < sizeof(top) - 1 + n + 3)
		return false;
	p = line + len - n - 3;
	if (p[-1] != '/' || memcmp(p + n, ".ko", 3) || memcmp(line, top, sizeof(top) - 1) ||
	    memmem(line, len, "/..", 3) || memchr(line, 0, len))
		return false;
	for (size_t i = 0; i < n; i++)
		if (p[i] != name[i] && (p[i] != '-' || name[i] != '_'))
			return false;
	return true;
}

bool modorder_find(const struct bytes *list, const char *name, char file[PATH_MAX])
{
	const char *p = (const char *)list->data;
	size_t n = strlen(name), left = list->len;

	while (left) {
		const char *end = memchr(p, '\n', left);
		size_t len = end ? (size_t)(end - p) : left;

		if (len < PATH_MAX && names(p, len, name, n)) {
			memcpy(file, p, len);
			file[len] = 0;
			return true;
		}
		len += end != NULL;
		left -= len;
		p += len;
	}
	return false;
}
