/* SPDX-License-Identifier: MIT */
/*
 * An s390 kernel or boot image that was read: where its parts are. Reading is
 * lenient: it says what is there, sound or not; findings.h judges it.
 */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "extents.h"
#include "infile.h"
#include "inslist.h"
#include "s390hdr.h"

struct image {
	struct infile file;
	struct inslist *set; /* the files that an .ins file lists; NULL: it is one image */
	struct extents flat; /* all of it, for a set as it is in memory */
	struct s390hdr hdr;
	char version[S390_VERSION_SIZE]; /* "": none, or not readable */
	uint64_t cmdline_size;		 /* of the area with its NUL; 0 = the field is nonsense */

	/*
	 * Both entry points of arch/s390/boot/head.S are there. Without, it is
	 * some other program that is loaded as a kernel is.
	 */
	bool linux_code;

	/*
	 * The kernel is [0, kernel_end). Up to the ramdisk, else to the end of the image,
	 * only zeros follow, and only where it ends with the secure boot trailer or with a
	 * signature; without these it ends there.
	 */
	bool has_ramdisk; /* hdr.initrd_size is not 0 */
	uint64_t kernel_end;
	uint64_t signature; /* bytes of module signature at its end, 0: none */
	bool trailer;	    /* the secure boot trailer is the last before that */
};

/*
 * Opens PATH ("-" is standard input), an image or the .ins file of a set. -1 with the reason and
 * the way out if it is not an s390 kernel image: empty, compressed, of another machine, an ELF
 * file, a Secure Execution image, too short. IMG needs image_close() on success only.
 */
int image_open(struct image *img, const char *path, struct error *err);

/* The version string, or why it cannot be read; see s390hdr_version(). */
int image_version(const struct image *img, char version[S390_VERSION_SIZE], struct error *err);

/*
 * The embedded command line: up to LEN = img->cmdline_size bytes as they are in
 * the area, which may hold anything. Needs cmdline_size != 0. The caller frees.
 */
uint8_t *image_cmdline_area(const struct image *img, struct error *err);

/* Moves *END, which is in the image, back over zeros, to START at most. */
int image_skip_zeros(const struct image *img, uint64_t start, uint64_t *end, struct error *err);

void image_close(struct image *img);

#endif
