// SPDX-License-Identifier: MIT
/*
 * The file Packages, a hash of Berkeley DB (its dbinc/db_page.h), in the byte order
 * of the machine that made it. Every page is looked at, so that neither buckets nor
 * their order matter: on the pages of a hash keys and values take turns; a value too
 * large for a page has pages of its own, one naming the next.
 */
#include <string.h>

#include "rpmdb.h"

enum {
	META = 72,
	META_MAGIC = 12,
	META_VERSION = 16,
	META_PAGE_SIZE = 20,
	META_ENCRYPTED = 24,

	PAGE_NUMBER = 8,
	PAGE_NEXT = 16,
	PAGE_ITEMS = 20,
	PAGE_USED = 22, /* on an overflow page: how many bytes of data */
	PAGE_TYPE = 25,
	PAGE_HEAD = 26,

	TYPE_HASH_UNSORTED = 2,
	TYPE_OVERFLOW = 7,
	TYPE_HASH = 13,

	ITEM_HERE = 1,
	ITEM_ELSEWHERE = 3, /* three bytes unused, page, length */
	ITEM_ELSEWHERE_SIZE = 12,
	HASH_MAGIC = 0x00061561,
};

struct db {
	const unsigned char *p;
	size_t len, page_size;
	bool big; /* byte order */
};

static uint32_t get32(const struct db *db, const unsigned char *p)
{
	return db->big ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]
		       : (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static uint16_t get16(const struct db *db, const unsigned char *p)
{
	return (uint16_t)(db->big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
}

static int open_meta(struct db *db, const struct bytes *file)
{
	uint32_t version;

	*db = (struct db){.p = file->data, .len = file->len};
	if (file->len < META)
		return -1;
	db->big = get32(db, db->p + META_MAGIC) != HASH_MAGIC;
	version = get32(db, db->p + META_VERSION);
	db->page_size = get32(db, db->p + META_PAGE_SIZE);
	/* page sizes are those that DB->set_pagesize() takes */
	return get32(db, db->p + META_MAGIC) != HASH_MAGIC || version < 8 || version > 10 ||
			       db->p[META_ENCRYPTED] || db->page_size < 512 ||
			       db->page_size > 65536 || (db->page_size & (db->page_size - 1))
		       ? -1
		       : 0;
}

/* The page NUMBER if it is one, else NULL. */
static const unsigned char *page(const struct db *db, uint32_t number)
{
	const unsigned char *p;

	if (number >= db->len / db->page_size)
		return NULL;
	p = db->p + (size_t)number * db->page_size;
	return get32(db, p + PAGE_NUMBER) == number ? p : NULL;
}

/* The LEN bytes that begin on the page NUMBER. RPMDB_SENSELESS where there are not so many. */
static int overflow(const struct db *db, uint32_t number, uint32_t len, struct bytes *out)
{
	out->len = 0;
	if (len > db->len)
		return RPMDB_SENSELESS;
	while (out->len < len) {
		const unsigned char *p = page(db, number);
		size_t n = p ? get16(db, p + PAGE_USED) : 0;

		if (!n || p[PAGE_TYPE] != TYPE_OVERFLOW || n > db->page_size - PAGE_HEAD ||
		    n > len - out->len)
			return RPMDB_SENSELESS;
		if (bytes_append(out, p + PAGE_HEAD, n))
			return RPMDB_MEMORY;
		number = get32(db, p + PAGE_NEXT);
	}
	return 0;
}

/* The item I of the page P; items are stored from its end. NULL if it is not on it. */
static const unsigned char *item(const struct db *db, const unsigned char *p, size_t i, size_t *len)
{
	size_t items = get16(db, p + PAGE_ITEMS);
	size_t at = get16(db, p + PAGE_HEAD + 2 * i);
	size_t end = i ? get16(db, p + PAGE_HEAD + 2 * (i - 1)) : db->page_size;

	if (at < PAGE_HEAD + 2 * items || at >= end || end > db->page_size)
		return NULL;
	*len = end - at;
	return p + at;
}

/* The key is the package's number; 0 stands for the last number that was given away. */
static bool is_package(const unsigned char *key, size_t len)
{
	return key && len == 5 && key[0] == ITEM_HERE && memcmp(key + 1, "\0\0\0\0", 4);
}

static int visit_page(const struct db *db, const unsigned char *p, rpmdb_visit *visit, void *ctx,
		      struct bytes *room)
{
	size_t items = get16(db, p + PAGE_ITEMS);

	if (items > (db->page_size - PAGE_HEAD) / 2)
		return RPMDB_SENSELESS;
	for (size_t i = 0; i + 1 < items; i += 2) {
		size_t key_len, len;
		const unsigned char *key = item(db, p, i, &key_len);
		const unsigned char *value = item(db, p, i + 1, &len);
		int ret;

		if (!key || !value)
			return RPMDB_SENSELESS;
		if (!is_package(key, key_len))
			continue;
		if (value[0] == ITEM_HERE) {
			ret = visit(ctx, value + 1, len - 1);
		} else if (value[0] == ITEM_ELSEWHERE && len == ITEM_ELSEWHERE_SIZE) {
			ret = overflow(db, get32(db, value + 4), get32(db, value + 8), room);
			if (!ret)
				ret = visit(ctx, room->data, room->len);
		} else {
			ret = RPMDB_SENSELESS;
		}
		if (ret)
			return ret;
	}
	return 0;
}

int rpmdb_bdb(struct bytes *file, const char *name, rpmdb_visit *visit, void *ctx,
	      struct error *err)
{
	struct bytes room = {0};
	struct db db;
	int ret = 0;

	if (open_meta(&db, file))
		return rpmdb_damaged(name, "it is no hash of Berkeley DB", err);
	if (db.len % db.page_size)
		return rpmdb_damaged(name, "it ends within a page", err);
	for (uint32_t i = 1; !ret && i < db.len / db.page_size; i++) {
		const unsigned char *p = db.p + (size_t)i * db.page_size;

		if (p[PAGE_TYPE] == TYPE_HASH || p[PAGE_TYPE] == TYPE_HASH_UNSORTED)
			ret = visit_page(&db, p, visit, ctx, &room);
	}
	bytes_free(&room);
	return rpmdb_visited(ret, name, err);
}
