// SPDX-License-Identifier: MIT
#include "license.h"

#include <stdio.h>
#include <string.h>

#include "json.h"

enum { HEAD = 512 };
#define TEXT_MAX (1 << 20)

static int named(const char *name, struct bytes *out)
{
	return bytes_string(out, ",\"licenses\":[{\"license\":{\"name\":") |
	       json_string(out, name) | bytes_string(out, "}}]");
}

int license_of_package(const struct root *root, const struct package *p, struct bytes *out)
{
	struct bytes text = {0};
	struct error ignored = {0};
	char path[PATH_MAX];
	struct stat st;
	int bad = 0;

	if (p->license)
		return named(p->license, out);
	snprintf(path, sizeof(path), "/usr/share/doc/%s/copyright", p->name);
	if (!root_stat(root, path, &st) || !S_ISREG(st.st_mode) || st.st_size > TEXT_MAX ||
	    root_read(root, path, &text, &ignored))
		goto out;
	bad = bytes_string(out, ",\"licenses\":[{\"license\":{\"name\":\"see the text\",\"text\":"
				"{\"contentType\":\"text/plain\",\"content\":") |
	      json_string(out, (char *)text.data) | bytes_string(out, "}}}]");
out:
	bytes_free(&text);
	return bad;
}

int license_of_file(const struct entry *e, struct bytes *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789.+-() ";
	static const char mark[] = "SPDX-License-Identifier: ";
	size_t len = e->data.len < HEAD ? e->data.len : HEAD;
	const char *at = len ? memmem(e->data.data, len, mark, sizeof(mark) - 1) : NULL;
	char id[HEAD + 1];
	size_t n;

	if (!at)
		return 0;
	at += sizeof(mark) - 1;
	n = len - (size_t)(at - (const char *)e->data.data);
	memcpy(id, at, n);
	id[n] = 0;
	id[strspn(id, plain)] = 0;
	for (n = strlen(id); n && id[n - 1] == ' '; n--)
		id[n - 1] = 0;
	if (!*id)
		return 0;
	return bytes_string(out, ",\"licenses\":[{\"expression\":") | json_string(out, id) |
	       bytes_string(out, "}]");
}
