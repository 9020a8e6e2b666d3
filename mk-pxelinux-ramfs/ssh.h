/* SPDX-License-Identifier: MIT */
/*
 * Logging in while the loader runs, by key only: dropbear from the root, the
 * keys that may, and the account they belong to. The skeleton's init starts it.
 */
#ifndef SSH_H
#define SSH_H

#include "bytes.h"
#include "contents.h"
#include "error.h"

/*
 * Refuses what is no list of public keys as sshd(8) describes it under
 * AUTHORIZED_KEYS FILE FORMAT: a line of another form, a private key, no key
 * at all. NAME is what B is called in errors.
 */
int ssh_check_keys(const struct bytes *b, const char *name, struct error *err);

/*
 * Adds the keys in FILE with all they need. Folder and file can be read by root
 * alone. To be called behind all else that may bring an etc/passwd.
 */
int ssh_add(struct contents *c, const char *file, struct error *err);

#endif
