// SPDX-License-Identifier: MIT
#include "boot/magic.h"

#include <string.h>
#include <strings.h>

const char *const magic_names[] = {"unknown", "empty", "zeros",	   "cpio",  "gzip", "xz",
				   "zstd",    "lz4",   "lzma",	   "bzip2", "lzo",  "ELF",
				   "PC",      "ARM",   "squashfs", "HTML",  ".ins"};

static const struct {
	size_t at, len;
	const char *bytes;
	enum magic magic;
} list[] = {
	{0, 4, "\177ELF", MAGIC_ELF},
	{0, 2, "\037\213", MAGIC_GZIP},
	{0, 6, "\3757zXZ\0", MAGIC_XZ},
	{0, 4, "\050\265\057\375", MAGIC_ZSTD},
	{0, 4, "\002\041\114\030", MAGIC_LZ4},
	{0, 3, "\135\0\0", MAGIC_LZMA},
	{0, 3, "BZh", MAGIC_BZIP2},
	{0, 4, "\211LZO", MAGIC_LZO},
	{0, 6, "070701", MAGIC_CPIO},
	{0, 6, "070702", MAGIC_CPIO},
	{0, 4, "\0\0\0\0", MAGIC_ZEROS},
	{0, 2, "MZ", MAGIC_PC},
	{0, 4, "hsqs", MAGIC_SQUASHFS},
	{0, 5, "<?xml", MAGIC_HTML},
	{0, 2, "* ", MAGIC_INS},
	/* Linux Documentation/arch/x86/boot.rst, Documentation/arch/arm64/booting.rst */
	{514, 4, "HdrS", MAGIC_PC},
	{56, 4, "ARMd", MAGIC_ARM},
};

enum magic magic_of(const void *data, size_t len)
{
	static const char *const html[] = {"<!d", "<ht", "<he"};
	const char *p = data;

	if (!len)
		return MAGIC_EMPTY;
	for (size_t i = 0; i < sizeof(html) / sizeof(*html); i++)
		if (len >= 3 && !strncasecmp(p, html[i], 3))
			return MAGIC_HTML;
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (len >= list[i].at + list[i].len &&
		    !memcmp(p + list[i].at, list[i].bytes, list[i].len))
			return list[i].magic;
	return MAGIC_UNKNOWN;
}
