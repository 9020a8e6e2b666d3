// SPDX-License-Identifier: MIT
#include "unpack.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "archivelib.h"

struct source {
	const struct archivelib *la;
	const struct extents *img;
	uint64_t at, end;
	struct error *err;
	int failed;
	uint8_t buf[65536];
};

static la_ssize_t give(struct archive *a, void *data, const void **buf)
{
	struct source *s = data;
	size_t len = s->end - s->at < sizeof(s->buf) ? (size_t)(s->end - s->at) : sizeof(s->buf);

	if (extents_read(s->img, s->at, s->buf, len, s->err)) {
		s->failed = 1;
		s->la->archive_set_error(a, EIO, "read error");
		return ARCHIVE_FATAL;
	}
	s->at += len;
	*buf = s->buf;
	return (la_ssize_t)len;
}

/* *COMPLETE: no filter needs another program, which may not be there, to unpack. */
static struct archive *reader(const struct archivelib *la, int *complete)
{
	struct archive *a = la->archive_read_new();

	if (!a)
		return NULL;
	la->archive_read_support_format_raw(a);
	*complete = la->archive_read_support_filter_xz(a) == ARCHIVE_OK;
	*complete &= la->archive_read_support_filter_lzma(a) == ARCHIVE_OK;
	*complete &= la->archive_read_support_filter_bzip2(a) == ARCHIVE_OK;
	*complete &= la->archive_read_support_filter_lz4(a) == ARCHIVE_OK;
	*complete &= la->archive_read_support_filter_zstd(a) == ARCHIVE_OK;
	return a;
}

static void damaged(const struct archivelib *la, struct archive *a, struct unpack_result *result)
{
	const char *why = la->archive_error_string(a);

	snprintf(result->problem, sizeof(result->problem), "it does not unpack (%s)",
		 why ? why : "damaged");
}

static void run(const struct archivelib *la, struct archive *a, struct unpack_result *result)
{
	struct archive_entry *entry;
	const void *block;
	la_int64_t offset;
	size_t len;
	int rc = la->archive_read_next_header(a, &entry);

	/* without a filter the format is one that libarchive was built without */
	if (rc == ARCHIVE_OK && la->archive_filter_count(a) < 2)
		return;
	while (rc == ARCHIVE_OK && result->unpacked < UNPACK_LIMIT) {
		rc = la->archive_read_data_block(a, &block, &len, &offset);
		if (rc == ARCHIVE_OK)
			result->unpacked += len;
	}
	if (rc != ARCHIVE_OK && rc != ARCHIVE_EOF)
		damaged(la, a, result);
	else if (rc == ARCHIVE_OK)
		snprintf(result->problem, sizeof(result->problem),
			 "it unpacks to more than 64 GiB");
	result->consumed = (uint64_t)la->archive_filter_bytes(a, -1);
}

/* Inflates what is in z->next_in, refilled from S, to the end of one member. */
static int inflate_member(z_stream *z, struct source *s, struct unpack_result *result)
{
	static uint8_t out[65536];
	size_t len;
	int rc = Z_OK;

	while (rc == Z_OK && result->unpacked < UNPACK_LIMIT) {
		if (!z->avail_in) {
			len = s->end - s->at < sizeof(s->buf) ? (size_t)(s->end - s->at)
							      : sizeof(s->buf);
			if (!len)
				return Z_BUF_ERROR;
			if (extents_read(s->img, s->at, s->buf, len, s->err)) {
				s->failed = 1;
				return Z_BUF_ERROR;
			}
			s->at += len;
			z->next_in = s->buf;
			z->avail_in = (uInt)len;
		}
		z->next_out = out;
		z->avail_out = sizeof(out);
		rc = inflate(z, Z_NO_FLUSH);
		result->unpacked += sizeof(out) - z->avail_out;
	}
	return rc;
}

/* libarchive neither compares gzip's checksums nor stops at a member's end: zlib does both. */
static int gunzip(struct source *s, struct unpack_result *result)
{
	z_stream z = {0};
	uint64_t start = s->at;
	int rc;

	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return error_set_errno(s->err, NULL, ENOMEM, "out of memory");
	rc = inflate_member(&z, s, result);
	if (rc == Z_STREAM_END)
		result->consumed = s->at - z.avail_in - start;
	else if (rc == Z_BUF_ERROR)
		snprintf(result->problem, sizeof(result->problem), "the gzip file is truncated");
	else if (rc == Z_OK)
		snprintf(result->problem, sizeof(result->problem),
			 "it unpacks to more than 64 GiB");
	else
		snprintf(result->problem, sizeof(result->problem), "it does not unpack (%s)",
			 z.msg ? z.msg : "damaged");
	inflateEnd(&z);
	return s->failed ? -1 : 0;
}

int unpack_measure(const struct extents *img, uint64_t start, uint64_t size,
		   struct unpack_result *result, struct error *err)
{
	struct source s = {.img = img, .at = start, .end = start + size, .err = err};
	struct archive *a;
	uint8_t magic[2];
	int complete;

	memset(result, 0, sizeof(*result));
	result->consumed = size;
	if (size >= sizeof(magic) && extents_read(img, start, magic, sizeof(magic), err))
		return -1;
	if (size >= sizeof(magic) && magic[0] == 0x1f && magic[1] == 0x8b)
		return gunzip(&s, result);
	/* without the library nothing can be said, which is no problem of the image's */
	s.la = archivelib_get(NULL);
	if (!s.la)
		return 0;
	a = reader(s.la, &complete);
	if (!a)
		return error_set_errno(err, NULL, ENOMEM, "out of memory");
	if (s.la->archive_read_open(a, &s, NULL, give, NULL) == ARCHIVE_OK)
		run(s.la, a, result);
	else if (complete && !s.failed) /* opening unpacks the first block */
		damaged(s.la, a, result);
	s.la->archive_read_free(a);
	if (!result->consumed || result->consumed > size)
		result->consumed = size;
	return s.failed ? -1 : 0;
}
