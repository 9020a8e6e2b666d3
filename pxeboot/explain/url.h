/* SPDX-License-Identifier: MIT */
/* A server as a source of configurations: curl(1) or wget(1) of the host fetch them. */
#ifndef URL_H
#define URL_H

#include "source.h"

struct url {
	void (*say)(const char *text);
	struct arena arena;
};

/* Replaces TEXT by what is at URL, which name_resolve() made; false if it is not there. */
bool url_fetch(struct url *u, const char *url, struct bytes *text);

/* A source's get(), CTX being a struct url. */
enum source_result url_get(void *ctx, const struct name_base *from, const char *name,
			   struct bytes *text, const char **shown);

#endif
