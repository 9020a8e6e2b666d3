// SPDX-License-Identifier: MIT
#include "name.h"

#include <ctype.h>
#include <string.h>

#include "word.h"

enum kind { PLAIN, OLD, URL }; /* OLD: HOST::PATH */

/* The first colon decides. */
static enum kind kind_of(const char *s)
{
	const char *colon = strchr(s, ':');

	if (*s == '[' && strstr(s, "]::"))
		return OLD;
	if (!colon)
		return PLAIN;
	return !strncmp(colon, "://", 3) ? URL : colon[1] == ':' ? OLD : PLAIN;
}

static bool alnum(char c)
{
	return (c >= '0' && c <= '9') || (word_lower(c) >= 'a' && word_lower(c) <= 'z');
}

const char *name_prefix(struct arena *a, const char *bootfile, const char *option210)
{
	size_t n = strlen(bootfile);

	if (n + strlen(option210) > NAME_MAX_LENGTH)
		return "";
	if (*option210)
		return option210;
	while (n && (alnum(bootfile[n - 1]) || bootfile[n - 1] == '.' || bootfile[n - 1] == '-'))
		n--;
	return arena_copy(a, bootfile, n);
}

const char *name_change_prefix(struct arena *a, const char *prefix, const char *change)
{
	if (!*change || strlen(change) > NAME_MAX_LENGTH)
		return prefix;
	return kind_of(change) == PLAIN ? arena_printf(a, "%s%s", prefix, change) : change;
}

/* True if all of S, up to the character END or its end, are among letters, digits and SET. */
static bool all_of(const char *s, size_t len, const char *set)
{
	for (size_t i = 0; i < len; i++)
		if (!alnum(s[i]) && !strchr(set, s[i]))
			return false;
	return true;
}

/* A port: one to five digits */
static bool port_sound(const char *s, size_t len)
{
	return len >= 1 && len <= 5 && strspn(s, "0123456789") >= len;
}

/* [USER[:PASSWORD]@]HOST[:PORT], where HOST may be an IPv6 address in brackets */
static bool authority_sound(const char *s, size_t len)
{
	const char *host = s, *p;
	size_t n;

	for (size_t i = 0; i < len; i++)
		if (s[i] == '@')
			host = s + i + 1;
	len -= (size_t)(host - s);
	if (*host == '[' && len > 1) {
		const char *zone;

		p = memchr(host, ']', len);
		if (!p || p == host + 1)
			return false;
		n = (size_t)(p - host) - 1;
		zone = memchr(host + 1, '%', n);
		if (!all_of(host + 1, zone ? (size_t)(zone - host) - 1 : n, ":.") ||
		    !all_of(host + 1, n, ":.%_-"))
			return false;
		for (const char *c = host + 1; c < (zone ? zone : p); c++)
			if (!isxdigit((unsigned char)*c) && *c != ':' && *c != '.')
				return false;
		n += 2;
		return n == len || (host[n] == ':' && port_sound(host + n + 1, len - n - 1));
	}
	p = memchr(host, ':', len);
	n = p ? (size_t)(p - host) : len;
	if (!n || *host == '-' || !all_of(host, n, "._-"))
		return false;
	return !p || port_sound(p + 1, len - n - 1);
}

/* The authority with the domain of option 15 behind a host name without a dot */
static const char *qualify(struct arena *a, const char *authority, const char *domain)
{
	const char *at = strrchr(authority, '@'), *host = at ? at + 1 : authority;
	size_t n = strcspn(host, ":");

	if (!*domain || !n || *host == '[' || memchr(host, '.', n) ||
	    (n == 9 && !strncmp(host, "localhost", 9)))
		return authority;
	return arena_printf(a, "%.*s.%s%s", (int)((host - authority) + (ptrdiff_t)n), authority,
			    domain, host + n);
}

/* The default server as it stands in a URL */
static const char *default_host(struct arena *a, const struct name_base *from)
{
	return strchr(from->server, ':') && *from->server != '['
		       ? arena_printf(a, "[%s]", from->server)
		       : from->server;
}

/* HOST::PATH; without a host the default server */
static bool resolve_old(struct arena *a, const struct name_base *from, const char *text,
			struct name *n)
{
	const char *end = *text == '[' ? strstr(text, "]::") : NULL, *path, *host;

	end = end ? end + 1 : strstr(text, "::");
	host = arena_copy(a, text, (size_t)(end - text));
	path = end + 2;
	/* what cannot be a host is one that does not resolve: the default server */
	if (!*host || !authority_sound(host, strlen(host))) {
		n->wire = path;
		host = default_host(a, from);
	} else {
		n->wire = arena_printf(a, "tftp://%s/%s", host, path);
		n->nohost = arena_printf(a, "tftp://%s/%s", default_host(a, from), path);
	}
	/* an address needs no domain */
	if (!strchr(host, ':') || *host != '[')
		host = qualify(a, host, from->domain);
	n->url = arena_printf(a, "tftp://%s/%s", host, path);
	return true;
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : word_lower(c) - 'a' + 10;
}

/* The path of a tftp URL without ;mode=, %XX decoded; a %00 ends it. */
static const char *unescape(struct arena *a, const char *s)
{
	size_t n = strcspn(s, ";"), used = 0;
	char *out = arena_alloc(a, n + 1);

	for (size_t i = 0; out && i < n; i++) {
		char c = s[i];

		if (c == '%' && i + 2 < n && isxdigit((unsigned char)s[i + 1]) &&
		    isxdigit((unsigned char)s[i + 2])) {
			c = (char)(hex(s[i + 1]) * 16 + hex(s[i + 2]));
			i += 2;
			if (!c)
				break;
		}
		out[used++] = c;
	}
	return out ? out : "";
}

const char *name_escape(struct arena *a, const char *s, const char *keep)
{
	char *out = arena_alloc(a, 3 * strlen(s) + 1);
	size_t used = 0;

	for (; out && *s; s++) {
		if (alnum(*s) || strchr(keep, *s)) {
			out[used++] = *s;
			continue;
		}
		out[used++] = '%';
		out[used++] = "0123456789ABCDEF"[(unsigned char)*s >> 4];
		out[used++] = "0123456789ABCDEF"[*s & 15];
	}
	return out ? out : "";
}

static bool resolve_url(struct arena *a, const struct name_base *from, const char *text,
			struct name *n)
{
	static const char *const known[] = {"tftp", "http", "https", "ftp"};
	const char *rest = strstr(text, "://") + 3, *authority, *path, *scheme = NULL;
	size_t len = (size_t)(rest - text) - 3, host;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (word_is(text, len, known[i]))
			scheme = known[i];
	n->wire = scheme ? arena_printf(a, "%s://%s", scheme, rest) : text;
	/* a fragment is for browsers (core/fs/pxe/urlparse.c ends the URL there, too) */
	rest = arena_copy(a, rest, strcspn(rest, "#"));
	/* a query may follow the host at once */
	host = strcspn(rest, "/?");
	path = rest + host;
	if (*path == '?')
		path = arena_printf(a, "/%s", path);
	if (!authority_sound(rest, host)) {
		n->why = arena_printf(a, "%s: not a host that can be asked", n->wire);
		return false;
	}
	authority = qualify(a, arena_copy(a, rest, host), from->domain);
	if (!scheme) {
		n->why = arena_printf(a, "%s: only tftp, http, https and ftp are known here",
				      n->wire);
		return false;
	}
	if (!strcmp(scheme, "tftp")) {
		path = unescape(a, path);
		if (word_has_control(path)) {
			n->why = arena_printf(a, "%s: a name with a control character", n->wire);
			return false;
		}
		n->url = arena_printf(a, "tftp://%s/%s", authority, *path == '/' ? path + 1 : path);
	} else {
		n->url = arena_printf(a, "%s://%s%s", scheme, authority,
				      *path ? name_escape(a, path, "._~:/?@!$&'()*+,;=%-") : "/");
	}
	return true;
}

static bool resolve_full(struct arena *a, const struct name_base *from, const char *text,
			 struct name *n)
{
	*n = (struct name){"", "", "", "", ""};
	return kind_of(text) == OLD ? resolve_old(a, from, text, n) : resolve_url(a, from, text, n);
}

/* /NAME from the root of the server that the prefix names, "" if there is none */
static const char *from_root(struct arena *a, const struct name_base *from, const char *text)
{
	const char *p = from->prefix;
	struct name n;
	bool ok;

	if (kind_of(p) == URL) {
		size_t scheme = (size_t)(strstr(p, "://") - p) + 3, host = strcspn(p + scheme, "/");

		/* one slash of a tftp URL is not sent */
		ok = resolve_full(a, from,
				  arena_printf(a, "%.*s%s%s", (int)(scheme + host), p,
					       word_lower(*p) == 't' ? "/" : "", text),
				  &n);
	} else {
		size_t host = kind_of(p) == OLD ? (size_t)(strstr(p, "::") - p) : 0;

		ok = resolve_full(a, from, arena_printf(a, "%.*s::%s", (int)host, p, text), &n);
	}
	return ok ? n.url : "";
}

bool name_resolve(struct arena *a, const struct name_base *from, const char *text, struct name *n)
{
	size_t len = strlen(text) + strlen(from->prefix);
	const char *root = "";

	*n = (struct name){"", "", "", "", ""};
	if (len > NAME_MAX_LENGTH) {
		n->why = arena_printf(a, "a name of %zu bytes is too long", len);
		return false;
	}
	if (word_has_control(text) || word_has_control(from->prefix)) {
		n->why = "a name with a control character";
		return false;
	}
	if (kind_of(text) != PLAIN)
		return resolve_full(a, from, text, n);
	if (*text == '/')
		root = from_root(a, from, text);
	if (!resolve_full(a, from,
			  arena_printf(a, "%s%s%s", kind_of(from->prefix) == PLAIN ? "::" : "",
				       from->prefix, text),
			  n))
		return false;
	n->alt = strcmp(root, n->url) ? root : "";
	return true;
}

const char *name_without_password(struct arena *a, const char *s, const char *ends)
{
	char *out = arena_alloc(a, strlen(s) + 1);
	size_t used = 0;

	while (out && *s) {
		size_t n;

		out[used++] = *s;
		if (used < 3 || strncmp(out + used - 3, "://", 3)) {
			s++;
			continue;
		}
		s++;
		n = strcspn(s, ends);
		for (size_t i = n; i > 0; i--)
			if (s[i - 1] == '@') {
				s += i;
				break;
			}
	}
	return out ? out : "";
}
