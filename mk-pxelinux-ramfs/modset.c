// SPDX-License-Identifier: MIT
#include "modset.h"

#include <string.h>

static const struct modset sets[] = {
#define SET(name, what, modules) {name, what, modules},
#include "modsets.def"
#undef SET
};

const struct modset *modset_all(size_t *n)
{
	*n = sizeof(sets) / sizeof(sets[0]);
	return sets;
}

const struct modset *modset_find(const char *name)
{
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		if (!strcmp(sets[i].name, name))
			return &sets[i];
	return NULL;
}
