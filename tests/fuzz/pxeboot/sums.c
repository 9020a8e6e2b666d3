// SPDX-License-Identifier: MIT
/* Lists of hashes: what is taken says the same as the text, and names files below a directory. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "trust/fresh.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_name(const char *name)
{
	if (!*name || *name == '/' || strstr(name, "//") || !strcmp(name, "..") ||
	    !strncmp(name, "../", 3) || strstr(name, "/../") || strpbrk(name, "\r\n\t\033"))
		abort();
}

/* The text has a line for each entry, and no other. */
static void check_lines(const struct sums *s, const uint8_t *data, size_t size)
{
	struct bytes line = {0};
	size_t len = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct sums_line *l = &s->lines[i];

		check_name(l->name);
		if (sums_find(s, l->name) != l->hash)
			abort();
		line.len = 0;
		for (int b = 0; b < SUMS_HASH; b++)
			bytes_printf(&line, "%02x", l->hash[b]);
		bytes_printf(&line, "  %s\n", l->name);
		len += line.len;
		if (!memmem(data, size, line.data, 64) ||
		    !memmem(data, size, line.data + 66, line.len - 66))
			abort();
	}
	if (len != size)
		abort();
	bytes_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err = {0};
	struct bytes text = {0};
	struct sums s;

	if (bytes_append(&text, data, size))
		abort();
	if (!sums_read(&s, &text, "list", &err)) {
		check_lines(&s, data, size);
		fresh_check(&s, 20000, 20100 * (int64_t)86400, "list", &err);
	} else if (!*err.message) {
		abort();
	}
	sums_free(&s);
	return 0;
}
