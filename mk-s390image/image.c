// SPDX-License-Identifier: MIT
#include "image.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "elfimage.h"
#include "filetype.h"

static const char no_kernel[] =
	"give the image that the kernel package installs as vmlinuz-* or image-*";

/*
 * A Secure Execution image has no S390EP; its header starts with this word at
 * a page boundary (s390-tools, genprotimg: pv_hdr_def.h). Only looked for in
 * files that are refused anyway.
 */
static bool is_protected(const struct infile *file)
{
	uint64_t at;
	char magic[8];

	for (at = 0; at + sizeof(magic) <= file->size && at < S390_IMAGE_MAX; at += S390_PAGE) {
		if (infile_read(file, at, magic, sizeof(magic), NULL))
			return false;
		if (!memcmp(magic, "IBMSecEx", 8))
			return true;
	}
	return false;
}

/* The sentence for a file that is no image; HEAD are its first LEN bytes. */
static int refuse(const struct infile *file, const uint8_t *head, size_t len, struct error *err)
{
	static const uint8_t ccws[16] = {0x02, 0x00, 0x00, 0x18, 0x60, 0x00, 0x00, 0x50,
					 0x02, 0x00, 0x00, 0x68, 0x60, 0x00, 0x00, 0x50};
	const char *name = file->name, *what;

	what = filetype_compression(head, len);
	if (what)
		return error_set(err, name,
				 "is compressed with %s, and no s390 loader unpacks it; unpack it "
				 "with %s first",
				 what, filetype_unpacker(what));
	what = filetype_foreign(head, len);
	if (what)
		return error_set(err, name, "is %s; an s390x kernel is needed", what);
	if (filetype_cpio(head, len))
		return error_set(err, name,
				 "is a ramdisk (cpio) and no kernel; is the order right?");
	if (len < S390_CMDLINE && len >= 24 && !memcmp(head + S390_CCW, ccws, sizeof(ccws)))
		return error_set(err, name,
				 "is a truncated s390 kernel (%llu bytes); fetch it again",
				 (unsigned long long)file->size);
	if (is_protected(file))
		return error_set(err, name,
				 "is a Secure Execution image of pvimg, which is booted as it is "
				 "and cannot be changed; give pvimg the ramdisk and command line");
	return error_set(err, name, "is no s390 kernel image (no S390EP at 0x10008); %s",
			 no_kernel);
}

/* Fills img->flat from the file, whatever form it has. */
static int open_flat(struct image *img, struct error *err)
{
	uint8_t *head = malloc(S390_CMDLINE);
	size_t len = img->file.size < S390_CMDLINE ? (size_t)img->file.size : S390_CMDLINE;
	int rc = -1;

	if (!head)
		return error_set_errno(err, NULL, ENOMEM, "out of memory");
	if (!len)
		error_set(err, img->file.name, "is empty; %s", no_kernel);
	else if (infile_read(&img->file, 0, head, len, err))
		;
	else if (elfimage_is_elf(head, len))
		rc = elfimage_flatten(&img->file, &img->flat, err), img->elf = true;
	else if (!s390hdr_magic(head, len))
		refuse(&img->file, head, len, err);
	else if (len < S390_CMDLINE)
		error_set(err, img->file.name,
			  "is a truncated s390 kernel (%llu bytes); fetch it again",
			  (unsigned long long)img->file.size);
	else if (img->file.size > S390_IMAGE_MAX)
		error_set(err, img->file.name, "is larger than 2 GiB, which no loader takes");
	else
		rc = extents_add_file(&img->flat, &img->file, 0, img->file.size, err);
	free(head);
	return rc;
}

static int read_header(struct image *img, struct error *err)
{
	uint8_t *head = malloc(S390_CMDLINE);
	int rc = -1;

	if (!head)
		return error_set_errno(err, NULL, ENOMEM, "out of memory");
	if (img->flat.size < S390_CMDLINE)
		error_set(err, img->file.name, "is a truncated s390 kernel; fetch it again");
	else if (extents_read(&img->flat, 0, head, S390_CMDLINE, err))
		;
	else if (!s390hdr_magic(head, S390_CMDLINE))
		error_set(err, img->file.name,
			  "is an ELF file without S390EP at 0x10008; give arch/s390/boot/bzImage");
	else
		rc = s390hdr_get(head, S390_CMDLINE, &img->hdr) ? 0 : -1;
	/* each is a relative branch: startup, and 16 bytes behind it the one for kdump */
	if (!rc)
		img->linux_code = be16_get(head + S390_ENTRY) == 0xa7f4 &&
				  be16_get(head + S390_ENTRY + 16) == 0xa7f4;
	free(head);
	return rc;
}

/* A string that is not all printable, or has no end, counts as not told. */
static int read_version(struct image *img, struct error *err)
{
	uint64_t at = img->hdr.version_ptr;
	size_t len = sizeof(img->version) - 1, i;

	if (!at || at >= img->flat.size)
		return 0;
	if (len > img->flat.size - at)
		len = (size_t)(img->flat.size - at);
	if (extents_read(&img->flat, at, img->version, len, err))
		return -1;
	for (i = 0; i < len && img->version[i]; i++)
		if ((unsigned char)img->version[i] < 0x20 || (unsigned char)img->version[i] > 0x7e)
			break;
	if (i && i < len && img->version[i] == '\n' && !img->version[i + 1])
		img->version[i] = 0;
	if (i == len || img->version[i])
		img->version[0] = 0;
	return 0;
}

/*
 * Length of the module signature that ends LEN bytes of BUF, 0 if none. The
 * format: Linux include/linux/module_signature.h, the marker behind it.
 */
static uint64_t signature_length(const uint8_t *buf, size_t len, uint64_t max)
{
	static const char marker[] = "~Module signature appended~\n";
	const size_t mlen = sizeof(marker) - 1, ilen = 12;
	const uint8_t *info;
	uint64_t total;

	if (len < mlen + ilen || memcmp(buf + len - mlen, marker, mlen))
		return 0;
	info = buf + len - mlen - ilen;
	total = mlen + ilen + be32_get(info + 8) + info[3] + info[4];
	return total <= max ? total : 0;
}

/*
 * The end of what is not zero before END. Padding may be long: some tools put
 * the ramdisk at a fixed distance, as 16 MiB.
 */
static int skip_zeros_back(const struct extents *x, uint64_t *end, struct error *err)
{
	uint8_t buf[4 * S390_PAGE];
	size_t len, n;

	/* an ELF file can claim 2 GiB of zeros in a few bytes */
	while ((*end = extents_zeros_before(x, *end))) {
		len = *end < sizeof(buf) ? (size_t)*end : sizeof(buf);
		if (extents_read(x, *end - len, buf, len, err))
			return -1;
		for (n = len; n && !buf[n - 1]; n--)
			;
		*end -= len - n;
		if (n)
			break;
	}
	return 0;
}

/* Finds what the kernel ends with; see the contract of struct image. */
static int read_tail(struct image *img, struct error *err)
{
	static const uint8_t trailer[32] = {[27] = 0x20, [28] = 'z', 'I', 'P', 'L'};
	uint8_t buf[S390_PAGE];
	uint64_t end = img->kernel_end, n;
	size_t len;

	img->payload_end = img->signature_end = end;
	if (skip_zeros_back(&img->flat, &end, err))
		return -1;
	len = end < sizeof(buf) ? (size_t)end : sizeof(buf);
	if (extents_read(&img->flat, end - len, buf, len, err))
		return -1;
	n = signature_length(buf, len, end);
	if (n) {
		img->signature_end = end;
		img->payload_end = end -= n;
	}
	if (end < sizeof(trailer) || end % S390_PAGE)
		return 0;
	if (extents_read(&img->flat, end - sizeof(trailer), buf, sizeof(trailer), err))
		return -1;
	img->trailer = !memcmp(buf, trailer, sizeof(trailer));
	return 0;
}

int image_open(struct image *img, const char *path, struct error *err)
{
	int rc;

	memset(img, 0, sizeof(*img));
	if (infile_open(&img->file, path, err))
		return -1;
	rc = open_flat(img, err);
	if (!rc)
		rc = read_header(img, err);
	if (!rc) {
		img->cmdline_size = s390hdr_cmdline_size(&img->hdr);
		img->has_ramdisk = img->hdr.initrd_size != 0;
		img->kernel_end = img->flat.size;
		if (img->has_ramdisk && img->hdr.initrd_start >= S390_CMDLINE &&
		    img->hdr.initrd_start < img->flat.size)
			img->kernel_end = img->hdr.initrd_start;
		rc = read_version(img, err);
	}
	if (!rc)
		rc = read_tail(img, err);
	if (rc)
		image_close(img);
	return rc;
}

uint8_t *image_cmdline_area(const struct image *img, struct error *err)
{
	size_t len = (size_t)img->cmdline_size;
	uint8_t *area = malloc(len);

	if (!area) {
		error_set_errno(err, NULL, ENOMEM, "out of memory");
		return NULL;
	}
	if (S390_CMDLINE + len > img->flat.size) {
		error_set_at(err, img->file.name, S390_CMDLINE,
			     "is truncated inside of the command line");
	} else if (!extents_read(&img->flat, S390_CMDLINE, area, len, err)) {
		return area;
	}
	free(area);
	return NULL;
}

void image_close(struct image *img)
{
	extents_free(&img->flat);
	infile_close(&img->file);
}
