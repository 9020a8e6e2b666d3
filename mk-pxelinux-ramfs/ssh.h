/* SPDX-License-Identifier: MIT */
/*
 * Logging in while the loader runs, by key only: dropbear from the root, the
 * keys that may, and the account they belong to. The skeleton's init starts it.
 */
#ifndef SSH_H
#define SSH_H

#include "initramfs.h"
#include "error.h"

/*
 * Adds dropbear with all it needs and, unless it is NULL, FILE with the keys;
 * without, nobody can log in until mk-s390image adds some. Directory and file can
 * be read by root alone. To be called after all else that may bring an etc/passwd.
 */
int ssh_add(struct initramfs *c, const char *file, struct error *err);

#endif
