// SPDX-License-Identifier: MIT
#include "findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmdline.h"
#include "rootfs.h"

/* so many entries that are not unpacked are told, of a ramdisk that may have thousands */
enum { WARNINGS_MAX = 8 };

void findings_add(struct findings *p, bool is_error, const char *code, uint64_t offset,
		  const char *fmt, ...)
{
	struct finding *new;
	va_list ap;

	if (!p || p->count == sizeof(p->list) / sizeof(p->list[0]))
		return;
	for (size_t i = 0; i < p->count; i++)
		if (!is_error && !strcmp(p->list[i].code, code))
			return;
	new = &p->list[p->count++];
	new->code = code;
	new->is_error = is_error;
	new->offset = offset;
	va_start(ap, fmt);
	vsnprintf(new->text, sizeof(new->text), fmt, ap);
	va_end(ap);
}

bool findings_has(const struct findings *p, const char *code)
{
	for (size_t i = 0; i < p->count; i++)
		if (!strcmp(p->list[i].code, code))
			return true;
	return false;
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
 * signature after it shows as well that the end is there; where the fields of
 * the ramdisk are nonsense, nobody knows where the end is.
 */
static bool lacks_end(const struct image *img)
{
	bool known = img->has_ramdisk ? img->hdr.initrd_start >= S390_CMDLINE &&
						img->hdr.initrd_start < img->flat.size
				      : !img->hdr.initrd_start;

	return !img->trailer && !img->signature && img->linux_code && known &&
	       s390hdr_since(img->version, 6, 1);
}

static void check_fields(const struct image *img, struct findings *p)
{
	const struct s390hdr *h = &img->hdr;
	char version[S390_VERSION_SIZE];
	struct error err = {0};

	if (!img->cmdline_size)
		findings_add(p, true, "cmdline-limit", S390_CMDLINE_MAX,
			     "the command line's size is given as %llu bytes, which no kernel has "
			     "(896 to 1048576); the kernel is damaged",
			     (unsigned long long)h->cmdline_max);
	else if (S390_CMDLINE + img->cmdline_size > img->kernel_end)
		findings_add(p, true, "truncated", img->kernel_end,
			     "the kernel ends inside its own command line: it is truncated; fetch "
			     "it again");
	if (h->oldmem_base || h->oldmem_size)
		findings_add(p, true, "oldmem", S390_OLDMEM_BASE,
			     "the fields for kdump are set (base 0x%llx, size 0x%llx); they must "
			     "be 0, or "
			     "the kernel starts as a crash dump kernel",
			     (unsigned long long)h->oldmem_base,
			     (unsigned long long)h->oldmem_size);
	if (image_version(img, version, &err))
		findings_add(p, true, "version", err.offset, "%s", err.message);
}

static int check_start(const struct image *img, struct findings *p, struct error *err)
{
	uint8_t b[24];

	if (extents_read(&img->flat, 0, b, sizeof(b), err))
		return -1;
	/* bit 12 of a short PSW is 1, the addressing mode 31 bits (z/Arch PoP, "IPL") */
	if (!(b[1] & 0x08) || !(b[4] & 0x80))
		findings_add(p, false, "psw", S390_PSW,
			     "the PSW %08x %08x is not valid: loaders that start at address 0 fail",
			     be32_get(b), be32_get(b + 4));
	if (memcmp(b + S390_CCW, s390hdr_ccw, sizeof(s390hdr_ccw)))
		findings_add(p, false, "ccw", S390_CCW,
			     "the channel program is not the kernel's: no boot from a CD or a card "
			     "reader");
	return 0;
}

int findings_kernel(const struct image *img, struct findings *p, struct error *err)
{
	check_fields(img, p);
	if (lacks_end(img))
		findings_add(p, true, "trailer", img->kernel_end,
			     "the kernel does not end as version %.*s does (zIPL trailer missing): "
			     "it is "
			     "truncated; fetch it again",
			     (int)strcspn(img->version, " "), img->version);
	return check_start(img, p, err);
}

/* The ramdisk lies in the image; what is it? */
static int check_contents(const struct image *img, struct findings *p, struct error *err)
{
	uint64_t start = img->hdr.initrd_start, size = img->hdr.initrd_size;
	uint64_t rest = img->flat.size;
	uint8_t magic[8];

	if (size >= S390_MAGIC + 8) {
		if (extents_read(&img->flat, start + S390_MAGIC, magic, 8, err))
			return -1;
		if (!memcmp(magic, "S390EP", 6))
			findings_add(
				p, true, "stacked", start,
				"the ramdisk is itself a kernel: an image was made from an image");
	}
	if (image_skip_zeros(img, start + size, &rest, err))
		return -1;
	if (rest > start + size)
		findings_add(p, true, "after-ramdisk", start + size,
			     "%llu bytes after the ramdisk do not belong to it",
			     (unsigned long long)(img->flat.size - start - size));
	return 0;
}

/* Tools that ignore the machine's byte order write the fields as this machine has them. */
static bool is_swapped(const struct image *img, uint64_t start, uint64_t size)
{
	start = __builtin_bswap64(start);
	size = __builtin_bswap64(size);
	return size && start >= S390_CMDLINE && start < img->flat.size &&
	       size <= img->flat.size - start;
}

/* Does the set load the ramdisk to where the kernel is told that it is? */
static void check_set(const struct image *img, struct findings *p)
{
	const struct inslist_file *f = img->set ? inslist_ramdisk(img->set) : NULL;
	uint64_t start = img->hdr.initrd_start, size = img->hdr.initrd_size;

	if (f && !size)
		findings_add(p, true, "ramdisk-untold", S390_INITRD_SIZE,
			     "line %u loads %s to 0x%llx, but nothing tells the kernel; list a "
			     "file with address and size (16 bytes, big-endian) for 0x10408",
			     f->line, f->file.name, (unsigned long long)f->address);
	else if (f && (f->address != start || f->file.size != size))
		findings_add(p, true, "ramdisk-mismatch", S390_INITRD_START,
			     "line %u loads %s, %llu bytes, to 0x%llx, but the kernel is told "
			     "%llu bytes at 0x%llx",
			     f->line, f->file.name, (unsigned long long)f->file.size,
			     (unsigned long long)f->address, (unsigned long long)size,
			     (unsigned long long)start);
}

int findings_ramdisk(const struct image *img, struct findings *p, struct error *err)
{
	uint64_t start = img->hdr.initrd_start, size = img->hdr.initrd_size;

	if (is_swapped(img, start, size)) {
		findings_add(
			p, true, "ramdisk-swapped", S390_INITRD_START,
			"the ramdisk's address and size are in little-endian byte order, which "
			"the kernel cannot read; make the image again with a tool that writes them "
			"in big-endian order");
		return 0;
	}
	check_set(img, p);
	if (!size) {
		if (start)
			findings_add(p, true, "ramdisk-empty", S390_INITRD_START,
				     "the ramdisk at 0x%llx has a size of 0",
				     (unsigned long long)start);
		return 0;
	}
	if (start < S390_CMDLINE + (img->cmdline_size ? img->cmdline_size : S390_PAGE)) {
		findings_add(p, true, "ramdisk-overlap", S390_INITRD_START,
			     "ramdisk address 0x%llx overlaps the kernel",
			     (unsigned long long)start);
		return 0;
	}
	if (start > img->flat.size || size > img->flat.size - start) {
		findings_add(p, true, "ramdisk-outside", S390_INITRD_SIZE,
			     "the ramdisk should be %llu bytes at 0x%llx, but the image has only "
			     "%llu bytes: "
			     "it is truncated or damaged",
			     (unsigned long long)size, (unsigned long long)start,
			     (unsigned long long)img->flat.size);
		return 0;
	}
	if (start % S390_PAGE)
		findings_add(p, false, "ramdisk-alignment", S390_INITRD_START,
			     "the ramdisk does not start at a page boundary (0x%llx)",
			     (unsigned long long)start);
	return check_contents(img, p, err);
}

/* What the kernel says to the ramdisk, which begins at START of the image. */
static void judge(const struct rootfs *fs, const struct ramdisk *r, bool ext2, uint64_t start,
		  struct findings *p)
{
	const char *text = (const char *)fs->warnings.data;

	if (ext2)
		findings_add(p, false, "ramdisk-type", start,
			     "the ramdisk is a file system, not an archive: an initrd of the old "
			     "kind, for kernels with BLK_DEV_RAM");
	else if (r->problem[0])
		findings_add(p, true, "ramdisk-contents", start + r->problem_at,
			     "ramdisk %zu (%s): %s", r->pieces, r->piece[r->pieces - 1].type,
			     r->problem);
	for (size_t i = 0; i < fs->warnings_n && i < WARNINGS_MAX; i++, text += strlen(text) + 1)
		findings_add(p, false, "ramdisk-entry", start, "ramdisk: %s", text);
}

int findings_archives(const struct extents *x, uint64_t start, uint64_t size, struct ramdisk *r,
		      struct findings *p, struct error *err)
{
	struct source all = extents_source(x);
	struct source_range range;
	struct source from = source_part(&range, &all, start, size);
	struct rootfs fs = {0};
	bool ext2;
	int rc = ramdisk_is_ext2(&from, &ext2, err) || rootfs_read(&fs, &from, r, err) ? -1 : 0;

	if (!rc)
		judge(&fs, r, ext2, start, p);
	for (size_t i = 0; !rc && i < r->pieces; i++)
		r->piece[i].offset += start;
	rootfs_free(&fs);
	return rc;
}

/* A byte from 0x80 on makes the kernel translate all of it. */
static int check_ebcdic(const uint8_t *area, size_t len, struct findings *p, struct error *err)
{
	struct cmdline line = {0};
	size_t i = 0;

	while (i < len && area[i] < 0x80)
		i++;
	if (i == len)
		return 0;
	if (cmdline_from_string(&line, (const char *)area, len, err))
		return -1;
	if (cmdline_from_ebcdic(&line))
		findings_add(p, false, "cmdline-ebcdic", S390_CMDLINE,
			     "the command line is in EBCDIC, which the kernel translates");
	else
		findings_add(
			p, true, "cmdline-ebcdic", S390_CMDLINE + i,
			"the command line has a byte 0x%02x: the kernel takes the whole line for "
			"EBCDIC and garbles it",
			area[i]);
	cmdline_free(&line);
	return 0;
}

int findings_cmdline(const struct image *img, struct findings *p, struct error *err)
{
	size_t size = (size_t)img->cmdline_size, len, i;
	uint8_t *area;
	int rc;

	if (!size || S390_CMDLINE + size > img->kernel_end)
		return 0; /* findings_kernel() told it */
	area = image_cmdline_area(img, err);
	if (!area)
		return -1;
	len = strnlen((char *)area, size);
	if (len == size)
		findings_add(p, true, "cmdline-end", S390_CMDLINE,
			     "the command line has no end: %zu bytes; the kernel takes %zu", len,
			     size - 1);
	for (i = len; i < size && !area[i]; i++)
		;
	if (i < size)
		findings_add(p, false, "cmdline-rest", S390_CMDLINE + i,
			     "bytes of an older command line follow the end of this one");
	rc = check_ebcdic(area, len, p, err);
	while (len && (area[len - 1] == '\n' || area[len - 1] == ' '))
		len--;
	for (i = 0; i < len && area[i] != '\r' && area[i] != '\n'; i++)
		;
	if (i < len)
		findings_add(
			p, false, "cmdline-newline", S390_CMDLINE + i,
			"the command line contains a line break, which stays in /proc/cmdline");
	free(area);
	return rc;
}
