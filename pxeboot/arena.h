/* SPDX-License-Identifier: MIT */
/* Memory that is freed all at once: a configuration and what is chosen from it. */
#ifndef ARENA_H
#define ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena_block;

/* All zeros is an empty one. */
struct arena {
	struct arena_block *blocks;
	bool failed; /* memory ran out: what was made is not complete */
};

/* SIZE zeroed bytes, or NULL with a->failed set. */
void *arena_alloc(struct arena *a, size_t size);
/*
 * Strings. Without memory they are "" and a->failed is set, so that a caller looks
 * at it once, at the end.
 */
const char *arena_copy(struct arena *a, const char *s, size_t len);
const char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
const char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* TO takes over all that FROM holds, which is empty then. */
void arena_join(struct arena *to, struct arena *from);
void arena_free(struct arena *a);

#endif
