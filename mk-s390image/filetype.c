// SPDX-License-Identifier: MIT
#include "filetype.h"

#include <string.h>

static int at(const void *buf, size_t len, size_t offset, const char *magic, size_t n)
{
	return len >= offset + n && !memcmp((const char *)buf + offset, magic, n);
}

static const struct {
	const char *name, *unpacker, *magic;
	size_t len;
} packed[] = {
	{"gzip", "gunzip", "\x1f\x8b", 2},
	{"gzip", "gunzip", "\x1f\x9e", 2},
	{"xz", "unxz",
	 "\xfd"
	 "7zXZ\0",
	 6},
	{"zstd", "unzstd", "\x28\xb5\x2f\xfd", 4},
	{"lz4", "unlz4", "\x02\x21\x4c\x18", 4},
	{"lzo", "lzop -d", "\x89LZO\0\r\n\x1a\n", 9},
	{"bzip2", "bunzip2", "BZh", 3},
	{"lzma", "unlzma", "\x5d\0\0", 3},
};
enum { PACKED = sizeof(packed) / sizeof(packed[0]) };

const char *filetype_compression(const void *buf, size_t len)
{
	size_t i;

	for (i = 0; i < PACKED; i++)
		if (at(buf, len, 0, packed[i].magic, packed[i].len))
			return packed[i].name;
	return NULL;
}

const char *filetype_unpacker(const char *compression)
{
	size_t i;

	for (i = 0; i < PACKED; i++)
		if (!strcmp(packed[i].name, compression))
			return packed[i].unpacker;
	return "its program";
}

const char *filetype_cpio(const void *buf, size_t len)
{
	/* 070702 has checksums, which the kernel reads and does not compare */
	return at(buf, len, 0, "070701", 6) || at(buf, len, 0, "070702", 6) ? "cpio" : NULL;
}

const char *filetype_foreign(const void *buf, size_t len)
{
	/* Linux Documentation/{arch/x86/boot,arch/arm64/booting,arch/riscv/boot-image-header} */
	if (at(buf, len, 0x202, "HdrS", 4))
		return "an x86 kernel";
	if (at(buf, len, 56, "ARM\x64", 4))
		return "an arm64 kernel";
	if (at(buf, len, 56, "RSC\x05", 4))
		return "a RISC-V kernel";
	if (at(buf, len, 0x24, "\x18\x28\x6f\x01", 4) || at(buf, len, 0x24, "\x01\x6f\x28\x18", 4))
		return "an arm kernel";
	if (at(buf, len, 0, "\x27\x05\x19\x56", 4))
		return "a U-Boot image";
	if (at(buf, len, 0, "MZ", 2))
		return "an EFI program";
	return NULL;
}
