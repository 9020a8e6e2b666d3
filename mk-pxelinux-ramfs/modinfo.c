// SPDX-License-Identifier: MIT
#include "modinfo.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

void modinfo_normalise(char *name)
{
	int depth = 0;

	for (; *name; name++) {
		if (*name == '[')
			depth++;
		else if (*name == ']')
			depth--;
		else if (*name == '-' && depth <= 0)
			*name = '_';
	}
}

/* "pre: a b post: c" as modprobe.d(5) has it */
static int softdep(struct modinfo *mi, const char *value)
{
	struct names words = {0};
	struct names *list = NULL;
	int ret = names_split(&words, value, " \t");

	for (size_t i = 0; !ret && i < words.n; i++) {
		if (!strcmp(words.v[i], "pre:"))
			list = &mi->pre;
		else if (!strcmp(words.v[i], "post:"))
			list = &mi->post;
		else if (list)
			ret = names_add(list, words.v[i]);
	}
	names_free(&words);
	return ret;
}

static int set_once(char **out, const char *value)
{
	if (*out)
		return 0;
	*out = strdup(value);
	return *out ? 0 : -1;
}

static int pair(struct modinfo *mi, const char *key, size_t n, const char *value)
{
#define KEY(s) (n == sizeof(s) - 1 && !memcmp(key, s, n))
	if (KEY("depends"))
		return names_split(&mi->depends, value, ",");
	if (KEY("softdep"))
		return softdep(mi, value);
	if (KEY("weakdep"))
		return names_split(&mi->weak, value, " \t");
	if (KEY("alias"))
		return names_add(&mi->aliases, value);
	if (KEY("firmware"))
		return names_add(&mi->firmware, value);
	if (KEY("vermagic"))
		return set_once(&mi->vermagic, value);
	if (KEY("name"))
		return set_once(&mi->name, value);
#undef KEY
	return 0;
}

static void normalise_all(struct names *l)
{
	for (size_t i = 0; i < l->n; i++)
		modinfo_normalise(l->v[i]);
}

int modinfo_read(struct modinfo *mi, const struct bytes *b, const char *name, struct error *err)
{
	const unsigned char *p;
	size_t len;
	int ret;

	memset(mi, 0, sizeof(*mi));
	if (elf_read_arch(&mi->arch, b, name, err))
		return -1;
	ret = elf_section(b, name, ".modinfo", &p, &len, err);
	if (ret < 0)
		return -1;
	if (ret == 0)
		return error_set(err, name, "is no kernel module: it has no section .modinfo");
	while (len) {
		const unsigned char *end = memchr(p, 0, len);
		const char *eq;

		if (!end) {
			modinfo_free(mi);
			return error_set(err, name, "is damaged: its .modinfo has no end");
		}
		eq = memchr(p, '=', (size_t)(end - p));
		if (eq && pair(mi, (const char *)p, (size_t)(eq - (const char *)p), eq + 1)) {
			modinfo_free(mi);
			return error_memory(err);
		}
		len -= (size_t)(end + 1 - p);
		p = end + 1;
	}
	normalise_all(&mi->depends);
	normalise_all(&mi->pre);
	normalise_all(&mi->post);
	normalise_all(&mi->weak);
	normalise_all(&mi->aliases);
	if (mi->name)
		modinfo_normalise(mi->name);
	return 0;
}

void modinfo_free(struct modinfo *mi)
{
	free(mi->name);
	free(mi->vermagic);
	names_free(&mi->depends);
	names_free(&mi->pre);
	names_free(&mi->post);
	names_free(&mi->weak);
	names_free(&mi->aliases);
	names_free(&mi->firmware);
	memset(mi, 0, sizeof(*mi));
}
