// SPDX-License-Identifier: MIT
#include "s390hdr.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

uint16_t be16_get(const void *p)
{
	const uint8_t *b = p;

	return (uint16_t)(b[0] << 8 | b[1]);
}

uint32_t be32_get(const void *p)
{
	const uint8_t *b = p;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

uint64_t be64_get(const void *p)
{
	return (uint64_t)be32_get(p) << 32 | be32_get((const uint8_t *)p + 4);
}

void be32_put(void *p, uint32_t v)
{
	uint8_t *b = p;

	b[0] = (uint8_t)(v >> 24);
	b[1] = (uint8_t)(v >> 16);
	b[2] = (uint8_t)(v >> 8);
	b[3] = (uint8_t)v;
}

void be64_put(void *p, uint64_t v)
{
	be32_put(p, (uint32_t)(v >> 32));
	be32_put((uint8_t *)p + 4, (uint32_t)v);
}

bool s390hdr_magic(const void *buf, size_t len)
{
	return len >= S390_MAGIC + 8 && !memcmp((const char *)buf + S390_MAGIC, "S390EP", 6);
}

bool s390hdr_get(const void *buf, size_t len, struct s390hdr *hdr)
{
	const uint8_t *b = buf;

	if (len < S390_CMDLINE)
		return false;
	hdr->initrd_start = be64_get(b + S390_INITRD_START);
	hdr->initrd_size = be64_get(b + S390_INITRD_SIZE);
	hdr->oldmem_base = be64_get(b + S390_OLDMEM_BASE);
	hdr->oldmem_size = be64_get(b + S390_OLDMEM_SIZE);
	hdr->version_ptr = be64_get(b + S390_VERSION_PTR);
	hdr->cmdline_max = be64_get(b + S390_CMDLINE_MAX);
	return true;
}

uint64_t s390hdr_cmdline_size(const struct s390hdr *hdr)
{
	if (!hdr->cmdline_max)
		return S390_CMDLINE_LEGACY;
	if (hdr->cmdline_max < S390_CMDLINE_LEGACY || hdr->cmdline_max > S390_CMDLINE_LIMIT)
		return 0;
	return hdr->cmdline_max;
}

/* How many of LEN bytes at OFFSET there are, -1 if they cannot be read. */
static ssize_t read_at(int fd, void *buf, size_t len, uint64_t offset)
{
	size_t done = 0;
	ssize_t n;

	while (done < len) {
		n = pread(fd, (char *)buf + done, len - done, (off_t)(offset + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (!n)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

int s390hdr_read(int fd, uint64_t size, const char *path, struct s390hdr *hdr, struct error *err)
{
	uint8_t head[S390_CMDLINE];
	ssize_t n = read_at(fd, head, sizeof(head), 0);

	if (n < 0)
		return error_set_errno(err, path, errno, "cannot read");
	if (size < (uint64_t)n)
		n = (ssize_t)size;
	if (!s390hdr_magic(head, (size_t)n))
		return error_set(err, path,
				 "no s390 kernel image (no S390EP at 0x10008); give the image "
				 "that the kernel package installs as vmlinuz-* or image-*");
	if (!s390hdr_get(head, (size_t)n, hdr))
		return error_set(err, path, "the kernel image is truncated");
	return 0;
}

int s390hdr_version(int fd, uint64_t size, const char *path, const struct s390hdr *hdr,
		    char buf[S390_VERSION_SIZE], struct error *err)
{
	size_t want = S390_VERSION_SIZE, i;
	ssize_t n;

	buf[0] = 0;
	if (!hdr->version_ptr)
		return 0;
	if (hdr->version_ptr >= size)
		return error_set_at(err, path, S390_VERSION_PTR,
				    "the version string is said to be at 0x%llx, behind the end: "
				    "the image is truncated or damaged",
				    (unsigned long long)hdr->version_ptr);
	if (want > size - hdr->version_ptr)
		want = (size_t)(size - hdr->version_ptr);
	n = read_at(fd, buf, want, hdr->version_ptr);
	if (n < 0) {
		buf[0] = 0;
		return error_set_errno(err, path, errno, "cannot read");
	}
	for (i = 0; i < (size_t)n && buf[i]; i++)
		if ((unsigned char)buf[i] < 0x20 || (unsigned char)buf[i] >= 0x7f)
			break;
	if (i < (size_t)n && !buf[i])
		return 0;
	/* some builds end the banner with a newline */
	if (i + 1 < (size_t)n && buf[i] == '\n' && !buf[i + 1]) {
		buf[i] = 0;
		return 0;
	}
	buf[0] = 0;
	return error_set_at(err, path, hdr->version_ptr,
			    "there is no version string where the image says it is");
}

int s390hdr_file_version(const char *path, char buf[S390_VERSION_SIZE], struct error *err)
{
	struct s390hdr hdr;
	struct stat st;
	int fd, rc;

	buf[0] = 0;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return error_set_errno(err, path, errno, "cannot open");
	if (fstat(fd, &st))
		rc = error_set_errno(err, path, errno, "cannot stat");
	else if (!S_ISREG(st.st_mode))
		rc = error_set(err, path, "no regular file; give a kernel image");
	else
		rc = s390hdr_read(fd, (uint64_t)st.st_size, path, &hdr, err);
	if (!rc)
		rc = s390hdr_version(fd, (uint64_t)st.st_size, path, &hdr, buf, err);
	close(fd);
	return rc;
}
