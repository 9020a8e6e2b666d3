// SPDX-License-Identifier: MIT
#include "error.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

#undef error_set
#undef error_set_errno
#undef error_set_at
#undef error_memory

static void fill(struct error *err, const char *path, int errnum, const char *fmt, va_list ap)
{
	struct error e = {.errnum = errnum};

	/* the arguments may point into *err: build beside it, then copy */
	if (path)
		snprintf(e.path, sizeof(e.path), "%s", path);
	vsnprintf(e.message, sizeof(e.message), fmt, ap);
	if (err)
		*err = e;
}

int error_set(struct error *err, const char *path, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, path, 0, fmt, ap);
	va_end(ap);
	return -1;
}

int error_set_errno(struct error *err, const char *path, int errnum, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, path, errnum, fmt, ap);
	va_end(ap);
	return -1;
}

int error_set_at(struct error *err, const char *path, uint64_t offset, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, path, 0, fmt, ap);
	va_end(ap);
	if (err) {
		err->has_offset = true;
		err->offset = offset;
	}
	return -1;
}

int error_memory(struct error *err)
{
	return error_set(err, NULL, "out of memory");
}

/*
 * Length of the printable UTF-8 sequence at S, 0 if there is none. C1 controls
 * (U+0080..U+009F) are not printable either: terminals obey them.
 */
static size_t printable(const char *s)
{
	unsigned char c = (unsigned char)s[0];

	if (c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)s[1] < 0xa0))
		return 0;
	return utf8_length(s);
}

void error_clean(const char *in, char *out, size_t size)
{
	size_t used = 0, n;
	const char *s = in;

	if (!size)
		return;
	while (*s) {
		n = printable(s);
		if (used + (n ? n : 4) >= size)
			break;
		if (n)
			memcpy(out + used, s, n);
		else
			snprintf(out + used, size - used, "\\x%02x", (unsigned char)*s);
		used += n ? n : 4;
		s += n ? n : 1;
	}
	out[used] = 0;
}

void error_format(const struct error *err, char *buf, size_t size)
{
	char line[sizeof(err->path) + sizeof(err->message) + 320];
	size_t n = 0;

	if (err->path[0])
		n += (size_t)snprintf(line + n, sizeof(line) - n, "%s: ", err->path);
	n += (size_t)snprintf(line + n, sizeof(line) - n, "%s", err->message);
	if (err->has_offset)
		n += (size_t)snprintf(line + n, sizeof(line) - n, " (at offset 0x%llx)",
				      (unsigned long long)err->offset);
	if (err->errnum)
		snprintf(line + n, sizeof(line) - n, ": %s", strerror(err->errnum));
	error_clean(line, buf, size);
}
