// SPDX-License-Identifier: MIT
/*
 * rpm's own database, Packages.db (rpm/lib/backend/ndb/rpmpkg.c): all numbers are
 * little-endian, blocks have 16 bytes. Pages of slots, the first two of which are
 * the header; each slot names the blocks of one package:
 *
 *   header  "RpmP", version, generation, pages of slots, next number
 *   slot    "Slot", number, first block (0: not used), blocks
 *   package "BlbS", number, time, length, the header, padding, Adler-32 of all
 *           before, length, "BlbE"
 */
#include <string.h>
#include <zlib.h>

#include "rpmdb.h"

enum { BLOCK = 16, PAGE = 4096, HEAD = 16, TAIL = 12 };

static uint32_t le32(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* The SIZE bytes of the package NUMBER at P: where its header is, or NULL. */
static const unsigned char *package(const unsigned char *p, uint64_t size, uint32_t number,
				    size_t *len)
{
	const unsigned char *tail = p + size - TAIL;

	if (size < HEAD + TAIL || memcmp(p, "BlbS", 4) || le32(p + 4) != number ||
	    memcmp(tail + 8, "BlbE", 4))
		return NULL;
	*len = le32(p + 12);
	if (le32(tail + 4) != *len || (HEAD + *len + TAIL + BLOCK - 1) / BLOCK != size / BLOCK)
		return NULL;
	/* of 4 GiB at most, as the file is */
	if (adler32(1, p, (uInt)(size - TAIL)) != le32(tail))
		return NULL;
	return p + HEAD;
}

int rpmdb_ndb(struct bytes *file, const char *name, rpmdb_visit *visit, void *ctx,
	      struct error *err)
{
	const unsigned char *p = file->data;
	uint64_t slots_end;

	if (file->len < PAGE || memcmp(p, "RpmP", 4) || le32(p + 4) != 0)
		return rpmdb_damaged(name, "it does not begin as a package database does", err);
	slots_end = (uint64_t)le32(p + 12) * PAGE;
	if (slots_end > file->len)
		return rpmdb_damaged(name, "it ends within its slots", err);
	for (uint64_t at = (uint64_t)2 * BLOCK; at < slots_end; at += BLOCK) {
		uint32_t number = le32(p + at + 4);
		uint64_t start = (uint64_t)le32(p + at + 8) * BLOCK;
		uint64_t size = (uint64_t)le32(p + at + 12) * BLOCK;
		const unsigned char *header;
		size_t len;

		if (memcmp(p + at, "Slot", 4))
			return rpmdb_damaged(name, "a slot of it is none", err);
		if (!start)
			continue;
		if (start < slots_end || start > file->len || size > file->len - start)
			return rpmdb_damaged(name, "a package lies outside of it", err);
		header = package(p + start, size, number, &len);
		if (!header)
			return rpmdb_damaged(name, "a package's checksum or length is wrong", err);
		if (rpmdb_visited(visit(ctx, header, len), name, err))
			return -1;
	}
	return 0;
}
