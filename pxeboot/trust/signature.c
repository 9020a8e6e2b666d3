// SPDX-License-Identifier: MIT
#include "trust/signature.h"

#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <stdbool.h>
#include <string.h>

#include "arena.h"

enum { KEYS_MAX = 64, RSA_LEAST = 2048 };

static const mbedtls_md_type_t hashes[] = {MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384, MBEDTLS_MD_SHA512};
enum { HASHES = sizeof(hashes) / sizeof(*hashes), HASH_MAX = 64 };

struct text {
	unsigned char hash[HASHES][HASH_MAX];
	unsigned char size[HASHES];
};

static int hash(struct text *t, const struct bytes *text, struct error *err)
{
	for (int i = 0; i < HASHES; i++) {
		const mbedtls_md_info_t *md = mbedtls_md_info_from_type(hashes[i]);

		if (!md || mbedtls_md_get_size(md) > HASH_MAX ||
		    mbedtls_md(md, text->data, text->len, t->hash[i]) != 0)
			return error_set(err, NULL, "a hash cannot be computed");
		t->size[i] = mbedtls_md_get_size(md);
	}
	return 0;
}

/* Why the key is not one to rely on, or NULL. */
static const char *refuse_key(const mbedtls_pk_context *key)
{
	const size_t bits = mbedtls_pk_get_bitlen(key);

	if (mbedtls_pk_can_do(key, MBEDTLS_PK_RSA))
		return bits < RSA_LEAST ? "is an RSA key of less than 2048 bits" : NULL;
	if (!mbedtls_pk_can_do(key, MBEDTLS_PK_ECDSA) || (bits != 256 && bits != 384))
		return "is neither a key for ECDSA with P-256 or P-384 nor one for RSA";
	return NULL;
}

/* A positive INTEGER in as few bytes as there can be. */
static bool skip_integer(const unsigned char **p, const unsigned char *end)
{
	const unsigned char *n = *p + 2;

	if (end - *p < 3 || n[-2] != 0x02 || n[-1] < 1 || n[-1] > end - n || n[0] > 0x7f ||
	    (n[0] == 0 && n[-1] > 1 && n[1] < 0x80))
		return false;
	*p = n + n[-1];
	return true;
}

/*
 * An ECDSA signature is a SEQUENCE of two, in DER (RFC 3279, 2.2.3), which is shorter than 128
 * bytes for these curves. mbedTLS takes other ways to write the same numbers, too.
 */
static bool is_der(const struct bytes *s)
{
	const unsigned char *p = s->data + 2, *end = s->data + s->len;

	return s->len > 2 && s->len < 2 + 0x80 && s->data[0] == 0x30 && s->data[1] == s->len - 2 &&
	       skip_integer(&p, end) && skip_integer(&p, end) && p == end;
}

/* Whether the key in the LEN bytes BLOCK has signed; -1 if it is not one. */
static int check_key(const char *block, size_t len, const char *name, size_t number,
		     const struct text *t, const struct bytes *signature, bool *good,
		     struct error *err)
{
	mbedtls_pk_context key;
	const char *why = NULL;
	bool fits;

	mbedtls_pk_init(&key);
	/* its length has the NUL in it */
	if (mbedtls_pk_parse_public_key(&key, (const unsigned char *)block, len + 1) != 0)
		why = "cannot be read";
	else
		why = refuse_key(&key);
	fits = !why && (mbedtls_pk_can_do(&key, MBEDTLS_PK_RSA) || is_der(signature));
	for (int i = 0; fits && i < HASHES; i++)
		if (mbedtls_pk_verify(&key, hashes[i], t->hash[i], t->size[i], signature->data,
				      signature->len) == 0)
			*good = true;
	mbedtls_pk_free(&key);
	return why ? error_set(err, name, "key %zu %s", number, why) : 0;
}

int signature_check(const char *pem, const char *name, const struct bytes *text,
		    const struct bytes *signature, struct error *err)
{
	static const char begin[] = "-----BEGIN ", public[] = "-----BEGIN PUBLIC KEY-----";
	static const char end[] = "-----END PUBLIC KEY-----";
	struct arena a = {0};
	struct text t;
	size_t keys = 0;
	bool good = false;
	int ret = hash(&t, text, err);

	if (!ret && !signature->len)
		ret = error_set(err, name, "the signature is empty");
	while (!ret && (pem = strstr(pem, begin))) {
		const char *stop = strncmp(pem, public, strlen(public)) ? NULL : strstr(pem, end);
		const char *block =
			stop ? arena_copy(&a, pem, (size_t)(stop - pem) + strlen(end)) : "";

		if (++keys > KEYS_MAX)
			ret = error_set(err, name, "has more than %d keys", KEYS_MAX);
		else
			ret = check_key(block, strlen(block), name, keys, &t, signature, &good,
					err);
		pem += sizeof(begin) - 1;
	}
	arena_free(&a);
	if (ret)
		return -1;
	if (!keys)
		return error_set(err, name, "has no public key in it");
	return good ? 0 : error_set(err, name, "none of its keys has signed");
}
