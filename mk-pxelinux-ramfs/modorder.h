/* SPDX-License-Identifier: MIT */
/*
 * modules.order: the modules that a kernel's build made, one path a line
 * (linux/scripts/Makefile.modinst), "kernel/net/core/failover.ko". The suffix of
 * a file that was compressed later is not in it, and the file may be missing:
 * some systems spread a kernel's modules over several packages.
 */
#ifndef MODORDER_H
#define MODORDER_H

#include <limits.h>
#include <stdbool.h>

#include "bytes.h"

/*
 * Copies the line of the module NAME (normalised) to FILE. False if there is none;
 * lines that are not below kernel/ do not count.
 */
bool modorder_find(const struct bytes *list, const char *name, char file[PATH_MAX]);

#endif
