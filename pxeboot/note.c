// SPDX-License-Identifier: MIT
#include "note.h"

void note_add(struct notes *list, struct arena *a, const char *text)
{
	struct note *n = arena_alloc(a, sizeof(*n));

	if (!n)
		return;
	n->text = text;
	if (list->last)
		list->last->next = n;
	else
		list->first = n;
	list->last = n;
}
