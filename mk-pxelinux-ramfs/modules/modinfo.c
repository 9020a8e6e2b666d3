// SPDX-License-Identifier: MIT
#include "modinfo.h"

#include <stdlib.h>
#include <string.h>

#include "elf/elf_file.h"

void modinfo_free(struct modinfo *mi)
{
	free(mi->vermagic);
	names_free(&mi->depends);
	names_free(&mi->weak);
	names_free(&mi->firmware);
}

/* TEXT is "key=value". */
static int pair(struct modinfo *mi, const char *text)
{
	if (!strncmp(text, "depends=", 8))
		return names_split(&mi->depends, text + 8, ",");
	if (!strncmp(text, "weakdep=", 8))
		return names_split(&mi->weak, text + 8, " \t");
	if (!strncmp(text, "firmware=", 9))
		return names_add(&mi->firmware, text + 9);
	if (strncmp(text, "vermagic=", 9) || mi->vermagic)
		return 0;
	mi->vermagic = strdup(text + 9);
	return mi->vermagic ? 0 : -1;
}

int modinfo_read(struct modinfo *mi, const struct bytes *b, const char *name, struct error *err)
{
	const unsigned char *p, *end, *nul;
	size_t len;
	int found;

	memset(mi, 0, sizeof(*mi));
	found = elf_section(b, name, ".modinfo", &p, &len, err);
	if (found < 0)
		return -1;
	if (!found)
		return error_set(err, name, "is not a kernel module: it has no section .modinfo");
	for (end = p + len; (nul = memchr(p, 0, (size_t)(end - p))); p = nul + 1)
		if (pair(mi, (const char *)p))
			return error_memory(err);
	return 0;
}
