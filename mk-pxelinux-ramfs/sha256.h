/* SPDX-License-Identifier: MIT */
/* SHA-256, FIPS 180-4. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>

/* The digest of LEN bytes at P as 64 hexadecimal digits and a NUL. */
void sha256_hex(const void *p, size_t len, char hex[65]);

#endif
