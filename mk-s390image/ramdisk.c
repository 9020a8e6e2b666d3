// SPDX-License-Identifier: MIT
#include "ramdisk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filetype.h"
#include "pieces.h"
#include "unpack.h"

/* The end of the piece at AT; its type decides how that is found. */
static int measure(const struct extents *img, struct ramdisk_piece *p, uint64_t end,
		   struct error *err)
{
	struct unpack_result u;
	uint64_t stop = end;
	int rc = 0;

	if (!strcmp(p->type, "cpio"))
		rc = piece_end_cpio(img, p->offset, end, &stop, p->problem, sizeof(p->problem),
				    err);
	else if (!strcmp(p->type, "xz"))
		rc = piece_end_xz(img, p->offset, end, &stop, p->problem, sizeof(p->problem), err);
	else if (!strcmp(p->type, "zstd"))
		rc = piece_end_zstd(img, p->offset, end, &stop, err);
	else if (!strcmp(p->type, "lz4"))
		rc = piece_end_lz4(img, p->offset, end, &stop, err);
	p->size = stop - p->offset;
	if (rc || !strcmp(p->type, "unknown"))
		return rc;
	if (!strcmp(p->type, "cpio")) {
		p->unpacked = p->size;
		return 0;
	}
	if (unpack_measure(img, p->offset, p->size, &u, err))
		return -1;
	p->unpacked = u.unpacked;
	if (!strcmp(p->type, "gzip") && !u.problem[0])
		p->size = u.consumed;
	if (!p->problem[0])
		memcpy(p->problem, u.problem, sizeof(u.problem));
	return 0;
}

int ramdisk_read(const struct extents *img, uint64_t start, uint64_t size, struct ramdisk *r,
		 struct error *err)
{
	uint8_t head[FILETYPE_HEAD];
	uint64_t at = start, end = start + size;
	struct ramdisk_piece *p;
	const char *type;
	size_t len;

	memset(r, 0, sizeof(*r));
	while (r->pieces < RAMDISK_PIECES) {
		if (piece_skip_zeros(img, &at, end, err))
			return -1;
		if (at == end)
			return 0;
		len = end - at < sizeof(head) ? (size_t)(end - at) : sizeof(head);
		if (extents_read(img, at, head, len, err))
			return -1;
		type = filetype_cpio(head, len);
		if (!type)
			type = filetype_compression(head, len);
		p = &r->piece[r->pieces++];
		p->type = type ? type : "unknown";
		p->offset = at;
		if (measure(img, p, end, err))
			return -1;
		r->unpacked += p->unpacked;
		at += p->size;
		if (!p->size)
			break;
	}
	return 0;
}
