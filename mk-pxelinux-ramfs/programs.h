/* SPDX-License-Identifier: MIT */
/* busybox with its applets, kexec, and the loader's own program. */
#ifndef PROGRAMS_H
#define PROGRAMS_H

#include "initramfs.h"

int programs_add(struct initramfs *c, const struct options *o, const char *skel, struct error *err);

#endif
