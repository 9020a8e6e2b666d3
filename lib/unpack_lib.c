// SPDX-License-Identifier: MIT
#include "unpack_lib.h"

#include <stdbool.h>
#include <string.h>

#include "archivelib.h"
#include "byteorder.h"

enum {
	LZ4_MAGIC = 4,
	/* what a block of 8 MiB takes at most (lz4's doc/lz4_Frame_format.md, LZ4_compressBound) */
	LEGACY_BLOCK_MAX = (8 << 20) + (8 << 20) / 255 + 16,
	BLOCK_MAX = 4 << 20,
	BLOCK_PLAIN = 0x80000000,
	FLAG_BLOCK_CHECK = 0x10,
	FLAG_SIZE = 0x08,
	FLAG_CHECK = 0x04,
	FLAG_DICTIONARY = 0x01,
};

static bool legacy_extent(const unsigned char *p, size_t len, size_t *used)
{
	size_t at = LZ4_MAGIC;

	while (len - at > 4) {
		uint32_t n = le32_get(p + at);

		if (!n || n > LEGACY_BLOCK_MAX)
			break;
		/* one that is cut off is one all the same: unpacking it says so */
		at = n < len - at - 4 ? at + 4 + n : len;
	}
	*used = at;
	return at > LZ4_MAGIC;
}

/* Magic, flags, sizes, a checksum of these; blocks; a block of no length; a checksum. */
static bool frame_extent(const unsigned char *p, size_t len, size_t *used)
{
	unsigned int flags = p[LZ4_MAGIC];
	size_t at =
		LZ4_MAGIC + 2 + (flags & FLAG_SIZE ? 8 : 0) + (flags & FLAG_DICTIONARY ? 4 : 0) + 1;
	size_t behind = flags & FLAG_BLOCK_CHECK ? 4 : 0;

	if (flags >> 6 != 1)
		return false;
	for (;;) {
		uint32_t n;

		if (at > len || len - at < 4)
			break;
		n = le32_get(p + at) & ~(uint32_t)BLOCK_PLAIN;
		at += 4;
		if (!n) {
			at += flags & FLAG_CHECK ? 4 : 0;
			break;
		}
		if (n > BLOCK_MAX)
			return false;
		at += n + behind;
	}
	*used = at < len ? at : len;
	return true;
}

bool unpack_lz4_extent(const unsigned char *p, size_t len, size_t *used)
{
	if (len < LZ4_MAGIC + 8)
		return false;
	if (!memcmp(p, "\x02\x21\x4c\x18", LZ4_MAGIC))
		return legacy_extent(p, len, used);
	return !memcmp(p, "\x04\x22\x4d\x18", LZ4_MAGIC) && frame_extent(p, len, used);
}

bool unpack_is_bzip2(const unsigned char *p, size_t len)
{
	return len >= 10 && !memcmp(p, "BZh", 3) && p[3] >= '1' && p[3] <= '9' &&
	       !memcmp(p + 4, "1AY&SY", 6);
}

static int read_all(const struct archivelib *lib, struct archive *a, struct bytes *out,
		    uint64_t limit, const char *name, struct error *err)
{
	size_t start = out->len;

	for (;;) {
		const void *block;
		la_int64_t offset;
		size_t n;
		int ret = lib->archive_read_data_block(a, &block, &n, &offset);

		if (ret == ARCHIVE_EOF)
			return 0;
		if (ret != ARCHIVE_OK)
			return -1;
		if (n > limit - (out->len - start))
			return error_set(err, name, "unpacks to more than %llu bytes",
					 (unsigned long long)limit);
		if (bytes_append(out, block, n))
			return error_memory(err);
	}
}

int unpack_lib(const unsigned char *p, size_t len, size_t *used, struct bytes *out, uint64_t limit,
	       const char *name, struct error *err)
{
	const struct archivelib *lib = archivelib_get(err);
	struct archive *a = lib ? lib->archive_read_new() : NULL;
	struct archive_entry *entry;
	int ret = -1;

	if (!lib)
		return -1;
	if (!a)
		return error_memory(err);
	lib->archive_read_support_format_raw(a);
	lib->archive_read_support_filter_bzip2(a);
	lib->archive_read_support_filter_lz4(a);
	/* without a filter the library was built without the format: its bytes are no archive */
	if (lib->archive_read_open_memory(a, p, len) == ARCHIVE_OK &&
	    lib->archive_read_next_header(a, &entry) == ARCHIVE_OK &&
	    lib->archive_filter_count(a) > 1)
		ret = read_all(lib, a, out, limit, name, err);
	if (!ret && unpack_is_bzip2(p, len))
		*used = (size_t)lib->archive_filter_bytes(a, -1);
	lib->archive_read_free(a);
	return ret;
}
