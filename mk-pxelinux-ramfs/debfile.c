// SPDX-License-Identifier: MIT
#include "debfile.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

bool debfile_magic(const struct bytes *b)
{
	return b->len > 8 && !memcmp(b->data, "!<arch>\n", 8);
}

static int read_data(struct archive *a, struct bytes *out)
{
	for (;;) {
		la_ssize_t n;

		if (bytes_reserve(out, 1 << 16))
			return -1;
		n = archive_read_data(a, out->data + out->len, 1 << 16);
		if (n < 0)
			return -1;
		if (n == 0)
			return 0;
		out->len += (size_t)n;
		out->data[out->len] = 0;
		if (out->len > BYTES_FILE_MAX)
			return -1;
	}
}

/* Reads the first member that one of PATHS names, or that begins so if PREFIX. */
static int member(struct archive *a, const struct bytes *in, const char *const *paths, bool prefix,
		  struct bytes *out)
{
	struct archive_entry *e;

	if (archive_read_open_memory(a, in->data, in->len) != ARCHIVE_OK)
		return -1;
	while (archive_read_next_header(a, &e) == ARCHIVE_OK) {
		const char *name = archive_entry_pathname(e);

		if (!name || archive_entry_filetype(e) != AE_IFREG)
			continue;
		name += strncmp(name, "./", 2) ? 0 : 2;
		for (size_t i = 0; paths[i]; i++)
			if (prefix ? !strncmp(name, paths[i], strlen(paths[i]))
				   : !strcmp(name, paths[i]))
				return read_data(a, out) ? -1 : 1;
	}
	return archive_errno(a) ? -1 : 0;
}

static int open_and_read(const struct bytes *in, bool tar, const char *const *paths,
			 struct bytes *out)
{
	struct archive *a = archive_read_new();
	int ret;

	if (!a)
		return -1;
	if (tar) {
		archive_read_support_format_tar(a);
		archive_read_support_filter_xz(a);
		archive_read_support_filter_gzip(a);
		archive_read_support_filter_zstd(a);
	} else {
		archive_read_support_format_ar(a);
	}
	ret = member(a, in, paths, !tar, out);
	archive_read_free(a);
	return ret;
}

int debfile_read(const struct bytes *deb, const char *name, const char *const *paths,
		 struct bytes *out, struct error *err)
{
	static const char *const data[] = {"data.tar", NULL};
	struct bytes tar = {0};
	int ret = open_and_read(deb, false, data, &tar);

	if (ret > 0)
		ret = open_and_read(&tar, true, paths, out);
	bytes_free(&tar);
	if (ret < 0)
		return error_set(err, name, "is a damaged or truncated Debian package");
	return ret ? 0 : error_set(err, name, "is a Debian package without %s", paths[0]);
}
