/* SPDX-License-Identifier: MIT */
/*
 * A site's own values in a finished image: the loader's settings, who may log in, and whose
 * signatures it trusts, as a small plain archive after all else in the ramdisk. The kernel unpacks
 * it last, so that its files replace those of the same name.
 */
#ifndef SITE_H
#define SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"
#include "error.h"
#include "extents.h"

/* A value whose data is NULL is not there. All zeros: none, to be freed in any case. */
struct site {
	struct bytes settings, keys, trusted; /* the files as they are */
	size_t settings_count, keys_count, trusted_count;
	uint64_t size; /* what it takes at the ramdisk's end, with the zeros before it */
};

/*
 * Finds the archive that site_add() put at the end of the SIZE bytes at START of IMG,
 * which must be there. It is told from a user's own archive by being, byte for byte,
 * what site_add() writes; then S->size is not 0. -1 only if reading fails.
 */
int site_find(struct site *s, const struct extents *img, uint64_t start, uint64_t size,
	      struct error *err);

/*
 * Take the value from the file PATH ("-" is standard input), in place of an earlier
 * one. Refused if it is not what the loader can use.
 */
int site_settings(struct site *s, const char *path, struct error *err);
int site_keys(struct site *s, const char *path, struct error *err);
int site_trusted(struct site *s, const char *path, struct error *err);

/*
 * Replaces the last S->size bytes of RAMDISK (called NAME in errors) by the archive of
 * S; without a value they are only taken out. Refused if the ramdisk is not the
 * loader's, or has nothing that logs anybody in or verifies signatures. MTIME is that of the files.
 */
int site_add(const struct site *s, struct extents *ramdisk, const char *name, uint32_t mtime,
	     struct error *err);

bool site_any(const struct site *s);
void site_free(struct site *s);

#endif
