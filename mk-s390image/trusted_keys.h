/* SPDX-License-Identifier: MIT */
/* What a loader that boots signed trees trusts: "since YYYY-MM-DD" or "since none", then public
 * keys (PEM); pxeboot(7). */
#ifndef TRUSTED_KEYS_H
#define TRUSTED_KEYS_H

#include "bytes.h"

#define TRUSTED_KEYS_PATH "etc/pxeboot/trust"
enum { TRUSTED_KEYS_MAX = 65536 }; /* bytes */

/* Sets *KEYS to how many keys TEXT has, called NAME in errors. -1: it is not such a file. */
int trusted_keys_check(const struct bytes *text, const char *name, size_t *keys, struct error *err);

#endif
