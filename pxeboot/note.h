/* SPDX-License-Identifier: MIT */
/* Lists of sentences for people: reasons for the log, warnings. */
#ifndef NOTE_H
#define NOTE_H

#include <stdarg.h>

#include "arena.h"

struct note {
	struct note *next;
	const char *text;
};

/* All zeros is an empty one. */
struct notes {
	struct note *first, *last;
};

/* Adds TEXT, which is not copied; without memory A has failed. */
void note_add(struct notes *list, struct arena *a, const char *text);

#endif
