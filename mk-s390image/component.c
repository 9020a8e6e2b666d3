// SPDX-License-Identifier: MIT
#include "component.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cpio.h"
#include "s390hdr.h"

int component_kernel(const struct parts *p, struct extents *out, struct error *err)
{
	size_t len = (size_t)p->cmdline_size;
	uint8_t fields[16] = {0}, *area = calloc(1, len);
	int rc;

	if (!area)
		return error_set_errno(err, NULL, ENOMEM, "out of memory");
	rc = extents_add_slice(out, &p->kernel, 0, p->kernel.size, err);
	if (!rc)
		rc = extents_patch(out, S390_INITRD_START, fields, sizeof(fields), err);
	if (!rc)
		rc = extents_patch(out, S390_CMDLINE, area, len, err);
	free(area);
	return rc;
}

static int to_extents(void *ctx, const void *buf, size_t len, struct error *err)
{
	return extents_add_bytes(ctx, buf, len, err);
}

int component_ramdisk(const struct parts *p, struct extents *out, struct error *err)
{
	struct cpio empty = {.sink = to_extents, .ctx = out};

	if (p->ramdisk.size)
		return extents_add_slice(out, &p->ramdisk, 0, p->ramdisk.size, err);
	return cpio_finish(&empty, &cpio_trailer, 0, err);
}

int component_cmdline(const struct parts *p, struct cmdline *line, struct error *err)
{
	if (parts_effective_cmdline(p, line, err))
		return -1;
	while (line->len && strchr("\n ", line->text[line->len - 1]))
		line->len--;
	return cmdline_check(line, p->cmdline_size, false, p->image.file.name, err);
}

/* An output that two forms share is made once. */
static struct extents *contents_of(struct outputs *o, const char *stem, size_t len,
				   const char *suffix, bool *there, struct error *err)
{
	struct output *out = outputs_find(o, stem, len, suffix);

	*there = out && out->shared;
	if (*there)
		return &out->contents;
	out = outputs_add_suffix(o, stem, len, suffix, err);
	if (!out)
		return NULL;
	out->shared = true;
	return &out->contents;
}

int component_add(struct outputs *o, const char *stem, size_t stem_len, const struct parts *p,
		  bool always, struct error *err)
{
	struct extents *x;
	bool there;

	x = contents_of(o, stem, stem_len, ".img", &there, err);
	if (!x || (!there && component_kernel(p, x, err)))
		return -1;
	if (!p->ramdisk.size && !always)
		return 0;
	x = contents_of(o, stem, stem_len, ".initrd", &there, err);
	return !x || (!there && component_ramdisk(p, x, err)) ? -1 : 0;
}

int component_address(const struct parts *p, uint64_t *addr, struct error *err)
{
	uint64_t end = p->kernel.size + COMPONENT_ALIGN - 1;

	*addr = end - end % COMPONENT_ALIGN;
	if (p->ramdisk.size > S390_IMAGE_MAX || *addr > S390_IMAGE_MAX - p->ramdisk.size)
		return error_set(
			err, p->image.file.name,
			"kernel and ramdisk together have more than 2 GiB, which cannot be "
			"loaded");
	return 0;
}

int component_name(const char *stem, size_t stem_len, size_t max, const char **name, size_t *len,
		   struct error *err)
{
	size_t i = stem_len;

	while (i && stem[i - 1] != '/')
		i--;
	*name = stem + i;
	*len = stem_len - i;
	for (i = 0; i < *len; i++)
		if (!isascii((*name)[i]) || (!isalnum((*name)[i]) && !strchr("._+-@", (*name)[i])))
			break;
	if (!*len || *len > max || i < *len)
		return error_set(err, stem,
				 "this name cannot stand in the files written beside it; take 1 to "
				 "%zu letters, digits or ._+-@",
				 max);
	return 0;
}
