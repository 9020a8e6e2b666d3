// SPDX-License-Identifier: MIT
#include "findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filetype.h"

enum { NOTE = 0, ERROR = 1 };

__attribute__((format(printf, 5, 6))) static void
found(struct findings *p, int is_error, const char *code, uint64_t offset, const char *fmt, ...)
{
	struct finding *new;
	va_list ap;

	if (p->count == sizeof(p->list) / sizeof(p->list[0]))
		return;
	new = &p->list[p->count++];
	new->code = code;
	new->is_error = is_error;
	new->offset = offset;
	va_start(ap, fmt);
	vsnprintf(new->text, sizeof(new->text), fmt, ap);
	va_end(ap);
}

const struct finding *findings_first_error(const struct findings *p)
{
	size_t i;

	for (i = 0; i < p->count; i++)
		if (p->list[i].is_error)
			return &p->list[i];
	return NULL;
}

/*
 * Every kernel since 6.1 ends with the secure boot trailer (vmlinux.lds.S). A
 * signature behind it shows as well that the end is there; where the fields of
 * the ramdisk are nonsense, nobody knows where the end is.
 */
static bool lacks_end(const struct image *img)
{
	unsigned long major, minor;
	char *end;
	bool known = img->has_ramdisk ? img->hdr.initrd_start >= S390_CMDLINE &&
						img->hdr.initrd_start < img->flat.size
				      : !img->hdr.initrd_start;

	if (img->trailer || img->signature || !img->linux_code || !known)
		return false;
	major = strtoul(img->version, &end, 10);
	if (end == img->version || *end != '.')
		return false;
	minor = strtoul(end + 1, NULL, 10);
	return major > 6 || (major == 6 && minor >= 1);
}

static void check_fields(const struct image *img, struct findings *p)
{
	const struct s390hdr *h = &img->hdr;
	char version[S390_VERSION_SIZE];
	struct error err = {0};

	if (!img->cmdline_size)
		found(p, ERROR, "cmdline-limit", S390_CMDLINE_MAX,
		      "the size of the command line is said to be %llu bytes, which no kernel has "
		      "(896 to 1048576); the kernel is damaged",
		      (unsigned long long)h->cmdline_max);
	else if (S390_CMDLINE + img->cmdline_size > img->kernel_end)
		found(p, ERROR, "truncated", img->kernel_end,
		      "the kernel ends inside of its own command line: it is truncated; fetch it "
		      "again");
	if (h->oldmem_base || h->oldmem_size)
		found(p, ERROR, "oldmem", S390_OLDMEM_BASE,
		      "the fields for kdump are set (base 0x%llx, size 0x%llx); they must be 0, or "
		      "the kernel takes itself for a crash dump",
		      (unsigned long long)h->oldmem_base, (unsigned long long)h->oldmem_size);
	if (s390hdr_version(img->file.fd, img->file.size, "", h, version, &err))
		found(p, ERROR, "version", err.offset, "%s", err.message);
}

static int check_start(const struct image *img, struct findings *p, struct error *err)
{
	static const uint8_t ccws[16] = {0x02, 0x00, 0x00, 0x18, 0x60, 0x00, 0x00, 0x50,
					 0x02, 0x00, 0x00, 0x68, 0x60, 0x00, 0x00, 0x50};
	uint8_t b[24];

	if (extents_read(&img->flat, 0, b, sizeof(b), err))
		return -1;
	/* bit 12 of a short PSW is 1, the addressing mode 31 bits (z/Arch PoP, "IPL") */
	if (!(b[1] & 0x08) || !(b[4] & 0x80))
		found(p, NOTE, "psw", S390_PSW,
		      "the PSW %08x %08x is not valid: loaders that start at address 0 fail",
		      be32_get(b), be32_get(b + 4));
	if (memcmp(b + S390_CCW, ccws, sizeof(ccws)))
		found(p, NOTE, "ccw", S390_CCW,
		      "the channel program is not the kernel's: no boot from a CD or a card "
		      "reader");
	return 0;
}

int findings_kernel(const struct image *img, struct findings *p, struct error *err)
{
	check_fields(img, p);
	if (lacks_end(img))
		found(p, ERROR, "trailer", img->kernel_end,
		      "the kernel does not end as version %.*s does (zIPL trailer missing): it is "
		      "truncated; fetch it again",
		      (int)strcspn(img->version, " "), img->version);
	return check_start(img, p, err);
}

/* The ramdisk lies in the image; what is it? */
static int check_contents(const struct image *img, struct findings *p, struct error *err)
{
	uint64_t start = img->hdr.initrd_start, size = img->hdr.initrd_size, end = start + size;
	uint8_t head[FILETYPE_HEAD], magic[8], b[512];
	size_t len = size < sizeof(head) ? (size_t)size : sizeof(head), i;

	if (extents_read(&img->flat, start, head, len, err))
		return -1;
	if (size >= S390_MAGIC + 8) {
		if (extents_read(&img->flat, start + S390_MAGIC, magic, 8, err))
			return -1;
		if (!memcmp(magic, "S390EP", 6))
			found(p, ERROR, "stacked", start,
			      "the ramdisk is itself a kernel: an image was made from an image");
	}
	if (!filetype_cpio(head, len) && !filetype_compression(head, len))
		found(p, NOTE, "ramdisk-type", start,
		      "the ramdisk is no cpio archive and of no compression the kernel unpacks");
	for (; end < img->flat.size; end += len) {
		len = img->flat.size - end < sizeof(b) ? (size_t)(img->flat.size - end) : sizeof(b);
		if (extents_read(&img->flat, end, b, len, err))
			return -1;
		for (i = 0; i < len && !b[i]; i++)
			;
		if (i == len)
			continue;
		found(p, ERROR, "behind-ramdisk", start + size,
		      "there are %llu bytes behind the ramdisk that are no part of it",
		      (unsigned long long)(img->flat.size - start - size));
		break;
	}
	return 0;
}

int findings_ramdisk(const struct image *img, struct findings *p, struct error *err)
{
	uint64_t start = img->hdr.initrd_start, size = img->hdr.initrd_size;

	if (!size) {
		if (start)
			found(p, ERROR, "ramdisk-empty", S390_INITRD_START,
			      "a ramdisk of no bytes is said to be at 0x%llx",
			      (unsigned long long)start);
		return 0;
	}
	if (start < S390_CMDLINE + (img->cmdline_size ? img->cmdline_size : S390_PAGE)) {
		found(p, ERROR, "ramdisk-overlap", S390_INITRD_START,
		      "the ramdisk is said to be at 0x%llx, inside of the kernel",
		      (unsigned long long)start);
		return 0;
	}
	if (start > img->flat.size || size > img->flat.size - start) {
		found(p, ERROR, "ramdisk-outside", S390_INITRD_SIZE,
		      "the ramdisk is said to be %llu bytes at 0x%llx, but the image has %llu "
		      "bytes: "
		      "it is truncated or damaged",
		      (unsigned long long)size, (unsigned long long)start,
		      (unsigned long long)img->flat.size);
		return 0;
	}
	if (start % S390_PAGE)
		found(p, NOTE, "ramdisk-alignment", S390_INITRD_START,
		      "the ramdisk does not start at a page (0x%llx)", (unsigned long long)start);
	return check_contents(img, p, err);
}

int findings_cmdline(const struct image *img, struct findings *p, struct error *err)
{
	size_t size = (size_t)img->cmdline_size, len, i;
	uint8_t *area;

	if (!size || S390_CMDLINE + size > img->kernel_end)
		return 0; /* findings_kernel() told it */
	area = image_cmdline_area(img, err);
	if (!area)
		return -1;
	len = strnlen((char *)area, size);
	if (len == size)
		found(p, ERROR, "cmdline-end", S390_CMDLINE,
		      "the command line has no end: %zu bytes, and the kernel takes %zu", len,
		      size - 1);
	for (i = len; i < size && !area[i]; i++)
		;
	if (i < size)
		found(p, NOTE, "cmdline-rest", S390_CMDLINE + i,
		      "there are bytes of an older command line behind the end of this one");
	for (i = 0; i < len && area[i] < 0x80; i++)
		;
	if (i < len)
		found(p, ERROR, "cmdline-ebcdic", S390_CMDLINE + i,
		      "the command line has a byte 0x%02x: the kernel takes the whole line for "
		      "EBCDIC",
		      area[i]);
	while (len && (area[len - 1] == '\n' || area[len - 1] == ' '))
		len--;
	for (i = 0; i < len && area[i] != '\r' && area[i] != '\n'; i++)
		;
	if (i < len)
		found(p, NOTE, "cmdline-newline", S390_CMDLINE + i,
		      "the command line has a line break inside, which stays in /proc/cmdline");
	free(area);
	return 0;
}
