/* SPDX-License-Identifier: MIT */
/* The extended attributes of a file that is replaced by another. */
#ifndef XATTRS_H
#define XATTRS_H

#include "error.h"

/*
 * Gives the new file FD those of PATH (symbolic links are followed), its ACL and
 * SELinux label among them, and no ACL if PATH has none. What may not be read or set
 * is left out, as are those that the kernel ties to the contents: security.ima,
 * security.evm, security.capability.
 */
int xattrs_copy(const char *path, int fd, struct error *err);

#endif
