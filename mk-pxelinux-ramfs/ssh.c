// SPDX-License-Identifier: MIT
#include "ssh.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { KEYS_MAX = 65536, TYPE_MAX = 64 };

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

/* Behind the options that a line can begin with: up to a blank outside of quotes. */
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

int ssh_check_keys(const struct bytes *b, const char *name, struct error *err)
{
	const char *p = (const char *)b->data, *end = p ? p + b->len : p;
	unsigned int number = 0, keys = 0;
	char line[16384];

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl ? nl : end) - p);

		number++;
		if (n >= sizeof(line))
			return error_set(err, name, "line %u is too long for a key", number);
		memcpy(line, p, n);
		line[n] = 0;
		p += nl ? n + 1 : n;
		for (size_t i = 0; i < n; i++)
			if (((unsigned char)line[i] < 0x20 && line[i] != '\t') || line[i] == 0x7f)
				return error_set(err, name,
						 "line %u has a control character; a text with "
						 "one public key a line is wanted",
						 number);
		if (strstr(line, "PRIVATE KEY"))
			return error_set(err, name,
					 "holds a private key, which must not leave its owner's "
					 "machine; give the file ending in .pub");
		if (!line[strspn(line, " \t")] || line[strspn(line, " \t")] == '#')
			continue;
		if (!is_key(line))
			return error_set(err, name,
					 "line %u is no public key (ssh-ed25519, ssh-rsa or "
					 "ecdsa, and what belongs to it)",
					 number);
		keys++;
	}
	return keys ? 0 : error_set(err, name, "has no key in it; nobody could log in");
}

static int add_keys(struct contents *c, const char *file, struct error *err)
{
	static const char path[] = "root/.ssh/authorized_keys";
	struct origin from = {GROUP_ADDED, file, "asked for with --authorized-keys"};
	struct bytes b = {0};

	if (bytes_read_file(&b, file, KEYS_MAX, err) || ssh_check_keys(&b, file, err)) {
		bytes_free(&b);
		return -1;
	}
	if (tree_dir(&c->tree, "root/.ssh", &from, err)) {
		bytes_free(&b);
		return -1;
	}
	if (tree_file(&c->tree, path, false, &b, &from, err))
		return -1;
	/* dropbear takes no keys that others can write; nobody else has to read them */
	tree_find(&c->tree, "root/.ssh")->mode = S_IFDIR | 0700;
	tree_find(&c->tree, path)->mode = S_IFREG | 0600;
	return 0;
}

/* The account, without a password, and the folder the host keys are made in. */
static int add_account(struct contents *c, struct error *err)
{
	static const struct origin from = {GROUP_ADDED, NULL, "needed by dropbear"};
	struct bytes b = {0};

	if (tree_dir(&c->tree, "etc/dropbear", &from, err))
		return -1;
	if (tree_find(&c->tree, "etc/passwd"))
		return 0;
	if (bytes_string(&b, "root:*:0:0:root:/root:/bin/sh\n"))
		return error_memory(err);
	return tree_file(&c->tree, "etc/passwd", false, &b, &from, err);
}

int ssh_add(struct contents *c, const char *file, struct error *err)
{
	static const char *const places[] = {"/usr/sbin/dropbear", "/sbin/dropbear"};
	const char *inside = NULL;
	char name[PATH_MAX];
	struct origin from = {GROUP_ADDED, name, "takes logins by key"};
	struct bytes b = {0};
	int ret;

	for (size_t i = 0; !inside && i < sizeof(places) / sizeof(places[0]); i++)
		if (root_is_file(&c->root, places[i]))
			inside = places[i];
	if (!inside)
		return error_set(err, c->root.name,
				 "has no dropbear in usr/sbin, which --authorized-keys needs; "
				 "unpack the package dropbear-bin there, or leave out the keys");
	root_name(&c->root, inside, name);
	ret = root_read(&c->root, inside, &b, err) ||
	      libs_need(&c->libs, &b, name, "/sbin/dropbear", inside, err);
	if (!ret)
		ret = tree_file(&c->tree, "sbin/dropbear", true, &b, &from, err);
	bytes_free(&b);
	return ret || add_keys(c, file, err) || add_account(c, err) ? -1 : 0;
}
