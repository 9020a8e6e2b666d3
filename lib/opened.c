// SPDX-License-Identifier: MIT
#include "opened.h"

#include <stdlib.h>

static struct {
	dev_t dev;
	ino_t ino;
} * files;
static size_t count, room;

bool opened_has(const struct stat *st)
{
	for (size_t i = 0; i < count; i++)
		if (files[i].ino == st->st_ino && files[i].dev == st->st_dev)
			return true;
	return false;
}

int opened_add(const struct stat *st, struct error *err)
{
	/* one without a name is no output's */
	if (!S_ISREG(st->st_mode) || !st->st_nlink)
		return 0;
	if (count == room) {
		size_t more = room ? room * 2 : 64;
		void *p = reallocarray(files, more, sizeof(*files));

		if (!p)
			return error_memory(err);
		files = p;
		room = more;
	}
	files[count].dev = st->st_dev;
	files[count++].ino = st->st_ino;
	return 0;
}
