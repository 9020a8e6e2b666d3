// SPDX-License-Identifier: MIT
#include "busybox.h"

#include <ctype.h>
#include <string.h>

enum { NAME_LEN_MAX = 32, APPLETS_MIN = 8 };

static bool name_char(unsigned char c)
{
	return isascii(c) && (isalnum(c) || strchr("[_-.+", c)) && c;
}

/* Length of the applet name at P, 0 if none stands there. */
static size_t name_at(const unsigned char *p, const unsigned char *end)
{
	size_t n = 0;

	while (p + n < end && n <= NAME_LEN_MAX && name_char(p[n]))
		n++;
	return p + n < end && n <= NAME_LEN_MAX && p[n] == 0 ? n : 0;
}

struct run {
	const unsigned char *start;
	size_t count;
};

/* The start of the name that ends at the NUL before P, another name; P if there is none. */
static const unsigned char *name_before(const unsigned char *p, const unsigned char *begin)
{
	const unsigned char *q = p - 1;

	while (q > begin && q[-1] && p - q <= NAME_LEN_MAX + 1)
		q--;
	return q < p - 1 && name_at(q, p) == (size_t)(p - 1 - q) ? q : p;
}

/* The run of ascending names that P, after a NUL, belongs to. */
static struct run run_around(const unsigned char *p, const unsigned char *begin,
			     const unsigned char *end)
{
	struct run r = {.start = p};
	const char *last = "";
	size_t n;

	for (;;) {
		const unsigned char *q = r.start > begin ? name_before(r.start, begin) : begin;

		if (q == r.start || strcmp((const char *)q, (const char *)r.start) >= 0)
			break;
		r.start = q;
	}
	for (p = r.start; (n = name_at(p, end)) && strcmp(last, (const char *)p) < 0; p += n + 1) {
		last = (const char *)p;
		r.count++;
	}
	return r;
}

int busybox_applets(const struct bytes *b, const char *name, struct names *applets,
		    struct error *err)
{
	const unsigned char *begin = b->data, *end = b->data + b->len, *p = begin;
	struct run best = {0};

	/* other sorted lists of words have no shell */
	while (p && (p = memmem(p, (size_t)(end - p), "\0sh", 4))) {
		struct run r = run_around(++p, begin, end);

		if (r.count > best.count)
			best = r;
	}
	if (best.count < APPLETS_MIN)
		return error_set(err, name,
				 "holds no table of applets: it is not a busybox, or one without a "
				 "shell; give a busybox binary");
	p = best.start;
	for (size_t i = 0; i < best.count; i++) {
		if (names_add(applets, (const char *)p))
			return error_memory(err);
		p += strlen((const char *)p) + 1;
	}
	return 0;
}
