/* SPDX-License-Identifier: MIT */
/* SHA-256, FIPS 180-4. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t h[8];
	uint64_t len;
	unsigned char part[64]; /* the last len % 64 bytes */
};

void sha256_start(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *p, size_t len);
/* The digest as 64 hexadecimal digits and a NUL. */
void sha256_hex(struct sha256 *s, char hex[65]);

#endif
