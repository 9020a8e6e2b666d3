/* SPDX-License-Identifier: MIT */
/* A file while it is fetched, and how far it is. */
#ifndef DOWNLOAD_H
#define DOWNLOAD_H

#include "console.h"
#include "fetch/limits.h"

struct download {
	/* set by the caller, the rest zero but for fd: -1 */
	const char *path; /* made with the first bytes */
	const struct limits *limits;
	struct console *console; /* progress of a file that is not small is shown there */
	int fd;
	/* as it goes on */
	uint64_t size;	/* bytes that have come */
	uint64_t total; /* that are expected, 0 if it is not known */
	long shown;	/* when progress was looked at, and shown on a console that keeps lines */
	long line;
	uint64_t shown_size;
	size_t held; /* bytes in buf */
	unsigned char buf[65536];
};

/* Each returns 0 or an errno; EFBIG for more than the limit. */
int download_write(struct download *d, const void *data, size_t len);
/* All of it is in the file, which is there even if it is empty. */
int download_finish(struct download *d);

/* From the first byte again, or ended: nothing is left of the file. */
void download_drop(struct download *d);

/* To be called about once a second, or more often. */
void download_progress(struct download *d);

/* BYTES for people: "1.2 MB" */
struct download_text {
	char s[32];
};
struct download_text download_human(uint64_t bytes);

#endif
