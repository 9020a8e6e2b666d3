// SPDX-License-Identifier: MIT
#include "fetch/http_header.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The value of the field NAME, if the line is that one, else NULL. */
static const char *field(struct arena *a, const char *line, size_t len, const char *name)
{
	size_t n = strlen(name);

	if (len <= n || line[n] != ':' || strncasecmp(line, name, n) != 0)
		return NULL;
	line += n + 1;
	len -= n + 1;
	while (len && (*line == ' ' || *line == '\t')) {
		line++;
		len--;
	}
	while (len && strchr(" \t\r\n", line[len - 1]))
		len--;
	return arena_copy(a, line, len);
}

bool http_header_line(struct http_header *h, struct arena *a, const char *line, size_t len)
{
	const char *value;

	h->size += len;
	if (h->size > HTTP_HEADER_MAX)
		return false;
	if (len > 5 && !memcmp(line, "HTTP/", 5)) {
		*h = (struct http_header){.size = h->size};
	} else if ((value = field(a, line, len, "Location"))) {
		h->location = value;
	} else if ((value = field(a, line, len, "ETag"))) {
		/* a weak one cannot vouch for a range (13.1.5) */
		if (*value == '"') {
			h->same = value;
			h->etag = true;
		}
	} else if ((value = field(a, line, len, "Last-Modified"))) {
		if (!h->etag)
			h->same = value;
	} else if ((value = field(a, line, len, "Content-Range"))) {
		if (!strncmp(value, "bytes ", 6))
			h->from = strtoull(value + 6, NULL, 10);
	}
	return true;
}
