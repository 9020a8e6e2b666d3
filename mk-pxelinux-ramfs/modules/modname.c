// SPDX-License-Identifier: MIT
#include "modname.h"

#include <string.h>

static const char *const packings[] = {"", ".xz", ".gz", ".zst"};
enum { PACKINGS = sizeof(packings) / sizeof(packings[0]) };

size_t modname_stem(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < PACKINGS; i++) {
		size_t s = strlen(packings[i]);

		if (n > s + 3 && !strcmp(name + n - s, packings[i]) &&
		    !memcmp(name + n - s - 3, ".ko", 3))
			return n - s - 3;
	}
	return 0;
}

bool modname_of_file(const char *path, size_t len, char name[NAME_MAX + 1])
{
	char file[NAME_MAX + 1];
	const char *slash = memrchr(path, '/', len);
	size_t n;

	if (slash) {
		len -= (size_t)(slash + 1 - path);
		path = slash + 1;
	}
	if (len > NAME_MAX)
		return false;
	memcpy(file, path, len);
	file[len] = 0;
	n = modname_stem(file);
	for (size_t i = 0; i < n; i++)
		name[i] = file[i] == '-' ? '_' : file[i];
	name[n] = 0;
	return n > 0;
}

void modname_normalise(char *name)
{
	bool inside = false;

	for (; *name; name++) {
		if (*name == '[' || *name == ']')
			inside = *name == '[';
		else if (*name == '-' && !inside)
			*name = '_';
	}
}
