// SPDX-License-Identifier: MIT
#include "newc.h"

#include <string.h>
#include <sys/stat.h>

static const char trailer[] = "TRAILER!!!";

void newc_start(struct newc *n, const struct newc_handler *h)
{
	memset(n, 0, offsetof(struct newc, head));
	n->problem = NULL;
	n->handler = h;
}

static int digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

bool newc_number(const void *p, uint32_t *v)
{
	const char *s = p;

	*v = 0;
	for (int k = 0; k < 8; k++) {
		if (digit(s[k]) < 0)
			return false;
		*v = *v << 4 | (uint32_t)digit(s[k]);
	}
	return true;
}

/* The 13 numbers of a header. */
static bool numbers(const char *p, uint32_t v[13])
{
	for (int i = 0; i < 13; i++)
		if (!newc_number(p + 8 * i, &v[i]))
			return false;
	return true;
}

/* A name of LEN bytes with what fills up the header and it to a multiple of 4. */
static size_t padded(uint32_t len)
{
	return ((NEWC_HEADER + (size_t)len + 3) & ~(size_t)3) - NEWC_HEADER;
}

static const char *why_ignored(const struct newc_entry *e, uint32_t name)
{
	if (!name)
		return "it has no name";
	if (name > NEWC_NAME_MAX)
		return "its name is longer than 4096 bytes";
	if (S_ISLNK(e->mode))
		return e->size > PATH_MAX ? "its target is longer than 4096 bytes" : NULL;
	return e->size && !S_ISREG(e->mode) ? "it is not a file, but has contents" : NULL;
}

/* The header is there; what follows it begins at AT. */
static int header(struct newc *n, uint64_t at, struct error *err)
{
	uint32_t v[13], name;

	n->has_sum = !memcmp(n->head, "070702", 6);
	if (!memcmp(n->head, "070707", 6))
		n->problem = "it is in cpio's old format (070707); use cpio -H newc";
	else if (!n->has_sum && memcmp(n->head, "070701", 6))
		n->problem = "expected the header of an entry (070701 or 070702)";
	else if (!numbers(n->head + 6, v))
		n->problem = "a header has something other than hexadecimal digits";
	if (n->problem)
		return 0;
	n->entry = (struct newc_entry){
		.number = n->entry.number + 1,
		.ino = v[0],
		.mode = v[1] & 0xffff,
		.uid = v[2],
		.gid = v[3],
		.nlink = v[4],
		.mtime = v[5],
		.size = v[6],
		.dev_major = v[7],
		.dev_minor = v[8],
		.rdev_major = v[9],
		.rdev_minor = v[10],
	};
	name = v[11];
	n->sum_told = v[12];
	n->end = (at + padded(name) + n->entry.size + 3) & ~UINT64_C(3);
	n->entry.ignored = why_ignored(&n->entry, name);
	n->name_len = name;
	n->have = 0;
	n->need = padded(name) + (S_ISLNK(n->entry.mode) ? n->entry.size : 0);
	n->step = n->entry.ignored ? NEWC_SKIP : NEWC_NAME;
	return n->entry.ignored ? n->handler->entry(n->handler->ctx, &n->entry, err) : 0;
}

/* Name, and target of a symlink, are there. */
static int named(struct newc *n, struct error *err)
{
	int ret;

	n->step = NEWC_SKIP;
	if (n->text[n->name_len - 1]) {
		n->problem = "the name of an entry does not end with a NUL";
		return 0;
	}
	n->text[n->need] = 0;
	n->entry.name = n->text;
	n->entry.target = S_ISLNK(n->entry.mode) ? n->text + n->need - n->entry.size : NULL;
	if (!n->entry.target && !strcmp(n->text, trailer)) {
		n->trailer = true;
		if (n->handler->trailer)
			n->handler->trailer(n->handler->ctx);
		return 0;
	}
	ret = n->handler->entry(n->handler->ctx, &n->entry, err);
	if (ret != 1 || n->entry.target)
		return ret;
	n->left = n->entry.size;
	n->sum = 0;
	n->step = NEWC_BODY;
	return 0;
}

/* Adds LEN bytes to what is gathered at TO, at most to its end; true if it is complete. */
static bool gather(struct newc *n, char *to, size_t need, const unsigned char *p, size_t *len)
{
	if (*len > need - n->have)
		*len = need - n->have;
	memcpy(to + n->have, p, *len);
	n->have += *len;
	return n->have == need;
}

static int body(struct newc *n, const unsigned char *p, size_t len, struct error *err)
{
	for (size_t i = 0; n->has_sum && i < len; i++)
		n->sum += p[i];
	n->left -= len;
	return n->handler->data(n->handler->ctx, p, len, err);
}

/* One step with the *LEN bytes at P; *LEN becomes how many it used. */
static int step(struct newc *n, const unsigned char *p, size_t *len, struct error *err)
{
	size_t i = 0;

	switch (n->step) {
	case NEWC_HEAD:
		if (!gather(n, n->head, NEWC_HEADER, p, len))
			return 0;
		return header(n, n->at + *len, err);
	case NEWC_NAME:
		return gather(n, n->text, n->need, p, len) ? named(n, err) : 0;
	case NEWC_BODY:
		if (*len > n->left)
			*len = (size_t)n->left;
		return body(n, p, *len, err);
	case NEWC_SKIP:
		if (*len > n->end - n->at)
			*len = (size_t)(n->end - n->at);
		return 0;
	default:
		while (i < *len && !p[i])
			i++;
		*len = i;
		return 0;
	}
}

/* The steps that end without a further byte. */
static void settle(struct newc *n)
{
	if (n->step == NEWC_BODY && !n->left) {
		n->step = NEWC_SKIP;
		if (n->has_sum && n->sum != n->sum_told)
			n->problem = "the checksum of a file's contents does not match";
	}
	if (n->step == NEWC_SKIP && n->at == n->end) {
		n->step = NEWC_ZEROS;
		n->have = 0;
	}
}

int newc_feed(struct newc *n, const unsigned char *p, size_t len, size_t *used, struct error *err)
{
	size_t i;
	int ret = 0;

	*used = 0;
	while (!n->problem && !ret && *used < len) {
		if (n->step == NEWC_ZEROS && p[*used]) {
			if (n->at & 3)
				n->problem = "what follows an archive is not at a multiple of 4 "
					     "bytes; put zeros between them";
			return 0;
		}
		i = len - *used;
		ret = step(n, p + *used, &i, err);
		n->at += i;
		*used += i;
		settle(n);
	}
	return ret;
}

const char *newc_cut(const struct newc *n)
{
	if (n->step == NEWC_HEAD)
		return "it ends within a header";
	/* the end of it all needs no padding */
	if (n->step == NEWC_NAME)
		return n->have >= sizeof(trailer) && !memcmp(n->text, trailer, sizeof(trailer))
			       ? NULL
			       : "it ends within a name";
	if (n->step == NEWC_BODY || (n->step == NEWC_SKIP && n->end - n->at > 3))
		return "it ends within a file";
	return NULL;
}
