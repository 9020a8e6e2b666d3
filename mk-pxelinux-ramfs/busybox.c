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
	bool shell; /* has ash or sh: other sorted lists of words have not */
};

/* The run of ascending names that starts at P; *NEXT is where it ends. */
static struct run run_at(const unsigned char *p, const unsigned char *end,
			 const unsigned char **next)
{
	struct run r = {.start = p};
	const char *last = "";
	size_t n;

	while ((n = name_at(p, end)) && strcmp(last, (const char *)p) < 0) {
		last = (const char *)p;
		r.shell |= !strcmp(last, "ash") || !strcmp(last, "sh");
		r.count++;
		p += n + 1;
	}
	*next = p;
	return r;
}

int busybox_applets(const struct bytes *b, const char *name, struct names *applets,
		    struct error *err)
{
	const unsigned char *p = b->data, *end = b->data + b->len, *next;
	struct run best = {0};

	/* P is always behind a NUL: nowhere else does a name begin */
	while (p && p < end) {
		struct run r = run_at(p, end, &next);

		if (r.shell && r.count > best.count)
			best = r;
		if (next == p) {
			next = memchr(p, 0, (size_t)(end - p));
			next = next ? next + 1 : NULL;
		}
		p = next;
	}
	if (best.count < APPLETS_MIN)
		return error_set(err, name,
				 "holds no table of applets: it is no busybox, or one without a "
				 "shell; give a busybox binary");
	p = best.start;
	for (size_t i = 0; i < best.count; i++) {
		if (names_add(applets, (const char *)p))
			return error_memory(err);
		p += strlen((const char *)p) + 1;
	}
	return 0;
}
