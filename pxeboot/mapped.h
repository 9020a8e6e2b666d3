/* SPDX-License-Identifier: MIT */
/* A file in memory, as far as possible the same pages. */
#ifndef MAPPED_H
#define MAPPED_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

struct mapped {
	const char *name;
	int fd;	       /* -1: it is not open */
	uint8_t *data; /* may be changed, which the file does not see; NULL if it is empty */
	size_t len;
};

/* NAME is kept. 0 or -1; mapped_close() is needed only after a success, and allowed for fd -1. */
int mapped_open(struct mapped *m, const char *name, struct error *err);
void mapped_close(struct mapped *m);

#endif
