/* SPDX-License-Identifier: MIT */
/* What the fields of an HTTP answer's header say (RFC 9110), of those that libcurl leaves to us. */
#ifndef HTTP_HEADER_H
#define HTTP_HEADER_H

#include "arena.h"

enum { HTTP_HEADER_MAX = 65536 }; /* bytes of all headers that come before a file */

/* All zeros at first. */
struct http_header {
	size_t size;
	const char *location; /* or NULL */
	const char *same; /* what If-Range can have: a strong ETag, else Last-Modified; or NULL */
	bool etag;	  /* it is the former */
	unsigned long long from; /* where the bytes begin in the file (Content-Range) */
};

/* Takes a line of LEN bytes; a status line begins another answer. False for too many bytes. */
bool http_header_line(struct http_header *h, struct arena *a, const char *line, size_t len);

#endif
