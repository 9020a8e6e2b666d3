// SPDX-License-Identifier: MIT
#include "names.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"

static int names_take(struct names *l, char *s)
{
	if (!s)
		return -1;
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 16;
		char **v = realloc(l->v, cap * sizeof(*v));

		if (!v) {
			free(s);
			return -1;
		}
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = s;
	return 0;
}

int names_add(struct names *l, const char *s)
{
	return names_take(l, strdup(s));
}

int names_addn(struct names *l, const char *s, size_t len)
{
	return names_take(l, strndup(s, len));
}

int names_addf(struct names *l, const char *fmt, ...)
{
	va_list ap;
	char *s = NULL;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	return n < 0 ? -1 : names_take(l, s);
}

int names_split(struct names *l, const char *s, const char *sep)
{
	while (*s) {
		size_t n = strcspn(s, sep);

		if (n && names_addn(l, s, n))
			return -1;
		s += n;
		s += strspn(s, sep);
	}
	return 0;
}

bool names_has(const struct names *l, const char *s)
{
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->v[i], s))
			return true;
	return false;
}

int names_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void names_sort(struct names *l, bool unique)
{
	size_t n = 0;

	if (!l->n)
		return;
	qsort(l->v, l->n, sizeof(*l->v), names_compare);
	for (size_t i = 0; unique && i < l->n; i++) {
		if (n && !strcmp(l->v[n - 1], l->v[i]))
			free(l->v[i]);
		else
			l->v[n++] = l->v[i];
	}
	if (unique)
		l->n = n;
}

int names_from_dir(struct names *l, int fd, const char *name, struct error *err)
{
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *de;

	if (!dir) {
		error_set_errno(err, name, errno, "cannot be listed");
		if (fd >= 0)
			close(fd);
		return -1;
	}
	while ((errno = 0, de = readdir(dir)))
		if (strcmp(de->d_name, ".") && strcmp(de->d_name, "..") &&
		    names_add(l, de->d_name)) {
			errno = ENOMEM;
			break;
		}
	if (errno)
		error_set_errno(err, name, errno, "cannot be listed");
	else
		err = NULL;
	closedir(dir);
	names_sort(l, false);
	return err ? -1 : 0;
}

int names_from_file(struct names *l, const char *path, struct error *err)
{
	struct names lines = {0};
	struct bytes b = {0};
	int ret = bytes_read_file(&b, path, BYTES_FILE_MAX, err);

	if (!ret && memchr(b.data, 0, b.len))
		ret = error_set(err, path, "is not a text file");
	if (!ret && names_split(&lines, (char *)b.data, "\r\n"))
		ret = error_memory(err);
	for (size_t i = 0; !ret && i < lines.n; i++) {
		lines.v[i][strcspn(lines.v[i], "#")] = 0;
		if (names_split(l, lines.v[i], " \t"))
			ret = error_memory(err);
	}
	names_free(&lines);
	bytes_free(&b);
	return ret;
}

void names_free(struct names *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
	memset(l, 0, sizeof(*l));
}
