// SPDX-License-Identifier: MIT
#include "boot/ins.h"

#include <stdlib.h>
#include <string.h>

#include "s390hdr.h"

/* Where the kernel's parameter area begins. */
enum { PARAMETERS = 0x10400 };

/* The characters between words. A line may end as DOS has it. */
#define BLANKS " \t\r"

static const char *base(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

/* False if it is no number, or one that no address is. */
static bool address(const char *s, uint64_t *n)
{
	bool hex = !strncmp(s, "0x", 2);
	size_t len;

	if (hex)
		s += 2;
	len = strspn(s, hex ? "0123456789abcdefABCDEF" : "0123456789");
	if (!len || len > 11 || s[len])
		return false;
	*n = strtoull(s, NULL, hex ? 16 : 10);
	return true;
}

static void place(struct ins *s, struct arena *a, const char *file, const char *where)
{
	uint64_t at;

	if (!address(where, &at))
		s->ignored = where;
	else if (at == 0)
		s->kernel = arena_printf(a, "%s%s", s->dir, file);
	else if (at == S390_CMDLINE)
		s->parameters = arena_printf(a, "%s%s", s->dir, file);
	else if (at < PARAMETERS || at >= S390_CMDLINE)
		s->ramdisk = arena_printf(a, "%s%s", s->dir, file);
}

/* Up to the last slash, or behind the server of "SERVER::FILE". */
static const char *directory(struct arena *a, const char *name)
{
	const char *end = base(name), *server;

	if (end == name)
		while ((server = strstr(end, "::")))
			end = server + 2;
	return arena_copy(a, name, (size_t)(end - name));
}

void ins_parse(struct ins *s, struct arena *a, const char *name, const struct bytes *text)
{
	char *next = arena_alloc(a, text->len + 1), *line, *at, *file, *where;

	*s = (struct ins){.dir = directory(a, name)};
	if (next && text->len)
		memcpy(next, text->data, text->len);
	name += strlen(s->dir);
	s->prefix = arena_copy(a, name,
			       strrchr(name, '-') ? (size_t)(strrchr(name, '-') + 1 - name) : 0);
	for (unsigned int lines = 0; lines < INS_LINES && (line = strsep(&next, "\n")); lines++) {
		file = strtok_r(line, BLANKS, &at);
		if (!file || *file == '#' || !strcmp(file, "*"))
			continue;
		where = strtok_r(NULL, BLANKS, &at);
		place(s, a, file, where ? where : "");
	}
}

const char *ins_elsewhere(const struct ins *s, struct arena *a, const char *file, unsigned int n)
{
	const char *beside = arena_printf(a, "%s%s", s->dir, base(file));
	const char *prefixed = arena_printf(a, "%s%s%s", s->dir, s->prefix, base(file));
	const char *names[2];
	unsigned int count = 0;

	if (strcmp(beside, file) != 0)
		names[count++] = beside;
	if (*s->prefix && strcmp(prefixed, file) != 0)
		names[count++] = prefixed;
	return n < count ? names[n] : NULL;
}

const char *ins_parameters(struct arena *a, const struct bytes *text)
{
	char *copy = arena_alloc(a, text->len + 1), *out = copy, *next, *line;

	if (!copy || !text->len)
		return "";
	memcpy(copy, text->data, text->len);
	for (size_t i = 0; i < text->len; i++)
		if (!copy[i])
			copy[i] = ' ';
	for (next = copy; (line = strsep(&next, "\n"));) {
		size_t len = strlen(line), from = strspn(line, BLANKS);

		while (len > from && strchr(BLANKS, line[len - 1]))
			len--;
		if (out > copy && len > from)
			*out++ = ' ';
		memmove(out, line + from, len - from);
		out += len - from;
	}
	*out = 0;
	return copy;
}
