// SPDX-License-Identifier: MIT
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fullio.h"
#include "opened.h"

int bytes_reserve(struct bytes *b, size_t more)
{
	size_t cap = b->cap ? b->cap : 256;
	unsigned char *p;

	if (more > SIZE_MAX / 4 - b->len)
		return -1;
	if (b->data && b->len + more < b->cap)
		return 0;
	while (cap <= b->len + more)
		cap *= 2;
	p = realloc(b->data, cap);
	if (!p)
		return -1;
	b->data = p;
	b->cap = cap;
	b->data[b->len] = 0;
	return 0;
}

int bytes_append(struct bytes *b, const void *p, size_t n)
{
	if (bytes_reserve(b, n))
		return -1;
	if (n)
		memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = 0;
	return 0;
}

int bytes_string(struct bytes *b, const char *s)
{
	return bytes_append(b, s, strlen(s));
}

int bytes_printf(struct bytes *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || bytes_reserve(b, (size_t)n + 1))
		return -1;
	va_start(ap, fmt);
	vsnprintf((char *)b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
	return 0;
}

void bytes_free(struct bytes *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}

static int read_all(struct bytes *b, int fd, const char *name, uint64_t limit, struct error *err)
{
	for (;;) {
		ssize_t n;

		if (b->cap - b->len < 2 && bytes_reserve(b, b->len + 4096))
			return error_memory(err);
		n = read(fd, b->data + b->len, b->cap - b->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set_errno(err, name, errno, "cannot be read");
		if (n == 0)
			break;
		b->len += (size_t)n;
		if (b->len > limit)
			return error_set(err, name, "is larger than %llu bytes",
					 (unsigned long long)limit);
	}
	b->data[b->len] = 0;
	return 0;
}

int bytes_read_fd(struct bytes *b, int fd, const char *name, uint64_t limit, struct error *err)
{
	struct stat st;

	if (opened_regular(fd, name, &st, err))
		return -1;
	if ((uint64_t)st.st_size > limit)
		return error_set(err, name, "is larger than %llu bytes", (unsigned long long)limit);
	b->len = 0;
	if (bytes_reserve(b, (size_t)st.st_size + 1))
		return error_memory(err);
	return read_all(b, fd, name, limit, err);
}

int bytes_read_file(struct bytes *b, const char *path, uint64_t limit, struct error *err)
{
	struct stat st;
	int fd = opened_open(path, &st, err), ret;

	if (fd < 0)
		return -1;
	ret = bytes_read_fd(b, fd, path, limit, err);
	close(fd);
	return ret;
}
