/* SPDX-License-Identifier: MIT */
/*
 * Where configurations come from: the network in the guest, a directory for
 * explain-pxeconfig, a table in unit tests.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "bytes.h"
#include "name.h"

enum { SOURCE_MAX = 4194304 }; /* bytes of one configuration */

enum source_result {
	SOURCE_FOUND,
	SOURCE_ABSENT,
};

struct config_source {
	/*
	 * Replaces the contents of TEXT by what NAME is in a configuration that was found under
	 * FROM. *SHOWN becomes what people call the file, valid as long as the source; it may be
	 * left alone.
	 */
	enum source_result (*get)(void *ctx, const struct name_base *from, const char *name,
				  struct bytes *text, const char **shown);
	void *ctx;
};

#endif
