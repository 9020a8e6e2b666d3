// SPDX-License-Identifier: MIT
#include "fetch/download.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fullio.h"

enum { LINE_EVERY = 3000 }; /* milliseconds between lines that stay */

static int flush(struct download *d)
{
	size_t len = d->held;

	if (d->fd < 0)
		d->fd = open(d->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	d->held = 0;
	return d->fd < 0 || (len && fullio_write(d->fd, d->buf, len)) ? errno : 0;
}

int download_write(struct download *d, const void *data, size_t len)
{
	const unsigned char *from = data;

	if (len > d->limits->size || d->size > d->limits->size - len)
		return EFBIG;
	d->size += len;
	while (len) {
		size_t part = sizeof(d->buf) - d->held;
		int error;

		if (part > len)
			part = len;
		memcpy(d->buf + d->held, from, part);
		d->held += part;
		from += part;
		len -= part;
		error = d->held == sizeof(d->buf) ? flush(d) : 0;
		if (error)
			return error;
	}
	download_progress(d);
	return 0;
}

int download_finish(struct download *d)
{
	int error = flush(d);

	if (d->fd >= 0 && close(d->fd) && !error)
		error = errno;
	d->fd = -1;
	return error;
}

void download_drop(struct download *d)
{
	if (d->fd >= 0)
		close(d->fd);
	unlink(d->path);
	d->fd = -1;
	d->held = 0;
	d->size = d->total = d->shown_size = 0;
}

struct download_text download_human(uint64_t bytes)
{
	struct download_text t;

	if (bytes >= 1000000)
		snprintf(t.s, sizeof(t.s), "%llu.%llu MB", (unsigned long long)bytes / 1000000,
			 (unsigned long long)bytes / 100000 % 10);
	else if (bytes >= 10000)
		snprintf(t.s, sizeof(t.s), "%llu kB", (unsigned long long)bytes / 1000);
	else
		snprintf(t.s, sizeof(t.s), "%llu bytes", (unsigned long long)bytes);
	return t;
}

void download_progress(struct download *d)
{
	long now, passed;
	char text[128];
	int used;

	if (d->limits->small)
		return;
	now = limits_now();
	passed = now - d->shown;
	if (!d->shown)
		d->line = d->shown = now;
	if (passed < 1000 || d->shown == now)
		return;
	used = snprintf(text, sizeof(text), "    %s", download_human(d->size).s);
	if (d->total)
		used += snprintf(text + used, sizeof(text) - (size_t)used, " of %s, %llu %%",
				 download_human(d->total).s,
				 (unsigned long long)(d->size * 100 / d->total));
	snprintf(text + used, sizeof(text) - (size_t)used, ", %s/s",
		 download_human((d->size - d->shown_size) * 1000 / (uint64_t)passed).s);
	if (d->console->rewrites || now - d->line >= LINE_EVERY) {
		console_progress(d->console, text);
		d->line = now;
	}
	d->shown = now;
	d->shown_size = d->size;
}
