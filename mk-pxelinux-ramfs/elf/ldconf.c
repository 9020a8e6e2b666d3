// SPDX-License-Identifier: MIT
#include "ldconf.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 8, DIR_LEN_MAX = 200 };

int ldconf_parse(const char *text, size_t len, struct names *lines)
{
	const char *end = text + len;

	while (text < end) {
		const char *nl = memchr(text, '\n', (size_t)(end - text));
		const char *stop = nl ? nl : end, *next = nl ? nl + 1 : end;
		const char *hash = memchr(text, '#', (size_t)(stop - text));

		if (hash)
			stop = hash;
		while (text < stop && isspace((unsigned char)*text))
			text++;
		while (stop > text && isspace((unsigned char)stop[-1]))
			stop--;
		if (stop > text && !memchr(text, 0, (size_t)(stop - text)) &&
		    names_addn(lines, text, (size_t)(stop - text)))
			return -1;
		text = next;
	}
	return 0;
}

static int read_conf(const struct root *root, const char *path, struct names *dirs, int depth,
		     struct error *err);

/* The files that PATTERN (with wildcards in its last part only) matches, sorted. */
static int include(const struct root *root, const char *from, const char *pattern,
		   struct names *dirs, int depth, struct error *err)
{
	char full[PATH_MAX], file[2 * PATH_MAX];
	struct names list = {0};
	char *slash;
	int ret = 0;

	if (pattern[0] == '/')
		snprintf(full, sizeof(full), "%s", pattern);
	else
		snprintf(full, sizeof(full), "%.*s/%s", (int)(strrchr(from, '/') - from), from,
			 pattern);
	slash = strrchr(full, '/');
	*slash = 0;
	if (root_is_dir(root, *full ? full : "/"))
		ret = root_list(root, *full ? full : "/", &list, err);
	for (size_t i = 0; !ret && i < list.n; i++) {
		if (fnmatch(slash + 1, list.v[i], FNM_PERIOD))
			continue;
		snprintf(file, sizeof(file), "%s/%s", full, list.v[i]);
		ret = read_conf(root, file, dirs, depth + 1, err);
	}
	names_free(&list);
	return ret;
}

static int conf_line(const struct root *root, const char *path, const char *line,
		     struct names *dirs, int depth, struct error *err)
{
	struct names patterns = {0};
	size_t n;
	int ret = 0;

	if (!strncmp(line, "include", 7) && isspace((unsigned char)line[7])) {
		if (names_split(&patterns, line + 8, " \t"))
			return error_memory(err);
		for (size_t i = 0; !ret && i < patterns.n; i++)
			ret = include(root, path, patterns.v[i], dirs, depth, err);
		names_free(&patterns);
		return ret;
	}
	if (line[0] != '/') /* "hwcap 1 nosegneg" of old */
		return 0;
	/* "/dir=libc6": the type after = is of old, too */
	n = strcspn(line, "=");
	while (n > 1 && (line[n - 1] == '/' || isspace((unsigned char)line[n - 1])))
		n--;
	return names_addn(dirs, line, n) ? error_memory(err) : 0;
}

static int read_conf(const struct root *root, const char *path, struct names *dirs, int depth,
		     struct error *err)
{
	struct names lines = {0};
	struct bytes b = {0};
	char name[PATH_MAX];
	int ret;

	root_name(root, path, name);
	if (depth > DEPTH_MAX)
		return error_set(err, name, "includes itself, or others more than %d deep",
				 DEPTH_MAX);
	ret = root_read(root, path, &b, err);
	if (!ret && ldconf_parse((char *)b.data, b.len, &lines))
		ret = error_memory(err);
	for (size_t i = 0; !ret && i < lines.n; i++)
		ret = conf_line(root, path, lines.v[i], dirs, depth, err);
	names_free(&lines);
	bytes_free(&b);
	return ret;
}

int ldconf_read(const struct root *root, struct names *dirs, struct error *err)
{
	if (!root_is_file(root, "/etc/ld.so.conf"))
		return 0;
	return read_conf(root, "/etc/ld.so.conf", dirs, 0, err);
}

/* Length of a string "/.../" of printable characters at P, or 0. */
static size_t directory_at(const unsigned char *p, const unsigned char *end)
{
	size_t n = 0;

	if (p >= end || *p != '/')
		return 0;
	while (p + n < end && n < DIR_LEN_MAX && isgraph(p[n]))
		n++;
	return p + n < end && p[n] == 0 && n > 2 && p[n - 1] == '/' ? n : 0;
}

int ldconf_builtin(const struct bytes *b, struct names *dirs)
{
	const unsigned char *p = b->data, *end = b->data + b->len;

	while (p && (p = memmem(p, (size_t)(end - p), "\0/", 2))) {
		size_t n = directory_at(++p, end);

		if (!n || !directory_at(p + n + 1, end) || !strstr((const char *)p, "lib"))
			continue;
		while (n) {
			if (names_addn(dirs, (const char *)p, n - 1))
				return -1;
			p += n + 1;
			n = directory_at(p, end);
		}
		return 0;
	}
	return 0;
}

int ldconf_musl(const struct root *root, const char *interp, struct names *conf, struct names *dirs,
		struct error *err)
{
	const char *name = strrchr(interp, '/') + 1;
	char path[PATH_MAX];
	struct bytes b = {0};
	int ret = 0;

	snprintf(path, sizeof(path), "/etc/%.*s.path", (int)strcspn(name, "."), name);
	if (root_is_file(root, path))
		ret = root_read(root, path, &b, err);
	if (!ret && ((b.len && names_split(conf, (char *)b.data, ":\n")) ||
		     names_split(dirs, "/lib:/usr/local/lib:/usr/lib", ":")))
		ret = error_memory(err);
	bytes_free(&b);
	return ret;
}
