// SPDX-License-Identifier: MIT
#include "authorized_keys.h"

#include <stdbool.h>
#include <string.h>

#include "text.h"

enum { TYPE_MAX = 64 };

/* What dropbear takes: RFC 4253, RFC 5656, RFC 8709, OpenSSH's PROTOCOL.u2f. */
static const char *const types[] = {
	"ssh-ed25519",
	"ssh-rsa",
	"ecdsa-sha2-nistp256",
	"ecdsa-sha2-nistp384",
	"ecdsa-sha2-nistp521",
	"sk-ssh-ed25519@openssh.com",
	"sk-ecdsa-sha2-nistp256@openssh.com",
};

static int digit64(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *p = c ? strchr(digits, c) : NULL;

	return p ? (int)(p - digits) : -1;
}

/* The first bytes of the base64 text S of LEN characters; how many there are, at most MAX. */
static size_t decode64(const char *s, size_t len, unsigned char *out, size_t max)
{
	unsigned int bits = 0, held = 0;
	size_t n = 0;

	for (size_t i = 0; i < len && n < max; i++) {
		int v = digit64(s[i]);

		if (v < 0)
			break;
		bits = (bits << 6 | (unsigned int)v) & 0xffff;
		held += 6;
		if (held >= 8) {
			held -= 8;
			out[n++] = (unsigned char)(bits >> held);
		}
	}
	return n;
}

/* True if BLOB is base64 and what it encodes begins with the same TYPE, as RFC 4253 6.6 has it. */
static bool is_blob(const char *blob, size_t len, const char *type)
{
	unsigned char head[4 + TYPE_MAX];
	size_t n = strlen(type), digits = 0;

	while (digits < len && digit64(blob[digits]) >= 0)
		digits++;
	/* a key is longer than its type; "=" fills up the last four */
	if (len % 4 || len - digits > 2 || strspn(blob + digits, "=") < len - digits ||
	    decode64(blob, digits, head, 4 + n) < 4 + n || digits / 4 * 3 < 4 + n + 32)
		return false;
	return !head[0] && !head[1] && !head[2] && head[3] == n && !memcmp(head + 4, type, n);
}

static const char *type_at(const char *p)
{
	size_t n = strcspn(p, " \t");

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strlen(types[i]) == n && !memcmp(p, types[i], n))
			return types[i];
	return NULL;
}

/* After the options that a line can begin with: up to a blank outside of quotes. */
static const char *skip_options(const char *p)
{
	bool quoted = false;

	for (; *p && (quoted || (*p != ' ' && *p != '\t')); p++) {
		if (*p == '\\' && p[1] == '"')
			p++;
		else if (*p == '"')
			quoted = !quoted;
	}
	return p + strspn(p, " \t");
}

static bool is_key(const char *line)
{
	const char *p = line + strspn(line, " \t"), *type = type_at(p);

	if (!type) {
		p = skip_options(p);
		type = type_at(p);
	}
	if (!type)
		return false;
	p += strlen(type);
	p += strspn(p, " \t");
	return is_blob(p, strcspn(p, " \t"), type);
}

int authorized_keys_check(const struct bytes *b, const char *name, size_t *count, struct error *err)
{
	struct text t;
	int more;

	*count = 0;
	if (text_open(&t, b, name, err))
		return -1;
	while ((more = text_next(&t, err)) > 0) {
		const char *p = t.line + strspn(t.line, " \t");

		if (strstr(p, "PRIVATE KEY"))
			return error_set(err, name,
					 "holds a private key, which must not leave its owner's "
					 "machine; give the file ending in .pub");
		if (!*p || *p == '#')
			continue;
		if (!is_key(p))
			return error_set(err, name,
					 "line %u is not a public key (ssh-ed25519, ssh-rsa or "
					 "ecdsa, and what belongs to it)",
					 t.number);
		++*count;
	}
	if (!more && !*count)
		return error_set(err, name, "has no key in it; nobody could log in");
	return more;
}
