// SPDX-License-Identifier: MIT
#include "digest.h"

#include <stdio.h>
#include <string.h>

/* SHA-512's constants; SHA-256 has the upper halves of the first 64. */
static const uint64_t sha2_k[80] = {
	0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
	0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
	0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
	0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
	0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
	0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
	0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
	0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
	0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
	0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
	0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
	0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
	0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
	0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
	0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
	0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
	0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
	0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
	0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
	0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

static const uint64_t sha512_h[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
	0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

static const uint32_t md5_k[64] = {
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613,
	0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193,
	0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d,
	0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
	0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122,
	0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
	0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244,
	0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
	0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
	0xeb86d391,
};

static uint32_t left(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static uint32_t right(uint32_t x, int n)
{
	return left(x, 32 - n);
}

static uint64_t right64(uint64_t x, int n)
{
	return x >> n | x << (64 - n);
}

static uint64_t big(const unsigned char *p, int size)
{
	uint64_t x = 0;

	while (size--)
		x = x << 8 | *p++;
	return x;
}

static void md5_block(uint64_t *h, const unsigned char *p)
{
	static const unsigned char turns[4][4] = {
		{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
	uint32_t a = (uint32_t)h[0], b = (uint32_t)h[1], c = (uint32_t)h[2], d = (uint32_t)h[3];

	for (int i = 0; i < 64; i++) {
		int g = i < 16 ? i : i < 32 ? 5 * i + 1 : i < 48 ? 3 * i + 5 : 7 * i;
		const unsigned char *w = p + g % 16 * 4;
		uint32_t f = i < 16   ? (b & c) | (~b & d)
			     : i < 32 ? (d & b) | (~d & c)
			     : i < 48 ? b ^ c ^ d
				      : c ^ (b | ~d);

		f += a + md5_k[i] +
		     (w[0] | (uint32_t)w[1] << 8 | (uint32_t)w[2] << 16 | (uint32_t)w[3] << 24);
		a = d;
		d = c;
		c = b;
		b += left(f, turns[i / 16][i % 4]);
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
}

static void sha1_block(uint64_t *h, const unsigned char *p)
{
	uint32_t w[80], v[5];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)big(p + 4 * i, 4);
	for (int i = 16; i < 80; i++)
		w[i] = left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 5; i++)
		v[i] = (uint32_t)h[i];
	for (int i = 0; i < 80; i++) {
		uint32_t f = i < 20   ? ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5a827999
			     : i < 40 ? (v[1] ^ v[2] ^ v[3]) + 0x6ed9eba1
			     : i < 60 ? ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + 0x8f1bbcdc
				      : (v[1] ^ v[2] ^ v[3]) + 0xca62c1d6;

		f += left(v[0], 5) + v[4] + w[i];
		memmove(v + 1, v, 4 * sizeof(*v));
		v[2] = left(v[2], 30);
		v[0] = f;
	}
	for (int i = 0; i < 5; i++)
		h[i] += v[i];
}

static void sha256_block(uint64_t *h, const unsigned char *p)
{
	uint32_t w[64], v[8];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)big(p + 4 * i, 4);
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];

		w[i] = w[i - 16] + w[i - 7] + (right(a, 7) ^ right(a, 18) ^ a >> 3) +
		       (right(b, 17) ^ right(b, 19) ^ b >> 10);
	}
	for (int i = 0; i < 8; i++)
		v[i] = (uint32_t)h[i];
	for (int i = 0; i < 64; i++) {
		uint32_t a = v[0], e = v[4];
		uint32_t x = v[7] + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) +
			     ((e & v[5]) ^ (~e & v[6])) + (uint32_t)(sha2_k[i] >> 32) + w[i];
		uint32_t y = (right(a, 2) ^ right(a, 13) ^ right(a, 22)) +
			     ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += x;
		v[0] = x + y;
	}
	for (int i = 0; i < 8; i++)
		h[i] += v[i];
}

static void sha512_block(uint64_t *h, const unsigned char *p)
{
	uint64_t w[80], v[8];

	for (int i = 0; i < 16; i++)
		w[i] = big(p + 8 * i, 8);
	for (int i = 16; i < 80; i++) {
		uint64_t a = w[i - 15], b = w[i - 2];

		w[i] = w[i - 16] + w[i - 7] + (right64(a, 1) ^ right64(a, 8) ^ a >> 7) +
		       (right64(b, 19) ^ right64(b, 61) ^ b >> 6);
	}
	memcpy(v, h, sizeof(v));
	for (int i = 0; i < 80; i++) {
		uint64_t a = v[0], e = v[4];
		uint64_t x = v[7] + (right64(e, 14) ^ right64(e, 18) ^ right64(e, 41)) +
			     ((e & v[5]) ^ (~e & v[6])) + sha2_k[i] + w[i];
		uint64_t y = (right64(a, 28) ^ right64(a, 34) ^ right64(a, 39)) +
			     ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += x;
		v[0] = x + y;
	}
	for (int i = 0; i < 8; i++)
		h[i] += v[i];
}

static const struct {
	size_t block, size;
	void (*run)(uint64_t *h, const unsigned char *p);
} kinds[] = {[DIGEST_MD5] = {64, 16, md5_block},
	     [DIGEST_SHA1] = {64, 20, sha1_block},
	     [DIGEST_SHA256] = {64, 32, sha256_block},
	     [DIGEST_SHA512] = {128, 64, sha512_block}};

void digest_begin(struct digest *d, enum digest_kind kind)
{
	static const uint64_t md5_h[8] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
					  0xc3d2e1f0}; /* and SHA-1's */

	*d = (struct digest){.kind = kind};
	memcpy(d->h, kind == DIGEST_MD5 || kind == DIGEST_SHA1 ? md5_h : sha512_h, sizeof(d->h));
	for (int i = 0; kind == DIGEST_SHA256 && i < 8; i++)
		d->h[i] >>= 32;
}

void digest_add(struct digest *d, const void *data, size_t len)
{
	const unsigned char *p = data;
	const size_t block = kinds[d->kind].block;

	while (len) {
		size_t at = d->len % block, n = block - at < len ? block - at : len;

		if (n == block) {
			kinds[d->kind].run(d->h, p);
		} else {
			memcpy(d->block + at, p, n);
			if (at + n == block)
				kinds[d->kind].run(d->h, d->block);
		}
		d->len += n;
		p += n;
		len -= n;
	}
}

size_t digest_end(struct digest *d, unsigned char out[DIGEST_MAX])
{
	static const unsigned char end[128] = {0x80};
	const size_t block = kinds[d->kind].block, size = kinds[d->kind].size, word = block / 16;
	const uint64_t bits = d->len * 8;
	const size_t length = 2 * word, at = d->len % block;
	unsigned char count[16] = {0};

	digest_add(d, end, (at < block - length ? block : 2 * block) - length - at);
	for (size_t i = 0; i < 8; i++)
		count[d->kind == DIGEST_MD5 ? i : length - 1 - i] = (unsigned char)(bits >> 8 * i);
	digest_add(d, count, length);
	for (size_t i = 0; i < size; i++) {
		size_t shift = d->kind == DIGEST_MD5 ? i % word : word - 1 - i % word;

		out[i] = (unsigned char)(d->h[i / word] >> 8 * shift);
	}
	explicit_bzero(d, sizeof(*d));
	return size;
}

void digest_hex(struct digest *d, char *hex)
{
	unsigned char out[DIGEST_MAX];
	size_t size = digest_end(d, out);

	for (size_t i = 0; i < size; i++)
		sprintf(hex + 2 * i, "%02x", out[i]);
}
