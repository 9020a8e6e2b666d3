/* SPDX-License-Identifier: MIT */
/*
 * The head of an s390 kernel image: the fields of the parameter area, the version string. Offsets
 * in the file are load addresses. Sources: Linux arch/s390/boot/{head.S,ipl_data.c},
 * arch/s390/include/asm/setup.h.
 */
#ifndef S390HDR_H
#define S390HDR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "byteorder.h"
#include "error.h"
#include "input.h"

enum {
	S390_PSW = 0x0,	      /* short PSW an IPL from address 0 starts with */
	S390_CCW = 0x8,	      /* the 24 bytes that file(1) and ISO boot look at */
	S390_ENTRY = 0x10000, /* where every loader may jump to */
	S390_MAGIC = 0x10008, /* "S390EP" */
	S390_INITRD_START = 0x10408,
	S390_INITRD_SIZE = 0x10410,
	S390_OLDMEM_BASE = 0x10418, /* kdump only, else 0 */
	S390_OLDMEM_SIZE = 0x10420,
	S390_VERSION_PTR = 0x10428, /* where the version string is, 0: there is none */
	S390_CMDLINE_MAX = 0x10430, /* size of the command line with its NUL, 0 = 896 */
	S390_CMDLINE = 0x10480,
	S390_CMDLINE_LEGACY = 896,    /* ARCH_COMMAND_LINE_SIZE before 5.16 */
	S390_CMDLINE_LIMIT = 1048576, /* upper end of CONFIG_COMMAND_LINE_SIZE */
	S390_PAGE = 4096,
	S390_VERSION_SIZE = 512, /* room for the longest version string taken */
};

/* an image is loaded at 0 and addressed with 31 bits by the card reader's loader */
#define S390_IMAGE_MAX UINT64_C(0x80000000)

/* The fields as they are in the file; nothing about them is checked yet. */
struct s390hdr {
	uint64_t initrd_start, initrd_size;
	uint64_t oldmem_base, oldmem_size;
	uint64_t version_ptr;
	uint64_t cmdline_max;
};

/* The channel program at S390_CCW. */
extern const uint8_t s390hdr_ccw[16];

/*
 * True if BUF, the first LEN bytes of a file, has the entry point magic and is not an ELF
 * file, which file(1) and loaders would then take for a kernel.
 */
bool s390hdr_magic(const void *buf, size_t len);

/* Reads the fields from BUF, the first LEN bytes; false if LEN < S390_CMDLINE. */
bool s390hdr_get(const void *buf, size_t len, struct s390hdr *hdr);

/*
 * Size of the command line area with its NUL: the field, 896 where it is 0.
 * 0 if the field makes no sense (below 896, or above what Kconfig allows).
 */
uint64_t s390hdr_cmdline_size(const struct s390hdr *hdr);

/*
 * Reads the head of the image in FD, which is SIZE bytes long and is called
 * PATH in errors. -1 if it cannot be read, is shorter than the parameter area
 * or has no magic. The file position is not used.
 */
int s390hdr_read(int fd, uint64_t size, const char *path, struct s390hdr *hdr, struct error *err);

/*
 * Where the kernel ends in an image of SIZE bytes: where its ramdisk starts, if it
 * holds one that starts after the parameter area.
 */
uint64_t s390hdr_kernel_end(const struct s390hdr *hdr, uint64_t size);

/* True if the version string begins with MAJOR.MINOR or a later release. */
bool s390hdr_since(const char *version, unsigned int major, unsigned int minor);

/*
 * Reads the version string that HDR points to, as it is in the kernel:
 * "6.1.0-50-s390x (builder@host) #1 SMP ...". BUF becomes "" and the result is
 * 0 if the kernel names none. -1, and BUF "", if it lies outside the kernel, has no
 * end within S390_VERSION_SIZE bytes, is not printable or does not begin with a digit:
 * the kernel is damaged.
 */
int s390hdr_version(const struct s390hdr *hdr, const struct source *image, const char *path,
		    char buf[S390_VERSION_SIZE], struct error *err);

/*
 * Both of the above for the file PATH. BUF then begins with what uname -r says
 * there, up to the first blank.
 */
int s390hdr_file_version(const char *path, char buf[S390_VERSION_SIZE], struct error *err);

#endif
