// SPDX-License-Identifier: MIT
#include "filetype.h"

#include <string.h>
#include <strings.h>

#include "s390hdr.h"
#include "unpack_stream.h"

static bool at(const void *buf, size_t len, size_t offset, const char *magic, size_t n)
{
	return len >= offset + n && !memcmp((const char *)buf + offset, magic, n);
}

bool filetype_cpio(const void *buf, size_t len)
{
	return at(buf, len, 0, "070701", 6) || at(buf, len, 0, "070702", 6);
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

bool filetype_refuse(const void *head, size_t len, uint64_t size, const char *name,
		     struct error *err)
{
	static const char vmlinuz[] =
		"give the image that the kernel package installs as vmlinuz-* or image-*";
	enum unpack_format f = unpack_detect(head, len);
	const char *hint, *what = filetype_foreign(head, len, &hint);

	if (!len)
		error_set(err, name, "is empty; %s", vmlinuz);
	else if (f != UNPACK_NONE)
		error_set(err, name,
			  "is compressed with %s, and no s390 loader unpacks it; unpack it first "
			  "(%s -d)",
			  unpack_name(f), f == UNPACK_LZO ? "lzop" : unpack_name(f));
	else if (what)
		error_set(err, name, "is %s; %s", what, hint);
	else if (filetype_cpio(head, len))
		error_set(err, name, "is a ramdisk (cpio), not a kernel; is the order right?");
	else if (s390hdr_magic(head, len) ||
		 (len < S390_CMDLINE &&
		  at(head, len, S390_CCW, (const char *)s390hdr_ccw, sizeof(s390hdr_ccw))))
		error_set(err, name, "is a truncated s390 kernel (%llu bytes); fetch it again",
			  (unsigned long long)size);
	else {
		error_set(err, name, "is not an s390 kernel image (no S390EP at 0x10008); %s",
			  vmlinuz);
		return false;
	}
	return true;
}
