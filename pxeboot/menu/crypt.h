/* SPDX-License-Identifier: MIT */
/*
 * Hashes of passwords as crypt(5) has them: MD5 ($1$, FreeBSD's), SHA-256 and SHA-512 ($5$ and
 * $6$: "Unix crypt using SHA-256 and SHA-512", U. Drepper). The C library for the guest has none.
 */
#ifndef CRYPT_H
#define CRYPT_H

#include <stddef.h>

enum { CRYPT_MAX = 88, CRYPT_ROUNDS = 999999 };

/*
 * The text that follows the salt in the hash of PASSWORD with the kind, rounds and salt of HASH.
 * *AT is where HASH has it. Its length; 0 for a hash of another kind, with more than CRYPT_ROUNDS
 * or a salt that is too long.
 */
size_t crypt_hash(const char *hash, const char *password, char out[CRYPT_MAX], const char **at);

#endif
