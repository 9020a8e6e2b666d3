// SPDX-License-Identifier: MIT
#include "pieces.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "byteorder.h"

enum { WINDOW = 32768 };

int piece_skip_zeros(const struct extents *img, uint64_t *at, uint64_t end, struct error *err)
{
	uint8_t buf[WINDOW];
	size_t len, i;

	while (*at < end) {
		len = end - *at < sizeof(buf) ? (size_t)(end - *at) : sizeof(buf);
		if (extents_read(img, *at, buf, len, err))
			return -1;
		for (i = 0; i < len && !buf[i]; i++)
			;
		*at += i;
		if (i < len)
			break;
	}
	return 0;
}

/* Eight hexadecimal digits, or -1. */
static int64_t hex8(const uint8_t *s)
{
	int64_t v = 0;
	int i;

	for (i = 0; i < 8; i++) {
		if (s[i] >= '0' && s[i] <= '9')
			v = v * 16 + s[i] - '0';
		else if ((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'f')
			v = v * 16 + (s[i] | 0x20) - 'a' + 10;
		else
			return -1;
	}
	return v;
}

/* newc: Linux Documentation/driver-api/early-userspace/buffer-format.rst */
int piece_end_cpio(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		   char *problem, size_t size, struct error *err)
{
	enum { HEADER = 110, FILESIZE = 54, NAMESIZE = 94 };
	uint8_t h[HEADER], name[11];
	int64_t filesize, namesize;
	uint64_t next = at;

	*stop = end;
	for (;;) {
		if (end - next < HEADER) {
			snprintf(problem, size, "the cpio archive is truncated");
			return 0;
		}
		if (extents_read(img, next, h, sizeof(h), err))
			return -1;
		filesize = hex8(h + FILESIZE);
		namesize = hex8(h + NAMESIZE);
		if (memcmp(h, "07070", 5) || filesize < 0 || namesize <= 0) {
			snprintf(problem, size, "the cpio archive is damaged at offset 0x%llx",
				 (unsigned long long)next);
			return 0;
		}
		next += (HEADER + (uint64_t)namesize + 3) & ~UINT64_C(3);
		next += ((uint64_t)filesize + 3) & ~UINT64_C(3);
		if (next > end) {
			snprintf(problem, size, "the cpio archive is truncated");
			return 0;
		}
		if (namesize != sizeof(name))
			continue;
		if (extents_read(img, next - 14 - (((uint64_t)filesize + 3) & ~UINT64_C(3)), name,
				 sizeof(name), err))
			return -1;
		if (!memcmp(name, "TRAILER!!!", 11)) {
			*stop = next;
			return 0;
		}
	}
}

/*
 * The footer ends a stream (tukaani.org/xz/xz-file-format.txt, 2.1.2): CRC32,
 * backward size, flags, "YZ". Streams are whole words, so the footer is aligned
 * to its stream, and the CRC tells it from data.
 */
int piece_end_xz(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		 char *problem, size_t size, struct error *err)
{
	uint8_t buf[WINDOW], check;
	uint64_t base;
	size_t len, i;

	*stop = end;
	if (end - at < 12) {
		snprintf(problem, size, "the xz stream is truncated");
		return 0;
	}
	if (extents_read(img, at + 7, &check, 1, err))
		return -1;
	if (check > 1)
		snprintf(
			problem, size,
			"the xz stream has check type %u; the kernel unpacks only xz --check=crc32",
			check);
	for (base = at; end - base >= 12; base += len - 8) {
		len = end - base < sizeof(buf) ? (size_t)(end - base) & ~(size_t)3 : sizeof(buf);
		if (extents_read(img, base, buf, len, err))
			return -1;
		for (i = 0; i + 12 <= len; i += 4)
			if (buf[i + 10] == 'Y' && buf[i + 11] == 'Z' &&
			    le32_get(buf + i) == crc32(0, buf + i + 4, 6)) {
				*stop = base + i + 12;
				return 0;
			}
		if (len < 12)
			break;
	}
	if (!problem[0])
		snprintf(problem, size, "the xz stream is truncated");
	return 0;
}

/* RFC 8878, 3.1.1: a frame header, blocks that tell their size, a checksum. */
int piece_end_zstd(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		   struct error *err)
{
	static const uint8_t dict[4] = {0, 1, 2, 4}, content[4] = {0, 2, 4, 8};
	uint8_t b[4];
	uint64_t next = at + 5;
	uint32_t block;
	unsigned flags;

	*stop = end;
	if (end - at < 5)
		return 0;
	if (extents_read(img, at + 4, b, 1, err))
		return -1;
	flags = b[0];
	next += dict[flags & 3] + content[flags >> 6];
	if (flags & 0x20) /* single segment: no window byte, a content size in any case */
		next += !(flags >> 6);
	else
		next++;
	do {
		if (next > end || end - next < 3)
			return 0;
		if (extents_read(img, next, b, 3, err))
			return -1;
		block = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16;
		next += 3 + ((block >> 1 & 3) == 1 ? 1 : block >> 3);
	} while (!(block & 1));
	next += flags & 4;
	if (next <= end)
		*stop = next;
	return 0;
}

/* The legacy frame the kernel reads: chunks with their packed size in front. */
int piece_end_lz4(const struct extents *img, uint64_t at, uint64_t end, uint64_t *stop,
		  struct error *err)
{
	uint64_t next = at + 4;
	uint8_t b[4];
	uint32_t chunk;

	*stop = end;
	while (next < end && end - next >= 4) {
		if (extents_read(img, next, b, 4, err))
			return -1;
		chunk = le32_get(b);
		/* no chunk of 8 MiB grows that much: it is another archive */
		if (!chunk || chunk > 8 * 1024 * 1024 + 65536)
			break;
		if (chunk > end - next - 4)
			return 0;
		next += 4 + chunk;
	}
	*stop = next < end ? next : end;
	return 0;
}
