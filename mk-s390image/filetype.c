// SPDX-License-Identifier: MIT
#include "filetype.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

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

#define KERNEL "an s390x kernel is needed, as packages install it: vmlinuz-* or image-*"
#define BZIMAGE "the bootable form of a kernel is arch/s390/boot/bzImage in its build directory"

static const struct {
	size_t offset;
	const char *magic;
	size_t len;
	const char *what, *hint;
} foreign[] = {
	/* Linux Documentation/{arch/x86/boot,arch/arm64/booting,arch/riscv/boot-image-header} */
	{0x202, "HdrS", 4, "an x86 kernel", KERNEL},
	{56, "ARM\x64", 4, "an arm64 kernel", KERNEL},
	{56, "RSC\x05", 4, "a RISC-V kernel", KERNEL},
	{0x24, "\x18\x28\x6f\x01", 4, "an arm kernel", KERNEL},
	{0x24, "\x01\x6f\x28\x18", 4, "an arm kernel", KERNEL},
	{0, "\x27\x05\x19\x56", 4, "a U-Boot image", KERNEL},
	{0, "MZ", 2, "an EFI program", KERNEL},
	{0, "\177ELF\2\2", 6, "an ELF file (vmlinux or a program)", BZIMAGE},
	{0, "\177ELF", 4, "an ELF file for another machine", KERNEL},
	{0x8001, "CD001", 5, "an ISO 9660 image", "take the file out of it (bsdtar -xf ISO)"},
	{0, "!<arch>\ndebian", 14, "a Debian package", "unpack it (dpkg-deb -x PACKAGE DIR)"},
	{0, "\xed\xab\xee\xdb", 4, "an RPM package", "unpack it (rpm2cpio PACKAGE | cpio -id)"},
	{0, "QFI\xfb", 4, "a qcow2 disk image", "take the file out of it"},
	{257, "ustar", 5, "a tar archive", "unpack it (tar -xf ARCHIVE)"},
};

static bool is_html(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t'))
		i++;
	return len - i > 9 &&
	       (!strncasecmp(s + i, "<!doctype", 9) || !strncasecmp(s + i, "<html", 5));
}

const char *filetype_foreign(const void *buf, size_t len, const char **hint)
{
	size_t i;

	for (i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (at(buf, len, foreign[i].offset, foreign[i].magic, foreign[i].len)) {
			*hint = foreign[i].hint;
			return foreign[i].what;
		}
	*hint = "most likely it is an error page of the web server; fetch the file again";
	return is_html(buf, len) ? "an HTML page" : NULL;
}
