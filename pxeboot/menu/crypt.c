// SPDX-License-Identifier: MIT
#include "menu/crypt.h"

#include <stdlib.h>
#include <string.h>

#include "digest.h"

enum { DEFAULT_ROUNDS = 5000, LEAST_ROUNDS = 1000, MD5_ROUNDS = 1000 };

struct input {
	enum digest_kind kind;
	const char *password, *salt;
	size_t len, salt_len;
	long rounds;
};

/* LEN bytes: those of the SIZE bytes at P again and again */
static void add_repeated(struct digest *d, const void *p, size_t size, size_t len)
{
	for (; len > size; len -= size)
		digest_add(d, p, size);
	digest_add(d, p, len);
}

/* The hash of SIZE bytes at P, TIMES of them, into LEN bytes of OUT */
static void hash_repeated(enum digest_kind kind, const void *p, size_t size, size_t times,
			  unsigned char *out, size_t len)
{
	unsigned char result[DIGEST_MAX];
	struct digest d;
	size_t n;

	digest_begin(&d, kind);
	while (times--)
		digest_add(&d, p, size);
	n = digest_end(&d, result);
	for (size_t i = 0; i < len; i++)
		out[i] = result[i % n];
}

/* All three begin so: password, salt, and the hash of password, salt and password. */
static size_t first(const struct input *in, unsigned char result[DIGEST_MAX])
{
	unsigned char other[DIGEST_MAX];
	struct digest d;
	size_t n;

	digest_begin(&d, in->kind);
	digest_add(&d, in->password, in->len);
	digest_add(&d, in->salt, in->salt_len);
	digest_add(&d, in->password, in->len);
	n = digest_end(&d, other);
	digest_begin(&d, in->kind);
	digest_add(&d, in->password, in->len);
	if (in->kind == DIGEST_MD5)
		digest_add(&d, "$1$", 3);
	digest_add(&d, in->salt, in->salt_len);
	add_repeated(&d, other, n, in->len);
	for (size_t bits = in->len; bits; bits >>= 1)
		if (in->kind == DIGEST_MD5)
			digest_add(&d, bits & 1 ? "" : in->password, 1);
		else if (bits & 1)
			digest_add(&d, other, n);
		else
			digest_add(&d, in->password, in->len);
	return digest_end(&d, result);
}

static void rounds(const struct input *in, const void *password, const void *salt,
		   unsigned char *result, size_t n)
{
	for (long i = 0; i < in->rounds; i++) {
		struct digest d;

		digest_begin(&d, in->kind);
		if (i & 1)
			digest_add(&d, password, in->len);
		else
			digest_add(&d, result, n);
		if (i % 3)
			digest_add(&d, salt, in->salt_len);
		if (i % 7)
			digest_add(&d, password, in->len);
		if (i & 1)
			digest_add(&d, result, n);
		else
			digest_add(&d, password, in->len);
		digest_end(&d, result);
	}
}

static char *put(char *out, unsigned int a, unsigned int b, unsigned int c, int count)
{
	static const char digits[] =
		"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	unsigned int w = a << 16 | b << 8 | c;

	for (; count--; w >>= 6)
		*out++ = digits[w & 0x3f];
	return out;
}

/* The bytes in the order of each kind */
static size_t encode(enum digest_kind kind, const unsigned char *r, char out[CRYPT_MAX])
{
	char *p = out;

	if (kind == DIGEST_MD5) {
		for (int i = 0; i < 5; i++)
			p = put(p, r[i], r[i + 6], r[i == 4 ? 5 : i + 12], 4);
		p = put(p, 0, 0, r[11], 2);
	} else {
		int third = kind == DIGEST_SHA256 ? 10 : 21, at[3] = {0, third, 2 * third};

		for (int i = 0; i < third; i++) {
			int a = at[0] + 1, b = at[1] + 1, c = at[2] + 1;

			p = put(p, r[at[0]], r[at[1]], r[at[2]], 4);
			at[0] = kind == DIGEST_SHA256 ? c : b;
			at[1] = kind == DIGEST_SHA256 ? a : c;
			at[2] = kind == DIGEST_SHA256 ? b : a;
		}
		p = kind == DIGEST_SHA256 ? put(p, 0, r[31], r[30], 3) : put(p, 0, 0, r[63], 2);
	}
	return (size_t)(p - out);
}

static size_t hash(const struct input *in, char out[CRYPT_MAX])
{
	unsigned char result[DIGEST_MAX], p[256], salt[16];
	size_t n = first(in, result);

	if (in->kind == DIGEST_MD5) {
		rounds(in, in->password, in->salt, result, n);
	} else {
		hash_repeated(in->kind, in->password, in->len, in->len, p, in->len);
		hash_repeated(in->kind, in->salt, in->salt_len, 16u + result[0], salt,
			      in->salt_len);
		rounds(in, p, salt, result, n);
	}
	n = encode(in->kind, result, out);
	explicit_bzero(result, sizeof(result));
	explicit_bzero(p, sizeof(p));
	return n;
}

size_t crypt_hash(const char *text, const char *password, char out[CRYPT_MAX], const char **at)
{
	struct input in = {.kind = text[1] == '1'   ? DIGEST_MD5
				   : text[1] == '5' ? DIGEST_SHA256
						    : DIGEST_SHA512,
			   .password = password,
			   .salt = text + 3,
			   .len = strlen(password),
			   .rounds = text[1] == '1' ? MD5_ROUNDS : DEFAULT_ROUNDS};
	char *end;

	if (text[0] != '$' || !text[1] || !strchr("156", text[1]) || text[2] != '$' || in.len > 255)
		return 0;
	if (in.kind != DIGEST_MD5 && !strncmp(in.salt, "rounds=", 7)) {
		in.rounds = strtol(in.salt + 7, &end, 10);
		if (*end != '$' || in.rounds > CRYPT_ROUNDS)
			return 0;
		in.rounds = in.rounds < LEAST_ROUNDS ? LEAST_ROUNDS : in.rounds;
		in.salt = end + 1;
	}
	in.salt_len = strcspn(in.salt, "$");
	if (in.salt_len > (in.kind == DIGEST_MD5 ? 8 : 16) || !in.salt[in.salt_len])
		return 0;
	*at = in.salt + in.salt_len + 1;
	return hash(&in, out);
}
