/* SPDX-License-Identifier: MIT */
/* The loader's own parameters, as /etc/pxeboot.conf has them: see pxeboot(7). */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stddef.h>

#include "bytes.h"
#include "error.h"

#define SETTINGS_PATH "etc/pxeboot.conf"
enum { SETTINGS_MAX = 65536 };

/*
 * Refuses what is not lines of NAME=VALUE, NAME, comments and blank lines.
 * *COUNT becomes the number of settings. NAME is what B is called in errors.
 */
int settings_check(const struct bytes *b, const char *name, size_t *count, struct error *err);

#endif
