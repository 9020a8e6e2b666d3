// SPDX-License-Identifier: MIT
#include "fetch/location.h"

#include <string.h>

#include "word.h"

static const struct {
	const char *name, *port;
} schemes[] = {[SCHEME_TFTP] = {"tftp", "69"},
	       [SCHEME_HTTP] = {"http", "80"},
	       [SCHEME_HTTPS] = {"https", "443"},
	       [SCHEME_FTP] = {"ftp", "21"}};

static bool fail(struct location *l, const char *why)
{
	l->why = why;
	return false;
}

static bool find_scheme(struct location *l, const char *url, size_t len)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (word_is(url, len, schemes[i].name)) {
			l->scheme = (enum scheme)i;
			l->port = schemes[i].port;
			return true;
		}
	return false;
}

static const char *lower(struct arena *a, const char *s, size_t len)
{
	char *out = arena_alloc(a, len + 1);

	for (size_t i = 0; out && i < len; i++)
		out[i] = word_lower(s[i]);
	return out ? out : "";
}

/* HOST, HOST:PORT, ADDRESS, [ADDRESS] or [ADDRESS]:PORT, of LEN bytes at S */
static bool parse_host(struct arena *a, struct location *l, const char *s, size_t len)
{
	const char *colon = memchr(s, ':', len), *end = s + len, *port = NULL;
	const char *close = *s == '[' ? memchr(s, ']', len) : NULL;

	if (close) {
		l->host = lower(a, s + 1, (size_t)(close - s) - 1);
		if (close + 1 < end && close[1] != ':')
			return fail(l, "it has text between the address and the port");
		port = close + 1 < end ? close + 2 : NULL;
	} else if (colon && !memchr(colon + 1, ':', (size_t)(end - colon) - 1)) {
		l->host = lower(a, s, (size_t)(colon - s));
		port = colon + 1;
	} else {
		l->host = lower(a, s, len);
	}
	if (port && port < end)
		l->port = arena_copy(a, port, (size_t)(end - port));
	if (strlen(l->port) > 5 || l->port[strspn(l->port, "0123456789")])
		return fail(l, arena_printf(a, "%s is not a port number", l->port));
	if (!*l->host || *l->host == '-' || strlen(l->host) > 255 ||
	    l->host[strspn(l->host, "0123456789abcdefghijklmnopqrstuvwxyz._:-")])
		return fail(l, arena_printf(a, "'%s' is not a host name or address", l->host));
	return true;
}

bool location_parse(struct arena *a, const char *url, struct location *l)
{
	const char *rest = strstr(url, "://"), *at = NULL;
	size_t len;

	*l = (struct location){.user = "", .host = "", .port = "", .path = "", .why = ""};
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return fail(l, "the name has control characters in it");
	if (!rest || !find_scheme(l, url, (size_t)(rest - url)))
		return fail(l, "only tftp, http, https and ftp can be fetched");
	rest += 3;
	/* of TFTP, whatever follows the slash is the name */
	len = strcspn(rest, l->scheme == SCHEME_TFTP ? "/" : "/?#");
	l->path = rest + len + (rest[len] == '/');
	for (size_t i = 0; i < len; i++)
		if (rest[i] == '@')
			at = rest + i;
	if (at) {
		l->user = arena_copy(a, rest, (size_t)(at - rest));
		len -= (size_t)(at + 1 - rest);
		rest = at + 1;
	}
	if (!parse_host(a, l, rest, len))
		return false;
	return *l->path || l->scheme != SCHEME_TFTP || fail(l, "no file is named");
}

const char *location_scheme(const struct location *l)
{
	return schemes[l->scheme].name;
}

bool location_same_server(const struct location *a, const struct location *b)
{
	return a->scheme == b->scheme && !strcmp(a->host, b->host) && !strcmp(a->port, b->port);
}

const char *location_url(struct arena *a, const struct location *l, enum scheme scheme)
{
	const char *bracket = strchr(l->host, ':') ? "[" : "", *close = *bracket ? "]" : "";
	const char *port = strcmp(l->port, schemes[scheme].port) ? l->port : "";

	return arena_printf(a, "%s://%s%s%s%s%s/%s", schemes[scheme].name, bracket, l->host, close,
			    *port ? ":" : "", port, l->path);
}
