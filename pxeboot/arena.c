// SPDX-License-Identifier: MIT
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16384, ALIGN = sizeof(max_align_t) };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t data[];
};

/* Room for SIZE bytes. Strings need no alignment, and are many. */
static void *take(struct arena *a, size_t size, size_t align)
{
	struct arena_block *b = a->blocks;
	size_t at = b ? (b->used + align - 1) / align * align : 0;

	if (!b || b->size < at || b->size - at < size) {
		size_t room = size > BLOCK ? size : BLOCK;

		b = room > (size_t)-1 - sizeof(*b) ? NULL : malloc(sizeof(*b) + room);
		if (!b) {
			a->failed = true;
			return NULL;
		}
		b->next = a->blocks;
		b->size = room;
		a->blocks = b;
		at = 0;
	}
	b->used = at + size;
	return (char *)b->data + at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p = take(a, size, ALIGN);

	if (p)
		memset(p, 0, size);
	return p;
}

const char *arena_copy(struct arena *a, const char *s, size_t len)
{
	char *p = take(a, len + 1, 1);

	if (!p)
		return "";
	memcpy(p, s, len);
	p[len] = 0;
	return p;
}

const char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list measured;
	char *p;
	int n;

	va_copy(measured, ap);
	n = vsnprintf(NULL, 0, fmt, measured);
	va_end(measured);
	p = n < 0 ? NULL : take(a, (size_t)n + 1, 1);
	if (!p) {
		a->failed = true;
		return "";
	}
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

const char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

void arena_join(struct arena *to, struct arena *from)
{
	struct arena_block **end = &from->blocks;

	while (*end)
		end = &(*end)->next;
	*end = to->blocks;
	to->blocks = from->blocks;
	to->failed |= from->failed;
	*from = (struct arena){0};
}

void arena_free(struct arena *a)
{
	struct arena_block *b, *next;

	for (b = a->blocks; b; b = next) {
		next = b->next;
		free(b);
	}
	memset(a, 0, sizeof(*a));
}
