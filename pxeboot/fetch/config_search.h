/* SPDX-License-Identifier: MIT */
/* Asks for one name after the other until there is a configuration (search.h has the names). */
#ifndef CONFIG_SEARCH_H
#define CONFIG_SEARCH_H

#include "fetch/fetch.h"
#include "name.h"
#include "search.h"

struct config_search {
	const struct name_base *base;
	struct fetch *fetch; /* limits, for one attempt each; what is said of TFTP is kept there */
	const char *path;    /* of the file */
	bool named; /* the first name is option 209's, which may have a server of its own */
	/* afterwards */
	const char *url;
};

/*
 * Asks for all names that M may have a configuration under. FETCH_DONE: C->path is one;
 * FETCH_ABSENT: there is none; FETCH_FAILED: the server does not answer as it should; FETCH_CHANGED
 * and FETCH_UNSIGNED as of the first file that is one. What happens is said on the console.
 */
enum fetch_result config_find(struct config_search *c, struct arena *a, const struct machine *m);

#endif
