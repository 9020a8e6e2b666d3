// SPDX-License-Identifier: MIT
#include "boot/initrd_check.h"

#include <string.h>

#include "boot/magic.h"
#include "byteorder.h"
#include "s390hdr.h"

static bool has(const uint8_t *data, size_t len, const char *text)
{
	return memmem(data, len, text, strlen(text));
}

/*
 * What a gzip file ends with, the length of what is in it (RFC 1952), is a multiple of 512 for
 * nearly every archive; so are zeros, which may follow any file.
 */
static bool ends_as_archive(const uint8_t *data, size_t len, uint32_t most)
{
	uint32_t length = len < 4 ? 1 : le32_get(data + len - 4);

	return length % 512 == 0 && length < most;
}

/* An xz file ends with "YZ", before padding. Another archive may follow it. */
static bool xz_is_cut(const uint8_t *data, size_t len)
{
	if (ends_as_archive(data, len, 1U << 30))
		return false;
	while (len && !data[len - 1])
		len--;
	return len < 2 || data[len - 2] != 'Y' || data[len - 1] != 'Z';
}

/*
 * The kernel's form of lz4 (lz4 -l, lib/decompress_unlz4.c) is a row of chunks for 8 MiB each,
 * with their lengths before them: a chunk that ends beyond the file was cut short.
 */
static bool lz4_is_cut(const uint8_t *data, size_t len)
{
	static const uint32_t magic = 0x184c2102, largest = 8421536; /* LZ4_compressBound() */
	size_t at = 4;

	while (len - at >= 4) {
		uint32_t chunk = le32_get(data + at);

		at += 4;
		if (chunk == magic) /* another one */
			continue;
		/* padding, or another archive */
		if (!chunk || chunk > largest)
			return false;
		if (chunk > len - at)
			return true;
		at += chunk;
	}
	return at != len;
}

static const char *refuse(struct initrd_check *c, struct arena *a, const uint8_t *data, size_t len)
{
	switch (magic_of(data, len)) {
	case MAGIC_EMPTY:
		return "it is empty";
	case MAGIC_HTML:
		return "it is an HTML page, most likely an error page of the server";
	case MAGIC_PC:
	case MAGIC_ARM:
		return "it is a kernel for another architecture, not an initrd";
	case MAGIC_ELF:
		return "it is an ELF file, not an initrd";
	case MAGIC_XZ:
		return xz_is_cut(data, len) ? arena_printf(a,
							   "the end of the xz stream is missing "
							   "after %zu bytes: the file is cut short "
							   "or damaged",
							   len)
					    : NULL;
	case MAGIC_LZ4:
		return lz4_is_cut(data, len)
			       ? arena_printf(a, "the lz4 stream is cut short after %zu bytes", len)
			       : NULL;
	case MAGIC_GZIP:
		c->unpack = !ends_as_archive(data, len, UINT32_MAX);
		return NULL;
	case MAGIC_CPIO:
		if (!has(data + (len > 4096 ? len - 4096 : 0), len > 4096 ? 4096 : len,
			 "TRAILER!!!"))
			c->doubt = "this cpio archive does not end with a trailer; it may be cut "
				   "short";
		return NULL;
	case MAGIC_ZEROS:
		return s390hdr_magic(data, len) ? "it is an s390 kernel, not an initrd" : NULL;
	case MAGIC_UNKNOWN:
		if (s390hdr_magic(data, len))
			return "it is an s390 kernel, not an initrd";
		c->doubt = "this is not a cpio archive, nor compressed in a way the kernel knows; "
			   "it is used as it is";
		return NULL;
	default:
		return NULL;
	}
}

void initrd_check(struct initrd_check *c, struct arena *a, const uint8_t *data, size_t len)
{
	*c = (struct initrd_check){0};
	c->why = refuse(c, a, data, len);
}
