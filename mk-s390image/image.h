/* SPDX-License-Identifier: MIT */
/*
 * An s390 kernel or boot image that was read: where its parts are. Reading is
 * lenient: it says what is there, sound or not; problems.h judges it.
 */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "extents.h"
#include "infile.h"
#include "s390hdr.h"

struct image {
	struct infile file;
	bool elf;	     /* the file is arch/s390/boot/vmlinux */
	struct extents flat; /* the image as it is in memory, with its ramdisk */
	struct s390hdr hdr;
	char version[S390_VERSION_SIZE]; /* "" = not told, or not readable */
	uint64_t cmdline_size;		 /* of the area with its NUL; 0 = the field is nonsense */

	/*
	 * Both entry points of arch/s390/boot/head.S are there. Without, it is
	 * some other program that is loaded as a kernel is.
	 */
	bool linux_code;

	/*
	 * The kernel is [0, kernel_end); a ramdisk inside of the image follows
	 * at hdr.initrd_start. Without one kernel_end is the end of the image.
	 */
	bool has_ramdisk; /* hdr.initrd_size is not 0 */
	uint64_t kernel_end;

	/*
	 * What the kernel file ends with: [payload_end, signature_end) is an
	 * appended module signature (equal: none), behind it are only zeros
	 * up to kernel_end. trailer: the secure boot trailer is the last that is not
	 * zero before that.
	 */
	uint64_t payload_end, signature_end;
	bool trailer;
};

/*
 * Opens PATH ("-" is standard input). -1 with the reason and the way out if it
 * is no s390 kernel image: empty, compressed, of another machine, an ELF file
 * that is no boot/vmlinux, a Secure Execution image, too short. IMG needs
 * image_close() on success only.
 */
int image_open(struct image *img, const char *path, struct error *err);

/*
 * The embedded command line: up to LEN = img->cmdline_size bytes as they are in
 * the area, which may hold anything. Needs cmdline_size != 0. The caller frees.
 */
uint8_t *image_cmdline_area(const struct image *img, struct error *err);

void image_close(struct image *img);

#endif
