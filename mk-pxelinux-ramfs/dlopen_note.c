// SPDX-License-Identifier: MIT
#include "dlopen_note.h"

#include <ctype.h>
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "s390hdr.h"

enum { NOTE_TYPE = 0x407c0c0a, DEPTH_MAX = 16 };

/* A place in the JSON text. */
struct json {
	const char *p, *end;
};

static bool next_is(struct json *j, char c)
{
	while (j->p < j->end && isspace((unsigned char)*j->p))
		j->p++;
	if (j->p >= j->end || *j->p != c)
		return false;
	j->p++;
	return true;
}

/* A string without its quotes. Names of files need no escapes: one is refused. */
static bool string(struct json *j, const char **s, size_t *n)
{
	if (!next_is(j, '"'))
		return false;
	*s = j->p;
	while (j->p < j->end && *j->p != '"' && *j->p != '\\')
		j->p++;
	if (j->p >= j->end || *j->p == '\\')
		return false;
	*n = (size_t)(j->p++ - *s);
	return true;
}

/* Skips any value. */
static bool skip(struct json *j, int depth)
{
	const char *s;
	size_t n;
	bool array = next_is(j, '[');

	if (depth > DEPTH_MAX)
		return false;
	if (array || next_is(j, '{')) {
		char close = array ? ']' : '}';

		if (next_is(j, close))
			return true;
		do {
			if (!array && (!string(j, &s, &n) || !next_is(j, ':')))
				return false;
			if (!skip(j, depth + 1))
				return false;
		} while (next_is(j, ','));
		return next_is(j, close);
	}
	if (j->p < j->end && *j->p == '"') {
		/* a description may hold escapes */
		for (j->p++; j->p < j->end && *j->p != '"'; j->p++)
			if (*j->p == '\\')
				j->p++;
		return next_is(j, '"');
	}
	s = j->p;
	while (j->p < j->end && (isalnum((unsigned char)*j->p) || strchr("+-.", *j->p)))
		j->p++;
	return j->p > s;
}

static bool sonames(struct json *j, struct names *out)
{
	const char *s;
	size_t n;

	if (!next_is(j, '['))
		return false;
	do {
		if (!string(j, &s, &n) || !n || memchr(s, '/', n) || names_addn(out, s, n))
			return false;
	} while (next_is(j, ','));
	return next_is(j, ']');
}

static bool object(struct json *j, struct elf_dlopen *d)
{
	if (!next_is(j, '{'))
		return false;
	do {
		const char *key, *s;
		size_t n, len;

		if (!string(j, &key, &n) || !next_is(j, ':'))
			return false;
		while (j->p < j->end && isspace((unsigned char)*j->p))
			j->p++;
		if (n == 6 && !memcmp(key, "soname", n)) {
			if (!sonames(j, &d->sonames))
				return false;
		} else if (n == 8 && !memcmp(key, "priority", n)) {
			if (!string(j, &s, &len))
				return false;
			d->required = len == 8 && !memcmp(s, "required", len);
		} else if (!skip(j, 0)) {
			return false;
		}
	} while (next_is(j, ','));
	return next_is(j, '}') && d->sonames.n;
}

static int description(struct elf_file *elf, const char *text, size_t len, struct error *err)
{
	struct json j = {text, text + strnlen(text, len)};

	if (!next_is(&j, '['))
		return -1;
	do {
		struct elf_dlopen *v =
			realloc(elf->dlopen, (elf->dlopen_n + 1) * sizeof(*elf->dlopen));

		if (!v)
			return error_memory(err);
		elf->dlopen = v;
		memset(&v[elf->dlopen_n], 0, sizeof(*v));
		if (!object(&j, &v[elf->dlopen_n++]))
			return -1;
	} while (next_is(&j, ','));
	return next_is(&j, ']') ? 0 : -1;
}

static uint32_t get32(const unsigned char *p, uint8_t order)
{
	if (order == ELFDATA2MSB)
		return be32_get(p);
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

int dlopen_note_read(struct elf_file *elf, const unsigned char *note, size_t len, const char *name,
		     struct error *err)
{
	while (len >= 12) {
		uint64_t namesz = get32(note, elf->arch.order);
		uint64_t descsz = get32(note + 4, elf->arch.order);
		uint32_t type = get32(note + 8, elf->arch.order);
		uint64_t desc = 12 + ((namesz + 3) & ~UINT64_C(3));
		uint64_t next = desc + ((descsz + 3) & ~UINT64_C(3));

		if (desc > len || descsz > len - desc)
			goto damaged;
		if (namesz == 4 && !memcmp(note + 12, "FDO", 4) && type == NOTE_TYPE &&
		    description(elf, (const char *)note + desc, (size_t)descsz, err))
			goto damaged;
		if (next >= len)
			break;
		note += next;
		len -= (size_t)next;
	}
	return 0;
damaged:
	return error_set(err, name, "has a damaged .note.dlopen");
}
