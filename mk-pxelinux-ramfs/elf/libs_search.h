/* SPDX-License-Identifier: MIT */
/* Where one library is: the loader's order of directories, for libs.c. */
#ifndef LIBS_SEARCH_H
#define LIBS_SEARCH_H

#include <limits.h>

#include "libs.h"

#define LIBS_NO_PARENT SIZE_MAX

struct libs_item {
	char *path;	 /* in the archive */
	char *source;	 /* inside the root, or NULL */
	char *needed_as; /* the name it was asked for by */
	struct elf_file elf;
	size_t parent; /* the item that asked first */
	size_t scope;  /* the program at the top: names are known within one */
	bool closed;
};

struct libs_found {
	char path[PATH_MAX];   /* in the archive */
	char source[PATH_MAX]; /* inside the root */
	struct bytes data;
};

/* 1 found, 0 not, -1 error. Files for other machines are skipped, as ld.so does. */
int libs_search(struct libs *l, size_t item, const char *name, struct libs_found *found,
		struct error *err);

/* Appends " DIR DIR ..." of the directories that were searched. */
void libs_searched(struct libs *l, size_t item, struct bytes *list);

#endif
