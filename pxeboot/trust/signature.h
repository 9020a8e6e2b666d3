/* SPDX-License-Identifier: MIT */
/*
 * Signatures as "openssl dgst -sign" makes them: ECDSA (P-256, P-384) or RSA (PKCS#1 v1.5, from
 * 2048 bits on) with SHA-256, SHA-384 or SHA-512.
 */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include "bytes.h"

enum { SIGNATURE_MAX = 4096 }; /* bytes */

/*
 * 0 if one of the keys in PEM, called NAME in errors, has made SIGNATURE of TEXT. All that is in
 * PEM has to be public keys that can be used.
 */
int signature_check(const char *pem, const char *name, const struct bytes *text,
		    const struct bytes *signature, struct error *err);

#endif
