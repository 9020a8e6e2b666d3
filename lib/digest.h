/* SPDX-License-Identifier: MIT */
/* MD5 (RFC 1321), SHA-1, SHA-256 and SHA-512 (FIPS 180-4): of files for lists, of passwords. */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum digest_kind { DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA512 };
enum { DIGEST_MAX = 64 }; /* bytes of a result */

struct digest {
	enum digest_kind kind;
	uint64_t h[8]; /* of 32 bits but for SHA-512 */
	uint64_t len;
	unsigned char block[128];
};

void digest_begin(struct digest *d, enum digest_kind kind);
void digest_add(struct digest *d, const void *data, size_t len);
/* How many bytes of OUT it has set; nothing of what was added is left in D. */
size_t digest_end(struct digest *d, unsigned char out[DIGEST_MAX]);
/* The same in hexadecimal digits, two for each byte, and a NUL. */
void digest_hex(struct digest *d, char *hex);

#endif
