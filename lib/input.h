/* SPDX-License-Identifier: MIT */
/* Reading forward through a range of a file, or of memory, in pieces of any size. */
#ifndef INPUT_H
#define INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

/* Something that can be read at any place. READ gives exactly LEN bytes, or -1. */
struct source {
	int (*read)(void *ctx, uint64_t at, void *buf, size_t len, struct error *err);
	void *ctx;
	uint64_t size;
};

enum { INPUT_WINDOW = 65536 };

/* The bytes at buf + pos to buf + len are the next ones. */
struct input {
	const struct source *from;
	uint64_t next; /* where in FROM what follows the window begins */
	size_t pos, len;
	unsigned char buf[INPUT_WINDOW];
};

void input_start(struct input *in, const struct source *from, uint64_t at);
/* Where in the source the next byte is, and how many there are until its end. */
uint64_t input_at(const struct input *in);
uint64_t input_left(const struct input *in);
/*
 * Makes at least WANT bytes (at most INPUT_WINDOW) of what is left visible in the
 * window, fewer only at the end: then len - pos says how many. -1 if reading fails.
 */
int input_fill(struct input *in, size_t want, struct error *err);
/* Copies the next LEN bytes, which must be left, to BUF and passes them. */
int input_take(struct input *in, void *buf, size_t len, struct error *err);

/* The first SIZE bytes of an open file, called NAME in errors; FILE must outlive it. */
struct source_file {
	int fd;
	const char *name;
};
struct source source_file(struct source_file *file, uint64_t size);
/* A source of LEN bytes at P. */
struct source source_memory(const void *p, size_t len);
/* A source of the range AT to AT + SIZE of FROM, which must outlive it. */
struct source_range {
	const struct source *from;
	uint64_t at;
};
struct source source_part(struct source_range *range, const struct source *from, uint64_t at,
			  uint64_t size);

#endif
