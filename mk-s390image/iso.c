// SPDX-License-Identifier: MIT
#include "iso.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "archivelib.h"
#include "isodate.h"

enum { SECTOR = 2048, CHUNK = 262144 };

struct sink {
	const struct archivelib *la;
	struct outfile *out;
	struct error *err;
	int failed; /* err tells why */
};

static la_ssize_t on_write(struct archive *a, void *data, const void *buf, size_t len)
{
	struct sink *s = data;

	if (outfile_write(s->out, buf, len, s->err)) {
		s->failed = 1;
		s->la->archive_set_error(a, EIO, "write error");
		return ARCHIVE_FATAL;
	}
	return (la_ssize_t)len;
}

static int fail(struct sink *s, struct archive *a, const char *what)
{
	const char *why = s->la->archive_error_string(a);

	if (s->failed)
		return -1;
	return error_set_errno(s->err, NULL,
			       s->la->archive_errno(a) > 0 ? s->la->archive_errno(a) : 0,
			       "the ISO image cannot be made (%s%s%s; TMPDIR says where its "
			       "temporary file goes)",
			       what, why ? ": " : "", why ? why : "");
}

static int start(struct archive *a, struct sink *s)
{
	/* no Rock Ridge, no Joliet: they add nothing to one file, and 8.3 names do */
	static const char options[] = "volume-id=LINUX_S390X,publisher=,!rockridge,!joliet,"
				      "boot=BOOT.IMG,boot-catalog=BOOT.CAT,"
				      "boot-type=no-emulation,boot-load-size=4,!pad";

	if (s->la->archive_write_set_format_iso9660(a) || s->la->archive_write_add_filter_none(a) ||
	    s->la->archive_write_set_bytes_per_block(a, 32 * SECTOR) ||
	    s->la->archive_write_set_bytes_in_last_block(a, 1))
		return fail(s, a, "format");
	if (s->la->archive_write_set_options(a, options) != ARCHIVE_OK)
		return fail(s, a, "options");
	if (s->la->archive_write_open(a, s, NULL, on_write, NULL) != ARCHIVE_OK)
		return fail(s, a, "start");
	return 0;
}

static int add_header(struct archive *a, const char *name, uint64_t size, struct sink *s)
{
	struct archive_entry *e = s->la->archive_entry_new();
	int rc;

	if (!e)
		return error_set_errno(s->err, NULL, ENOMEM, "out of memory");
	s->la->archive_entry_set_pathname(e, name);
	s->la->archive_entry_set_filetype(e, AE_IFREG);
	s->la->archive_entry_set_perm(e, 0444);
	s->la->archive_entry_set_size(e, (la_int64_t)size);
	s->la->archive_entry_set_mtime(e, 0, 0);
	s->la->archive_entry_set_atime(e, 0, 0);
	s->la->archive_entry_set_ctime(e, 0, 0);
	s->la->archive_entry_set_birthtime(e, 0, 0);
	rc = s->la->archive_write_header(a, e);
	s->la->archive_entry_free(e);
	return rc == ARCHIVE_OK ? 0 : fail(s, a, "header");
}

static int add_data(struct archive *a, const struct extents *boot, struct sink *s)
{
	char *buf = malloc(CHUNK);
	uint64_t at;
	size_t len;
	int rc = 0;

	if (!buf)
		return error_set_errno(s->err, NULL, ENOMEM, "out of memory");
	for (at = 0; at < boot->size && !rc; at += len) {
		len = boot->size - at < CHUNK ? (size_t)(boot->size - at) : CHUNK;
		rc = extents_read(boot, at, buf, len, s->err);
		if (!rc && s->la->archive_write_data(a, buf, len) != (la_ssize_t)len)
			rc = fail(s, a, "data");
	}
	free(buf);
	return rc;
}

int iso_write(const struct extents *boot, struct outfile *out, struct error *err)
{
	struct sink s = {.out = out, .err = err};
	struct archive *a;
	int rc;

	s.la = archivelib_get(err);
	if (!s.la)
		return -1;
	a = s.la->archive_write_new();
	if (!a)
		return error_set_errno(err, NULL, ENOMEM, "out of memory");
	rc = start(a, &s);
	if (!rc)
		rc = add_header(a, "BOOT.IMG", boot->size, &s);
	if (!rc)
		rc = add_data(a, boot, &s);
	if (rc)
		s.la->archive_write_fail(a);
	else if (s.la->archive_write_close(a) != ARCHIVE_OK)
		rc = fail(&s, a, "end");
	s.la->archive_write_free(a);
	return rc ? rc : isodate_fix(out, err);
}
