/* SPDX-License-Identifier: MIT */
/*
 * The other names of modules: patterns for devices ("virtio:d00000001v*") and for
 * what the kernel asks for by a name that is no module's ("crypto-crc32c").
 */
#ifndef MODALIAS_H
#define MODALIAS_H

#include "modules.h"

/*
 * Reads the aliases of every module there is, once: some seconds where they are
 * compressed.
 */
int modalias_open(struct modules *m, struct error *err);

/*
 * The next module for ALIAS (normalised), in the order of their names; *AT is 0 at
 * first. NULL: no more. A module may come twice. Needs modalias_open().
 */
struct module *modalias_next(const struct modules *m, const char *alias, size_t *at);

/* For modules_close(). */
void modalias_close(struct modules *m);

#endif
