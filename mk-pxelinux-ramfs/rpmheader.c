// SPDX-License-Identifier: MIT
#include "rpmheader.h"

#include <string.h>

#include "s390hdr.h"

enum {
	INTRO = 8, /* two lengths */
	ENTRY = 16,
	/* rpm's own limits */
	TAGS_MAX = 0xffff,
	DATA_MAX = 0x0fffffff,
	/* types of data */
	CHAR = 1,
	INT8 = 2,
	INT32 = 4,
	STRING = 6,
	STRING_ARRAY = 8,
	I18NSTRING = 9,
};

struct entry_at {
	uint32_t type, count;
	const unsigned char *p;
	size_t left; /* from p to the end of the data */
};

int rpmheader_open(struct rpmheader *h, const unsigned char *p, size_t len)
{
	if (len < INTRO)
		return -1;
	h->tags = be32_get(p);
	h->len = be32_get(p + 4);
	if (!h->tags || h->tags > TAGS_MAX || h->len > DATA_MAX ||
	    h->tags * ENTRY + h->len != len - INTRO)
		return -1;
	h->index = p + INTRO;
	h->data = h->index + h->tags * ENTRY;
	return 0;
}

/* The last one of a tag counts: what installing has changed is behind what was in the package. */
static bool find(const struct rpmheader *h, enum rpmtag tag, struct entry_at *e)
{
	for (size_t i = h->tags; i-- > 0;) {
		const unsigned char *p = h->index + i * ENTRY;
		uint32_t offset = be32_get(p + 8);

		if (be32_get(p) != (uint32_t)tag)
			continue;
		if (offset >= h->len)
			return false;
		e->type = be32_get(p + 4);
		e->count = be32_get(p + 12);
		e->p = h->data + offset;
		e->left = h->len - offset;
		return e->count > 0;
	}
	return false;
}

const char *rpmheader_string(const struct rpmheader *h, enum rpmtag tag)
{
	struct entry_at e;

	if (!find(h, tag, &e) || (e.type != STRING && e.type != I18NSTRING) ||
	    !memchr(e.p, 0, e.left))
		return NULL;
	return (const char *)e.p;
}

bool rpmheader_strings(const struct rpmheader *h, enum rpmtag tag, struct rpmstrings *s)
{
	struct entry_at e;
	const unsigned char *p, *end;

	if (!find(h, tag, &e) || e.type != STRING_ARRAY)
		return false;
	end = e.p + e.left;
	p = e.p;
	for (uint32_t i = 0; i < e.count; i++) {
		p = p < end ? memchr(p, 0, (size_t)(end - p)) : NULL;
		if (!p)
			return false;
		p++;
	}
	*s = (struct rpmstrings){(const char *)e.p, e.count};
	return true;
}

static const unsigned char *array(const struct rpmheader *h, enum rpmtag tag, size_t size,
				  uint32_t type, size_t *n)
{
	struct entry_at e;

	*n = 0;
	if (!find(h, tag, &e) || (e.type != type && !(type == CHAR && e.type == INT8)) ||
	    e.count > e.left / size)
		return NULL;
	*n = e.count;
	return e.p;
}

const unsigned char *rpmheader_numbers(const struct rpmheader *h, enum rpmtag tag, size_t *n)
{
	return array(h, tag, 4, INT32, n);
}

const unsigned char *rpmheader_bytes(const struct rpmheader *h, enum rpmtag tag, size_t *n)
{
	return array(h, tag, 1, CHAR, n);
}
