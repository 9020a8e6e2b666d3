// SPDX-License-Identifier: MIT
#include "payload.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "filetype.h"
#include "findings.h"
#include "source_date.h"
#include "unpack_stream.h"

static int refuse(const struct image *img, const struct finding *why, struct error *err)
{
	return error_set_at(err, img->file.name, why->offset, "%s", why->text);
}

static int check_kernel(const struct payload *p, const struct options *opt, struct error *err)
{
	bool make = opt->mode == MODE_MAKE, keep = !make && !opt->ramdisks;
	const struct image *img = &p->image;
	struct findings found = {0};
	const struct finding *f;

	if (findings_kernel(img, &found, err))
		return -1;
	if (findings_first_error(&found))
		return refuse(img, findings_first_error(&found), err);
	if (!img->has_ramdisk)
		return 0;
	if (findings_ramdisk(img, &found, err))
		return -1;
	if (make && !opt->replace && !findings_has(&found, "ramdisk-swapped"))
		return error_set_at(
			err, img->file.name, S390_INITRD_SIZE,
			"already holds a ramdisk (%llu bytes at 0x%llx); --replace takes "
			"it out first, --update changes the image",
			(unsigned long long)img->hdr.initrd_size,
			(unsigned long long)img->hdr.initrd_start);
	f = findings_first_error(&found);
	/* a kernel in a kernel is what taking it out corrects */
	return f && (keep || strcmp(f->code, "stacked")) ? refuse(img, f, err) : 0;
}

static int check_ramdisk(const struct infile *file, struct error *err)
{
	size_t len = file->size < S390_CMDLINE ? (size_t)file->size : S390_CMDLINE;
	uint8_t *head = malloc(S390_CMDLINE);
	const char *what, *hint;
	int rc;

	if (!head)
		return error_memory(err);
	rc = infile_read(file, 0, head, len, err);
	if (rc)
		;
	else if (!len)
		rc = error_set(err, file->name,
			       "is empty; a ramdisk is a cpio archive, mostly compressed");
	else if (s390hdr_magic(head, len))
		rc = error_set(err, file->name,
			       "is itself a kernel, not a ramdisk; is the order right?");
	else if (unpack_kernel_detect(head, len) == UNPACK_NONE && !filetype_cpio(head, len) &&
		 (what = filetype_foreign(head, len, &hint)))
		rc = error_set(err, file->name, "is %s, not a ramdisk; %s", what, hint);
	free(head);
	return rc;
}

/*
 * What follows an LZ4 archive is lost without 4 zeros between them: its end is not
 * seen otherwise (lib/decompress_unlz4.c).
 */
static int add_gap(struct extents *x, const struct infile *before, struct error *err)
{
	struct source all = extents_source(x), from;
	uint8_t head[FILETYPE_HEAD];
	size_t len = before->size < sizeof(head) ? (size_t)before->size : sizeof(head);
	struct source_range range;
	struct ramdisk r;
	bool lz4;

	if (infile_read(before, 0, head, len, err))
		return -1;
	lz4 = unpack_kernel_detect(head, len) == UNPACK_LZ4;
	if (filetype_cpio(head, len)) {
		from = source_part(&range, &all, x->size - before->size, before->size);
		if (ramdisk_read(&from, NULL, &r, err))
			return -1;
		lz4 = r.pieces && !strcmp(r.piece[r.pieces - 1].type, "lz4");
	}
	if (lz4 && extents_add_zeros(x, 4, err))
		return -1;
	/* the kernel skips zeros between archives, and wants cpio at 4 bytes (init/initramfs.c) */
	return extents_pad(x, 4, err);
}

static int open_ramdisks(struct payload *p, const struct options *opt, struct error *err)
{
	const struct image *img = &p->image;
	struct infile *file;
	size_t i;

	for (i = 0; i < opt->ramdisks; i++) {
		file = &p->ramdisk_file[i];
		if (infile_open(file, opt->ramdisk[i], err))
			return -1;
		p->ramdisk_files++;
		if (check_ramdisk(file, err))
			return -1;
		if ((i && add_gap(&p->ramdisk, file - 1, err)) ||
		    extents_add_file(&p->ramdisk, file, 0, file->size, err))
			return -1;
	}
	if (!opt->ramdisks && opt->mode == MODE_UPDATE && img->has_ramdisk)
		return extents_add_slice(&p->ramdisk, &img->flat, img->hdr.initrd_start,
					 img->hdr.initrd_size, err);
	return 0;
}

/* What was added before: to the new ramdisk, else to the one that it replaces. */
static int find_added(struct payload *p, const struct options *opt, struct error *err)
{
	const struct image *img = &p->image;

	if (site_find(&p->site, &p->ramdisk, 0, p->ramdisk.size, err))
		return -1;
	if (p->site.size || !opt->ramdisks || opt->mode != MODE_UPDATE || !img->has_ramdisk)
		return 0;
	if (site_find(&p->site, &img->flat, img->hdr.initrd_start, img->hdr.initrd_size, err))
		return -1;
	p->site.size = 0;
	return 0;
}

/* Adds the site's values to the ramdisk; those that were there before stay. */
static int arrange_site(struct payload *p, const struct options *opt, struct error *err)
{
	const char *name = p->ramdisk_files ? p->ramdisk_file[0].name : p->image.file.name;
	struct site *s = &p->site;
	bool asked = opt->add_settings || opt->add_keys || opt->add_trusted || opt->remove_added;
	uint64_t size;
	uint32_t mtime;

	if (find_added(p, opt, err))
		return -1;
	if (opt->remove_added) {
		p->site_removed = site_any(s);
		size = s->size;
		site_free(s);
		s->size = size;
	}
	if (opt->add_settings && site_settings(s, opt->add_settings, err))
		return -1;
	if (opt->add_keys && site_keys(s, opt->add_keys, err))
		return -1;
	if (opt->add_trusted && site_trusted(s, opt->add_trusted, err))
		return -1;
	/* an archive that stays is not written anew: its files may have another time */
	if (!asked && (s->size || !site_any(s)))
		return 0;
	if (site_any(s) && !p->ramdisk.size)
		return error_set(
			err, p->image.file.name,
			"has no ramdisk that anything could be added to; give one with -r");
	if (source_date(&mtime, err))
		return -1;
	return site_add(s, &p->ramdisk, name, mtime, err);
}

static int read_cmdline(struct payload *p, const struct options *opt, struct error *err)
{
	const char *name = opt->parmfile  ? opt->parmfile
			   : opt->cmdline ? "--cmdline"
					  : "--append-cmdline";
	struct infile file;
	int rc = 0;

	if (opt->parmfile) {
		if (infile_open(&file, opt->parmfile, err))
			return -1;
		rc = cmdline_from_file(&p->cmdline, &file, err);
		infile_close(&file);
		if (!rc)
			cmdline_decode(&p->cmdline, name, &p->notes);
	} else if (opt->cmdline) {
		rc = cmdline_from_string(&p->cmdline, opt->cmdline, strlen(opt->cmdline), err);
	} else if (opt->append) {
		rc = cmdline_from_image(&p->cmdline, &p->image, err);
	}
	if (!rc && opt->append)
		rc = cmdline_append(&p->cmdline, opt->append, err);
	if (rc || !p->cmdline.text)
		return rc;
	return cmdline_check(&p->cmdline, p->cmdline_size, opt->raw_cmdline, name, &p->notes, err);
}

/* Clears the area and puts the new line in. */
static int put_cmdline(struct payload *p, struct error *err)
{
	uint8_t *area = calloc(1, (size_t)p->cmdline_size);
	int rc;

	if (!area)
		return error_memory(err);
	memcpy(area, p->cmdline.text, p->cmdline.len);
	rc = extents_patch(&p->kernel, S390_CMDLINE, area, (size_t)p->cmdline_size, err);
	free(area);
	return rc;
}

/* 31-bit addressing, straight to the entry that every loader may use */
static const uint8_t direct_psw[8] = {0x00, 0x08, 0x00, 0x00, 0x80, 0x01, 0x00, 0x00};

static int arrange_kernel(struct payload *p, const struct options *opt, struct error *err)
{
	const struct image *img = &p->image;
	uint64_t end = img->kernel_end;

	if (opt->strip_signature && img->signature) {
		p->signature = img->signature;
		end -= img->signature;
		if (end < S390_CMDLINE + img->cmdline_size)
			return error_set_at(
				err, img->file.name, end,
				"the signature is larger than the kernel: it is damaged");
	}
	if (extents_add_slice(&p->kernel, &img->flat, 0, end, err))
		return -1;
	if (p->cmdline.text && put_cmdline(p, err))
		return -1;
	if (opt->psw)
		return extents_patch(&p->kernel, S390_PSW, direct_psw, sizeof(direct_psw), err);
	return 0;
}

/* Where what was given is not a kernel: is it the other way round? */
static int check_order(const struct options *opt, struct error *err)
{
	char version[S390_VERSION_SIZE];
	size_t i;

	for (i = 0; i < opt->ramdisks; i++)
		if (!s390hdr_file_version(opt->ramdisk[i], version, NULL))
			return error_set(err, opt->input,
					 "is not a kernel, but %s, given as the ramdisk, is one: "
					 "exchange the two",
					 opt->ramdisk[i]);
	return -1;
}

int payload_open(struct payload *p, const struct options *opt, struct error *err)
{
	memset(p, 0, sizeof(*p));
	if (image_open(&p->image, opt->input, err))
		return err && err->errnum ? -1 : check_order(opt, err);
	if (p->image.set)
		return error_set(
			err, p->image.file.name,
			"is an .ins file, a list of files; give the kernel that it loads to "
			"address 0 (%s)",
			p->image.set->list[0].file.name);
	p->cmdline_size = p->image.cmdline_size;
	if (check_kernel(p, opt, err) || open_ramdisks(p, opt, err) || arrange_site(p, opt, err) ||
	    read_cmdline(p, opt, err))
		return -1;
	return arrange_kernel(p, opt, err);
}

int payload_judge(struct payload *p, struct error *err)
{
	struct ramdisk r;

	return findings_archives(&p->ramdisk, 0, p->ramdisk.size, &r, &p->found, err) ||
			       (!p->cmdline.text && findings_cmdline(&p->image, &p->found, err))
		       ? -1
		       : 0;
}

int payload_effective_cmdline(const struct payload *p, struct cmdline *line, struct error *err)
{
	if (p->cmdline.text)
		return cmdline_from_string(line, p->cmdline.text, p->cmdline.len, err);
	return cmdline_from_image(line, &p->image, err);
}

void payload_close(struct payload *p)
{
	size_t i;

	extents_free(&p->kernel);
	extents_free(&p->ramdisk);
	cmdline_free(&p->cmdline);
	site_free(&p->site);
	for (i = 0; i < p->ramdisk_files; i++)
		infile_close(&p->ramdisk_file[i]);
	image_close(&p->image);
}
