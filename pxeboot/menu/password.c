// SPDX-License-Identifier: MIT
#include "menu/password.h"

#include <string.h>

#include "menu/crypt.h"
#include "digest.h"

/* A's N bytes are B's, however many of them differ. */
static bool same(const void *a, const void *b, size_t n)
{
	const volatile unsigned char *p = a, *q = b;
	unsigned char difference = 0;

	for (size_t i = 0; i < n; i++)
		difference |= p[i] ^ q[i];
	return !difference;
}

/* At most SIZE bytes of base64, with / and + or with _ and -; what is missing is 0. */
static void from_base64(unsigned char *out, size_t size, const char *s)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned int bits = 0, count = 0;
	size_t n = 0;

	memset(out, 0, size);
	for (; *s && n < size; s++) {
		const char *digit = strchr(digits, *s == '-' ? '+' : *s == '_' ? '/' : *s);

		if (!digit)
			continue;
		bits = bits << 6 | (unsigned int)(digit - digits);
		count += 6;
		if (count >= 8) {
			count -= 8;
			out[n++] = (unsigned char)(bits >> count);
		}
	}
}

/* SALT$BASE64 or BASE64 */
static bool is_sha1(const char *wanted, const char *typed)
{
	const char *end = strchr(wanted, '$');
	unsigned char result[DIGEST_MAX], right[DIGEST_MAX];
	struct digest d;
	size_t n;

	digest_begin(&d, DIGEST_SHA1);
	if (end)
		digest_add(&d, wanted, (size_t)(end - wanted));
	digest_add(&d, typed, strlen(typed));
	n = digest_end(&d, result);
	from_base64(right, n, end ? end + 1 : wanted);
	return same(result, right, n);
}

/* The hash may have a $ after its end. */
static bool is_crypt(const char *wanted, const char *typed)
{
	char made[CRYPT_MAX];
	const char *right = "";
	size_t n = crypt_hash(wanted, typed, made, &right);

	return n && strlen(right) >= n && same(right, made, n) && (!right[n] || right[n] == '$');
}

bool password_is(const char *wanted, const char *typed)
{
	char given[PASSWORD_MAX + 1] = {0}, right[PASSWORD_MAX + 1] = {0};
	bool is;

	if (!*wanted || strlen(typed) > PASSWORD_MAX)
		return false;
	if (wanted[0] == '$' && wanted[1] && wanted[2] == '$')
		switch (wanted[1]) {
		case '4':
			return is_sha1(wanted + 3, typed);
		case '1':
		case '5':
		case '6':
			return is_crypt(wanted, typed);
		default:
			return false;
		}
	if (strlen(wanted) > PASSWORD_MAX)
		return false;
	strcpy(right, wanted);
	strcpy(given, typed);
	is = same(given, right, sizeof(given));
	explicit_bzero(given, sizeof(given));
	return is;
}
