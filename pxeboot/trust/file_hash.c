// SPDX-License-Identifier: MIT
#include "trust/file_hash.h"

#include <errno.h>
#include <fcntl.h>
#include <mbedtls/md.h>
#include <unistd.h>

static int add_all(mbedtls_md_context_t *md, int fd, const char *path, struct error *err)
{
	static unsigned char buf[65536];
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set_errno(err, path, errno, "cannot be read");
		if (mbedtls_md_update(md, buf, (size_t)n) != 0)
			return error_set(err, path, "its hash cannot be computed");
	}
	return 0;
}

int file_hash(const char *path, unsigned char hash[SUMS_HASH], struct error *err)
{
	const mbedtls_md_info_t *info = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret;
	mbedtls_md_context_t md;

	if (fd < 0)
		return error_set_errno(err, path, errno, "cannot be opened");
	mbedtls_md_init(&md);
	if (!info || mbedtls_md_setup(&md, info, 0) != 0 || mbedtls_md_starts(&md) != 0)
		ret = error_set(err, path, "its hash cannot be computed");
	else
		ret = add_all(&md, fd, path, err);
	if (!ret && mbedtls_md_finish(&md, hash) != 0)
		ret = error_set(err, path, "its hash cannot be computed");
	mbedtls_md_free(&md);
	close(fd);
	return ret;
}
