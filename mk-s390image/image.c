// SPDX-License-Identifier: MIT
#include "image.h"

#include <stdlib.h>
#include <string.h>

#include "filetype.h"

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

/* Checks HEAD, the first LEN bytes of the image, and takes the fields from it. */
static int read_header(struct image *img, const uint8_t *head, size_t len, struct error *err)
{
	const char *name = img->file.name;

	if (!s390hdr_magic(head, len) || !s390hdr_get(head, len, &img->hdr))
		return filetype_refuse(head, len, img->flat.size, name, err) ||
				       !is_protected(&img->file)
			       ? -1
			       : error_set(
					 err, name,
					 "is a Secure Execution image of pvimg, which is booted as "
					 "it is and cannot be changed; give pvimg the ramdisk and "
					 "command line");
	if (img->flat.size > S390_IMAGE_MAX)
		return error_set(err, name, "is larger than 2 GiB; no loader accepts that");
	/* each is a relative branch: startup, and 16 bytes after it the one for kdump */
	img->linux_code =
		be16_get(head + S390_ENTRY) == 0xa7f4 && be16_get(head + S390_ENTRY + 16) == 0xa7f4;
	img->cmdline_size = s390hdr_cmdline_size(&img->hdr);
	img->has_ramdisk = img->hdr.initrd_size != 0;
	img->kernel_end = s390hdr_kernel_end(&img->hdr, img->flat.size);
	return 0;
}

/* Reads the first bytes of what is in img->flat into HEAD; how many, 0 if that fails. */
static size_t read_head(const struct image *img, uint8_t head[S390_CMDLINE], struct error *err)
{
	size_t len = img->flat.size < S390_CMDLINE ? (size_t)img->flat.size : S390_CMDLINE;

	return extents_read(&img->flat, 0, head, len, err) ? 0 : len;
}

/* Replaces a list of files by what they make in memory. */
static int load_set(struct image *img, struct error *err)
{
	img->set = calloc(1, sizeof(*img->set));
	if (!img->set)
		return error_memory(err);
	extents_free(&img->flat);
	return inslist_open(img->set, &img->file, err) ||
			       inslist_compose(img->set, img->file.name, &img->flat, err)
		       ? -1
		       : 0;
}

static int load(struct image *img, struct error *err)
{
	uint8_t *head = malloc(S390_CMDLINE);
	size_t len;
	int rc;

	if (!head)
		return error_memory(err);
	rc = extents_add_file(&img->flat, &img->file, 0, img->file.size, err);
	len = rc ? 0 : read_head(img, head, err);
	if (inslist_detect(head, len)) {
		rc = load_set(img, err);
		len = rc ? 0 : read_head(img, head, err);
	}
	if (!rc && (len || !img->flat.size))
		rc = read_header(img, head, len, err);
	else
		rc = -1;
	free(head);
	return rc;
}

/*
 * Length of the module signature that ends LEN bytes of BUF, 0 if none. The
 * format: Linux include/linux/module_signature.h, the marker after it.
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

int image_skip_zeros(const struct image *img, uint64_t start, uint64_t *end, struct error *err)
{
	const struct extents *x = &img->flat;
	uint8_t buf[4 * S390_PAGE];
	size_t len, n;

	while (*end > start) {
		len = *end - start < sizeof(buf) ? (size_t)(*end - start) : sizeof(buf);
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

/*
 * Finds what the kernel ends with; see the contract of struct image. Without a
 * signature or trailer the zeros may be the kernel's own: they stay.
 */
static int read_tail(struct image *img, struct error *err)
{
	static const uint8_t trailer[32] = {[27] = 0x20, [28] = 'z', 'I', 'P', 'L'};
	uint8_t buf[S390_PAGE];
	uint64_t end = img->kernel_end, n;
	size_t len;

	if (image_skip_zeros(img, 0, &end, err))
		return -1;
	len = end < sizeof(buf) ? (size_t)end : sizeof(buf);
	if (extents_read(&img->flat, end - len, buf, len, err))
		return -1;
	n = signature_length(buf, len, end);
	if (n)
		img->kernel_end = end;
	end -= n;
	if (end >= sizeof(trailer) && end % S390_PAGE == 0) {
		if (extents_read(&img->flat, end - sizeof(trailer), buf, sizeof(trailer), err))
			return -1;
		img->trailer = !memcmp(buf, trailer, sizeof(trailer));
	}
	if (img->trailer && !n)
		img->kernel_end = end;
	img->signature = n;
	return 0;
}

int image_version(const struct image *img, char version[S390_VERSION_SIZE], struct error *err)
{
	struct source flat = extents_source(&img->flat);

	return s390hdr_version(&img->hdr, &flat, img->file.name, version, err);
}

int image_open(struct image *img, const char *path, struct error *err)
{
	memset(img, 0, sizeof(*img));
	if (infile_open(&img->file, path, err))
		return -1;
	if (load(img, err) || read_tail(img, err)) {
		image_close(img);
		return -1;
	}
	/* one that cannot be read is for findings_kernel() to tell */
	image_version(img, img->version, NULL);
	return 0;
}

uint8_t *image_cmdline_area(const struct image *img, struct error *err)
{
	size_t len = (size_t)img->cmdline_size;
	uint8_t *area = malloc(len);

	if (!area) {
		error_memory(err);
		return NULL;
	}
	if (S390_CMDLINE + len > img->flat.size) {
		error_set_at(err, img->file.name, S390_CMDLINE,
			     "is truncated inside the command line");
	} else if (!extents_read(&img->flat, S390_CMDLINE, area, len, err)) {
		return area;
	}
	free(area);
	return NULL;
}

void image_close(struct image *img)
{
	extents_free(&img->flat);
	if (img->set)
		inslist_close(img->set);
	free(img->set);
	img->set = NULL;
	infile_close(&img->file);
}
