// SPDX-License-Identifier: MIT
/* URLs, and where servers send us on to. The first line is the URL, the rest an answer's header. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/http_header.h"
#include "fetch/redirect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is asked for is what was checked. */
static void check_again(struct arena *a, const struct location *l)
{
	struct location again;

	if (!location_parse(a, location_url(a, l, l->scheme), &again) ||
	    !location_same_server(l, &again) || strcmp(l->path, again.path) != 0)
		abort();
}

static void check_redirect(struct arena *a, const struct location *from, const char *place)
{
	struct location to;

	for (int tls = 0; tls < 2; tls++) {
		if (redirect_to(a, from, place, tls, &to))
			continue;
		check_again(a, &to);
		if (to.scheme == SCHEME_TFTP || (to.scheme == SCHEME_HTTPS && !tls) ||
		    (from->scheme == SCHEME_HTTPS && to.scheme != SCHEME_HTTPS) ||
		    (*to.user && to.user == from->user && !location_same_server(from, &to)))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct http_header h = {0};
	struct location l;
	const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
	size_t len = end ? (size_t)(end - data) : size;

	if (!location_parse(&a, arena_copy(&a, (const char *)data, len), &l)) {
		arena_free(&a);
		return 0;
	}
	check_again(&a, &l);
	for (data += len, size -= len; size; data += len, size -= len) {
		end = memchr(data, '\n', size);
		len = end ? (size_t)(end - data) + 1 : size;
		if (!http_header_line(&h, &a, (const char *)data, len))
			break;
	}
	if (h.location && l.scheme != SCHEME_TFTP && l.scheme != SCHEME_FTP)
		check_redirect(&a, &l, h.location);
	arena_free(&a);
	return 0;
}
