// SPDX-License-Identifier: MIT
#include "s390hdr.h"

#include <stdlib.h>
#include <string.h>

const uint8_t s390hdr_ccw[16] = {0x02, 0x00, 0x00, 0x18, 0x60, 0x00, 0x00, 0x50,
				 0x02, 0x00, 0x00, 0x68, 0x60, 0x00, 0x00, 0x50};

bool s390hdr_magic(const void *buf, size_t len)
{
	return len >= S390_MAGIC + 8 && !memcmp((const char *)buf + S390_MAGIC, "S390EP", 6) &&
	       memcmp(buf, "\177ELF", 4) != 0;
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

uint64_t s390hdr_kernel_end(const struct s390hdr *hdr, uint64_t size)
{
	uint64_t start = hdr->initrd_start;

	return hdr->initrd_size && start >= S390_CMDLINE && start < size ? start : size;
}

bool s390hdr_since(const char *version, unsigned int major, unsigned int minor)
{
	char *dot;
	unsigned long first = strtoul(version, &dot, 10);

	if (dot == version || *dot != '.')
		return false;
	return first > major || (first == major && strtoul(dot + 1, NULL, 10) >= minor);
}
