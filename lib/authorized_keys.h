/* SPDX-License-Identifier: MIT */
/* Public keys whose owners may log in to the loader. */
#ifndef AUTHORIZED_KEYS_H
#define AUTHORIZED_KEYS_H

#include <stddef.h>

#include "bytes.h"
#include "error.h"

#define AUTHORIZED_KEYS_PATH "root/.ssh/authorized_keys"
enum { AUTHORIZED_KEYS_MAX = 65536 };

/*
 * Refuses what is not a list of public keys as sshd(8) describes it under
 * AUTHORIZED_KEYS FILE FORMAT: a line of another form, a private key, no key
 * at all. *COUNT becomes the number of keys. NAME is what B is called in errors.
 */
int authorized_keys_check(const struct bytes *b, const char *name, size_t *count,
			  struct error *err);

#endif
