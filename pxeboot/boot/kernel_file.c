// SPDX-License-Identifier: MIT
#include "boot/kernel_file.h"

#include <stdlib.h>
#include <string.h>

#include "s390hdr.h"

/* A ramdisk cannot begin before the parameter area ends. */
enum { VERSION_SHOWN = 64, RAMDISK_LOWEST = 0x11000 };

/* More than any file has. */
static bool impossible(uint64_t n)
{
	return n >> 48;
}

static const char *not_a_kernel(struct arena *a, enum magic magic, size_t len)
{
	switch (magic) {
	case MAGIC_EMPTY:
		return "it is empty";
	case MAGIC_HTML:
		return "it is an HTML page, most likely an error page of the server";
	case MAGIC_PC:
		return "it is a kernel for a PC, not for s390x";
	case MAGIC_ARM:
		return "it is a kernel for ARM, not for s390x";
	case MAGIC_GZIP:
	case MAGIC_XZ:
	case MAGIC_ZSTD:
	case MAGIC_LZ4:
	case MAGIC_LZMA:
	case MAGIC_BZIP2:
	case MAGIC_LZO:
		return arena_printf(a, "it is compressed with %s: unpack it on the server",
				    magic_names[magic]);
	case MAGIC_ELF:
		return "it is an ELF file; the bootable form of the kernel is "
		       "arch/s390/boot/bzImage";
	case MAGIC_CPIO:
		return "it is a cpio archive, an initrd most likely";
	case MAGIC_INS:
		return "it is an .ins file";
	case MAGIC_UNKNOWN:
		if (len < S390_MAGIC + 8)
			return arena_printf(a, "it is not an s390 kernel: only %zu bytes", len);
		break;
	default:
		break;
	}
	return "it is not an s390 kernel (no S390EP at byte 65544)";
}

/* The first word of the version string. */
static const char *version(struct arena *a, const uint8_t *data, size_t len, uint64_t at)
{
	const char *s = (const char *)data + at;
	size_t n = 0, most = len - at < VERSION_SHOWN ? len - at : VERSION_SHOWN;

	while (n < most && s[n] > ' ' && s[n] < 0x7f)
		n++;
	if (!at || *s < '1' || *s > '9' || (n < most && s[n] && s[n] != ' '))
		return "";
	return arena_copy(a, s, n);
}

static bool zeros(const uint8_t *p, size_t len)
{
	while (len && !*p)
		p++, len--;
	return !len;
}

/*
 * Kernels since 6.0 end with a mark ("zIPL", arch/s390/boot/vmlinux.lds.S) or a signature, which
 * a file that was cut short lacks.
 */
static const char *end_missing(const struct kernel_file *k, struct arena *a, const uint8_t *data,
			       size_t len)
{
	static const char mark[] = "\0\0\0 zIPL", signature[] = "~Module signature appended~\n";
	const uint8_t *end = data + len;
	const size_t tail = sizeof(signature) - 1;

	if (!s390hdr_since(k->version, 6, 0) || k->ramdisk_size ||
	    !memcmp(end - (sizeof(mark) - 1), mark, sizeof(mark) - 1) ||
	    !memcmp(end - tail, signature, tail))
		return NULL;
	if (!zeros(end - tail, tail))
		return arena_printf(a,
				    "it is kernel %s, but its end is missing after %zu bytes (or "
				    "it is padded): the file is damaged",
				    k->version, len);
	/* taken out of a combined image, which pads it to whole pages */
	return len % S390_PAGE ? arena_printf(a,
					      "it is kernel %s, but its end is missing: the "
					      "file is damaged",
					      k->version)
			       : NULL;
}

static const char *damage(struct kernel_file *k, struct arena *a, const struct s390hdr *h,
			  const uint8_t *data, size_t len)
{
	unsigned long long end = k->ramdisk_at + k->ramdisk_size;

	if (len < S390_CMDLINE + S390_CMDLINE_LEGACY)
		return arena_printf(a, "it is an s390 kernel, but cut short: only %zu bytes", len);
	if (!k->cmdline_max || impossible(h->initrd_start) || impossible(h->initrd_size) ||
	    impossible(h->version_ptr))
		return "its boot parameter area holds impossible numbers, the file is damaged";
	if (k->ramdisk_size && (k->ramdisk_at < RAMDISK_LOWEST || end > len))
		return arena_printf(a,
				    "the ramdisk inside it should end at byte %llu, but the file "
				    "has %zu: it is cut short",
				    end, len);
	if (h->version_ptr >= len)
		return arena_printf(a,
				    "it is an s390 kernel, but cut short: %zu bytes, and its "
				    "version should be at byte %llu",
				    len, (unsigned long long)h->version_ptr);
	k->version = version(a, data, len, h->version_ptr);
	return end_missing(k, a, data, len);
}

void kernel_file_look(struct kernel_file *k, struct arena *a, const uint8_t *data, size_t len)
{
	struct s390hdr h = {0};

	*k = (struct kernel_file){.version = "", .cmdline_max = S390_CMDLINE_LEGACY};
	if (!s390hdr_magic(data, len)) {
		k->magic = magic_of(data, len);
		k->why = not_a_kernel(a, k->magic, len);
		return;
	}
	if (s390hdr_get(data, len, &h)) {
		k->ramdisk_at = h.initrd_start;
		k->ramdisk_size = h.initrd_size;
		k->cmdline_max = s390hdr_cmdline_size(&h);
	}
	k->why = damage(k, a, &h, data, len);
}

const char *kernel_file_cmdline(const struct kernel_file *k, struct arena *a, const uint8_t *data,
				size_t len)
{
	const char *text = (const char *)data + S390_CMDLINE;
	size_t room = len - S390_CMDLINE;

	if (room > k->cmdline_max)
		room = (size_t)k->cmdline_max;
	room = strnlen(text, room);
	return arena_copy(a, text,
			  memchr(text, '\n', room)
				  ? (size_t)((const char *)memchr(text, '\n', room) - text)
				  : room);
}
