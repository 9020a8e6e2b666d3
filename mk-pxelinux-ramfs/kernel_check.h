/* SPDX-License-Identifier: MIT */
/* What the kernel must be able to do, by its configuration. */
#ifndef KERNEL_CHECK_H
#define KERNEL_CHECK_H

#include "error.h"
#include "kernel.h"
#include "names.h"
#include "options.h"
#include "root.h"

/*
 * Refuses a kernel that cannot kexec, has no initramfs or cannot unpack the
 * chosen compression. Where its configuration is not to be found, that is a
 * warning.
 */
int kernel_check(struct kernel *k, const struct root *root, const struct options *o,
		 struct names *warnings, struct error *err);

#endif
