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

int modset_split(struct names *l, const char *text)
{
	static const char blanks[] = " \t\r\n";

	while (*(text += strspn(text, ", \t\r\n"))) {
		const char *word = text + (*text == '?');
		size_t n = strncmp(word, "modalias:", 9) ? strcspn(text, ", \t\r\n")
							 : strcspn(text, blanks);

		if (names_addn(l, text, n))
			return -1;
		text += n;
	}
	return 0;
}

int modset_from_file(struct names *l, const char *path, struct error *err)
{
	struct names words = {0};
	int ret = names_from_file(&words, path, err);

	for (size_t i = 0; !ret && i < words.n; i++)
		if (modset_split(l, words.v[i]))
			ret = error_memory(err);
	names_free(&words);
	return ret;
}
