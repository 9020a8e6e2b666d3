// SPDX-License-Identifier: MIT
#include "component.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "s390hdr.h"

int component_kernel(const struct payload *p, struct extents *out, struct error *err)
{
	size_t len = (size_t)p->cmdline_size;
	uint8_t fields[16] = {0}, *area = calloc(1, len);
	int rc;

	if (!area)
		return error_memory(err);
	rc = extents_add_slice(out, &p->kernel, 0, p->kernel.size, err);
	if (!rc)
		rc = extents_patch(out, S390_INITRD_START, fields, sizeof(fields), err);
	if (!rc)
		rc = extents_patch(out, S390_CMDLINE, area, len, err);
	free(area);
	return rc;
}

int component_ramdisk(const struct payload *p, struct extents *out, struct error *err)
{
	return extents_add_slice(out, &p->ramdisk, 0, p->ramdisk.size, err);
}

int component_cmdline(const struct payload *p, struct cmdline *line, struct error *err)
{
	if (payload_effective_cmdline(p, line, err))
		return -1;
	while (line->len && strchr("\n ", line->text[line->len - 1]))
		line->len--;
	return cmdline_check(line, p->cmdline_size, false, p->image.file.name, NULL, err);
}

int component_add(struct outputs *o, const char *stem, size_t stem_len, const char *suffix,
		  int (*fill)(const struct payload *, struct extents *, struct error *),
		  uint64_t unit, const struct payload *p, struct error *err)
{
	struct output *out = outputs_add_suffix(o, stem, stem_len, suffix, err);

	return !out || fill(p, &out->contents, err) || extents_pad(&out->contents, unit, err) ? -1
											      : 0;
}

int component_address(const struct payload *p, uint64_t *addr, struct error *err)
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
		return error_set(
			err, stem,
			"this name cannot be used inside the files written with it; use 1 to "
			"%zu letters, digits or ._+-@",
			max);
	return 0;
}
