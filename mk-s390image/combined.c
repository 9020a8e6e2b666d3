// SPDX-License-Identifier: MIT
#include "combined.h"

#include "s390hdr.h"

int combined_compose(const struct payload *p, struct extents *out, struct error *err)
{
	uint8_t fields[16] = {0};
	uint64_t size;

	if (extents_add_slice(out, &p->kernel, 0, p->kernel.size, err) ||
	    extents_pad(out, S390_PAGE, err))
		return -1;
	size = out->size + p->ramdisk.size;
	if (size > S390_IMAGE_MAX)
		return error_set(
			err, p->image.file.name,
			"kernel and ramdisk together have %llu bytes; more than 2 GiB cannot "
			"be loaded",
			(unsigned long long)size);
	if (p->ramdisk.size) {
		be64_put(fields, out->size);
		be64_put(fields + 8, p->ramdisk.size);
	}
	/* without a ramdisk nothing is changed in a kernel that never had one */
	if ((p->ramdisk.size || p->image.has_ramdisk) &&
	    extents_patch(out, S390_INITRD_START, fields, sizeof(fields), err))
		return -1;
	return extents_add_slice(out, &p->ramdisk, 0, p->ramdisk.size, err);
}
