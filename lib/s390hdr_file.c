// SPDX-License-Identifier: MIT
/* The head and the version string of an image that is a file. */
#include "s390hdr.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "filetype.h"
#include "fullio.h"
#include "opened.h"

int s390hdr_read(int fd, uint64_t size, const char *path, struct s390hdr *hdr, struct error *err)
{
	uint8_t head[S390_CMDLINE];
	ssize_t n = fullio_read_at(fd, head, sizeof(head), 0);

	if (n < 0)
		return error_set_errno(err, path, errno, "cannot read");
	if (size < (uint64_t)n)
		n = (ssize_t)size;
	if (s390hdr_magic(head, (size_t)n) && s390hdr_get(head, (size_t)n, hdr))
		return 0;
	filetype_refuse(head, (size_t)n, size, path, err);
	return -1;
}

/* All printable from the release number on; the newline of some builds is cut off. */
static bool is_version(char *s, size_t size)
{
	size_t len = strnlen(s, size), i;

	if (len && len < size && s[len - 1] == '\n')
		s[--len] = 0;
	for (i = 0; i < len && s[i] >= 0x20 && s[i] < 0x7f; i++)
		;
	return i == len && len < size && s[0] >= '0' && s[0] <= '9';
}

int s390hdr_version(const struct s390hdr *hdr, const struct source *image, const char *path,
		    char buf[S390_VERSION_SIZE], struct error *err)
{
	uint64_t at = hdr->version_ptr, end = s390hdr_kernel_end(hdr, image->size);
	size_t len = S390_VERSION_SIZE;
	int rc;

	buf[0] = 0;
	if (!at)
		return 0;
	if (at >= end)
		return error_set_at(err, path, S390_VERSION_PTR,
				    "version string address 0x%llx is outside the kernel, which is "
				    "truncated or damaged; fetch it again",
				    (unsigned long long)at);
	if (end - at < len)
		len = (size_t)(end - at);
	rc = image->read(image->ctx, at, buf, len, err);
	if (!rc && is_version(buf, len))
		return 0;
	buf[0] = 0;
	return rc ? rc
		  : error_set_at(err, path, at,
				 "no version string where the kernel says it is: the kernel is "
				 "damaged; fetch it again");
}

int s390hdr_file_version(const char *path, char buf[S390_VERSION_SIZE], struct error *err)
{
	struct source_file file = {.name = path};
	struct source image;
	struct s390hdr hdr;
	struct stat st;
	int fd = opened_open(path, &st, err), rc;

	buf[0] = 0;
	if (fd < 0)
		return -1;
	rc = s390hdr_read(fd, (uint64_t)st.st_size, path, &hdr, err);
	file.fd = fd;
	image = source_file(&file, (uint64_t)st.st_size);
	if (!rc)
		rc = s390hdr_version(&hdr, &image, path, buf, err);
	close(fd);
	return rc;
}
