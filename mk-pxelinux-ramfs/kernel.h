/* SPDX-License-Identifier: MIT */
/* The kernel that will run the initramfs: its version, its configuration. */
#ifndef KERNEL_H
#define KERNEL_H

#include <limits.h>

#include "bytes.h"
#include "elf/elf_file.h"
#include "error.h"
#include "root.h"

enum kernel_answer { KERNEL_UNKNOWN, KERNEL_NO, KERNEL_YES };

struct kernel {
	char version[256]; /* uname -r; "" = not known */
	bool have_arch;	   /* the image told its machine */
	struct elf_arch arch;
	const char *image_name; /* as the user named it, or NULL */
	struct bytes config;
	char config_from[PATH_MAX]; /* "" = no configuration was found */
	enum kernel_answer kexec;   /* by the image, where there is no configuration */
};

/* Finds the version and machine of the s390 kernel image PATH, which must outlive K. */
int kernel_read_image(struct kernel *k, const char *path, struct error *err);

/*
 * Finds the configuration of k->version: ROOT/boot/config-VERSION, the directory of
 * the modules, beside the image, or IKCONFIG inside of it (linux/kernel/configs.c).
 * Not to find one is not an error: config_from stays "".
 */
int kernel_find_config(struct kernel *k, const struct root *root, struct error *err);

/* True if CONFIG_NAME is y or m. */
bool kernel_has(const struct kernel *k, const char *name);

void kernel_free(struct kernel *k);

/*
 * Looks into the IMAGE, through what is compressed in it: sets kexec, and config
 * with config_from if it holds IKCONFIG. What cannot be unpacked is skipped.
 */
int kernel_look_inside(struct kernel *k, const struct bytes *image, struct error *err);

#endif
