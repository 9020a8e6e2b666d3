// SPDX-License-Identifier: MIT
#include "fetch/redirect.h"

#include <curl/curl.h>

/* PLACE as a URL, relative to FROM (RFC 3986, 5.2); "" if it is none. */
static const char *absolute(struct arena *a, const struct location *from, const char *place)
{
	const unsigned int flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE;
	CURLU *u = curl_url();
	const char *url = "";
	char *text = NULL;

	if (u &&
	    !curl_url_set(u, CURLUPART_URL, location_url(a, from, from->scheme),
			  CURLU_NON_SUPPORT_SCHEME) &&
	    !curl_url_set(u, CURLUPART_URL, place, flags) &&
	    !curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) &&
	    !curl_url_get(u, CURLUPART_URL, &text, 0))
		url = arena_printf(a, "%s", text);
	curl_free(text);
	curl_url_cleanup(u);
	return url;
}

const char *redirect_to(struct arena *a, const struct location *from, const char *place, bool tls,
			struct location *to)
{
	const char *url = absolute(a, from, place);

	if (!*url || !location_parse(a, url, to))
		return arena_printf(a, "a redirect to '%s': %s", place,
				    *url ? to->why : "it is not a URL");
	if (to->scheme == SCHEME_TFTP)
		return "a redirect to tftp is not followed";
	if (from->scheme == SCHEME_HTTPS && to->scheme != SCHEME_HTTPS)
		return arena_printf(a, "a redirect from HTTPS to %s is refused",
				    location_scheme(to));
	if (to->scheme == SCHEME_HTTPS && !tls)
		return REDIRECT_NO_TLS;
	if (!*to->user && location_same_server(from, to))
		to->user = from->user;
	return NULL;
}
