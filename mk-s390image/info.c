// SPDX-License-Identifier: MIT
#include "info.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmdline.h"

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

static void judge_network(struct info *info)
{
	uint64_t mib = (info->memory + MIB - 1) / MIB, size = info->image.flat.size;

	loader(info, "QEMU network boot before 9.2", size <= NETBOOT_MAX,
	       size <= NETBOOT_MAX ? "%llu of 125820928 bytes; %llu MiB of memory or more"
				   : "%llu bytes are more than 125820928",
	       (unsigned long long)size, (unsigned long long)(mib < 128 ? 128 : mib));
	loader(info, "QEMU network boot since 9.2", size < S390_IMAGE_MAX - 4 * MIB,
	       "%llu MiB of memory or more", (unsigned long long)mib + 4);
}

/* What starts at address 0 or looks at the first bytes. */
static void judge_media(struct info *info)
{
	bool psw = !findings_has(&info->findings, "psw"), rd = info->image.has_ramdisk;
	bool ccw = !findings_has(&info->findings, "ccw"), own = !strcmp(info->psw, "kernel");

	loader(info, "CD (El Torito)", ccw, "%s",
	       !ccw  ? "the channel program at 8 is not the kernel's"
	       : psw ? ""
		     : "only in QEMU: the PSW is not valid");
	loader(info, "LPAR (.ins)", psw, "%s",
	       !psw		 ? "the PSW is not valid"
	       : info->image.set ? ""
	       : own ? "as the only line: FILE 0x00000000; --psw for loaders that use the PSW"
		     : "as the only line: FILE 0x00000000");
	loader(info, "z/VM reader", !rd && ccw && own, "%s",
	       rd ? "the reader needs kernel, command line and ramdisk as three files, see --reader"
	       : !ccw ? "the channel program at 8 is not the kernel's"
	       : !own ? "the PSW is not that of a reader's deck (0008000080000200); --reader "
			"writes one"
		      : "with a command line as the second file");
}

static void judge_loaders(struct info *info)
{
	bool line = info->cmdline && info->cmdline[0], rd = info->image.has_ramdisk;

	judge_network(info);
	judge_media(info);
	loader(info, "QEMU -kernel", true, "%s",
	       line ? "the command line in the image is lost; add it with -append" : "");
	loader(info, "kexec -s", true, "%s", "");
	loader(info, "kexec -l", !rd, "%s", rd ? "the ramdisk is lost; add it with --initrd" : "");
	for (size_t i = 0; i < info->loaders; i++) {
		if (info->image.set && strncmp(info->loader[i].name, "QEMU network", 12) &&
		    strcmp(info->loader[i].name, "LPAR (.ins)")) {
			info->loader[i].works = false;
			strcpy(info->loader[i].why, "takes no .ins file");
		}
		if (findings_first_error(&info->findings) && info->loader[i].works) {
			info->loader[i].works = false;
			strcpy(info->loader[i].why, "the image has an error");
		}
	}
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
	struct cmdline line = {0};
	int rc;

	if (!img->cmdline_size || S390_CMDLINE + img->cmdline_size > img->flat.size)
		return 0;
	rc = cmdline_from_image(&line, img, err);
	if (!rc && !(info->cmdline = strndup(line.text, line.len)))
		rc = error_memory(err);
	cmdline_free(&line);
	return rc;
}

static int read_ramdisk(struct info *info, struct error *err)
{
	const struct s390hdr *h = &info->image.hdr;

	if (!info->image.has_ramdisk || h->initrd_start > info->image.flat.size ||
	    h->initrd_size > info->image.flat.size - h->initrd_start)
		return 0;
	return findings_archives(&info->image.flat, h->initrd_start, h->initrd_size, &info->ramdisk,
				 &info->findings, err) ||
			       site_find(&info->site, &info->image.flat, h->initrd_start,
					 h->initrd_size, err)
		       ? -1
		       : 0;
}

/* Measured with 6.1, 6.12 and 7.2; to be added: the ramdisk, and what it unpacks to. */
static uint64_t kernel_memory(const char *version)
{
	unsigned int mib = s390hdr_since(version, 7, 0)	  ? 52
			   : s390hdr_since(version, 6, 2) ? 49
							  : 45;

	return mib * MIB;
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
	info->memory = kernel_memory(info->image.version) +
		       (info->ramdisk.pieces ? info->image.hdr.initrd_size : 0) +
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
