// SPDX-License-Identifier: MIT
#include "info.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB (UINT64_C(1) << 20)

/* QEMU pc-bios/s390-ccw/netboot.mak: the firmware is linked at 0x7800000, TFTP fills from 0x2000 */
#define NETBOOT_MAX (UINT64_C(0x7800000) - 0x2000)

__attribute__((format(printf, 4, 5))) static void loader(struct info *info, const char *name,
							 bool works, const char *fmt, ...)
{
	struct loader *new = &info->loader[info->loaders++];
	va_list ap;

	new->name = name;
	new->works = works;
	va_start(ap, fmt);
	vsnprintf(new->why, sizeof(new->why), fmt, ap);
	va_end(ap);
}

static void judge_loaders(struct info *info)
{
	const struct image *img = &info->image;
	bool line = info->cmdline && info->cmdline[0], rd = img->has_ramdisk;
	bool direct = !strcmp(info->psw, "direct");
	uint64_t mib = (info->memory + MIB - 1) / MIB, size = img->flat.size;

	loader(info, "QEMU network boot before 9.2", size <= NETBOOT_MAX,
	       size <= NETBOOT_MAX ? "%llu of 125820928 bytes; 128 MiB of memory or more"
				   : "%llu bytes are more than 125820928",
	       (unsigned long long)size);
	loader(info, "QEMU network boot since 9.2", size < S390_IMAGE_MAX - 4 * MIB,
	       "%llu MiB of memory or more", (unsigned long long)mib + 4);
	loader(info, "QEMU -kernel", true, "%s",
	       line ? "the command line in the image is lost, give it with -append" : "");
	loader(info, "CD (El Torito)", true, "%s", "");
	loader(info, "LPAR (.ins)", true, "%s",
	       direct ? ""
		      : "as the only line: FILE 0x00000000; --psw for loaders that use the PSW");
	loader(info, "z/VM reader", !rd, "%s",
	       rd ? "the reader needs kernel, command line and ramdisk as three files, see --reader"
		  : "with a command line as the second file");
	loader(info, "kexec -s", true, "%s", "");
	loader(info, "kexec -l", !rd, "%s", rd ? "the ramdisk is lost, give it with --initrd" : "");
}

static int read_psw(struct info *info, struct error *err)
{
	uint8_t b[8];

	if (extents_read(&info->image.flat, S390_PSW, b, sizeof(b), err))
		return -1;
	info->psw = "other";
	if (be32_get(b) == 0x00080000 && be32_get(b + 4) == 0x80000200)
		info->psw = "kernel";
	if (be32_get(b) == 0x00080000 && be32_get(b + 4) == 0x80010000)
		info->psw = "direct";
	return 0;
}

static int read_cmdline(struct info *info, struct error *err)
{
	const struct image *img = &info->image;
	uint8_t *area;

	if (!img->cmdline_size || S390_CMDLINE + img->cmdline_size > img->flat.size)
		return 0;
	area = image_cmdline_area(img, err);
	if (!area)
		return -1;
	info->cmdline = strndup((char *)area, (size_t)img->cmdline_size);
	free(area);
	return info->cmdline ? 0 : error_set(err, NULL, "out of memory");
}

static int read_ramdisk(struct info *info, struct error *err)
{
	const struct s390hdr *h = &info->image.hdr;
	struct finding *new;
	size_t i;

	if (!info->image.has_ramdisk || h->initrd_start > info->image.flat.size ||
	    h->initrd_size > info->image.flat.size - h->initrd_start)
		return 0;
	if (ramdisk_read(&info->image.flat, h->initrd_start, h->initrd_size, &info->ramdisk, err) ||
	    site_find(&info->site, &info->image.flat, h->initrd_start, h->initrd_size, err))
		return -1;
	for (i = 0; i < info->ramdisk.pieces; i++) {
		if (!info->ramdisk.piece[i].problem[0] ||
		    info->findings.count == sizeof(info->findings.list) / sizeof(*new))
			continue;
		new = &info->findings.list[info->findings.count++];
		new->code = "ramdisk-contents";
		new->is_error = true;
		new->offset = info->ramdisk.piece[i].offset;
		snprintf(new->text, sizeof(new->text), "ramdisk %zu (%s): %s", i + 1,
			 info->ramdisk.piece[i].type, info->ramdisk.piece[i].problem);
	}
	return 0;
}

int info_read(struct info *info, const char *path, struct error *err)
{
	memset(info, 0, sizeof(*info));
	if (image_open(&info->image, path, err))
		return -1;
	if (findings_ramdisk(&info->image, &info->findings, err) ||
	    findings_kernel(&info->image, &info->findings, err) ||
	    findings_cmdline(&info->image, &info->findings, err) || read_psw(info, err) ||
	    read_cmdline(info, err) || read_ramdisk(info, err)) {
		info_free(info);
		return -1;
	}
	/* measured with 6.1 and 6.12: 40 MiB for the kernel, the ramdisk, what it unpacks to */
	info->memory = 40 * MIB + (info->ramdisk.pieces ? info->image.hdr.initrd_size : 0) +
		       info->ramdisk.unpacked;
	judge_loaders(info);
	return 0;
}

void info_free(struct info *info)
{
	free(info->cmdline);
	info->cmdline = NULL;
	site_free(&info->site);
	image_close(&info->image);
}
