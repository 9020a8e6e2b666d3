/* SPDX-License-Identifier: MIT */
/*
 * What went wrong, in which file, where in it. Modules fill one in and return -1;
 * only main() prints it. A struct error that starts as all zeros is "no error".
 */
#ifndef ERROR_H
#define ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error {
	char path[1024];   /* the file as the user named it, shortened; "" = none */
	char message[768]; /* a sentence: what is wrong and what to do; "" = no error */
	int errnum;	   /* errno of a failed system call, else 0 */
	bool has_offset;
	uint64_t offset; /* where in the file, in bytes, if has_offset */
};

/*
 * Each sets the error, replacing an older one, and returns -1 so that a caller
 * can write "return error_set(...)". PATH may be NULL. ERR may be NULL.
 */
int error_set(struct error *err, const char *path, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* the same with strerror(ERRNUM) after the message */
int error_set_errno(struct error *err, const char *path, int errnum, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* the same with an offset in the file */
int error_set_at(struct error *err, const char *path, uint64_t offset, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* "out of memory", the error that every module can have */
int error_memory(struct error *err);

/* Static analysers look at one file at a time: tell them what these return. */
#ifdef __clang_analyzer__
#define error_set(...) (error_set(__VA_ARGS__), -1)
#define error_set_errno(...) (error_set_errno(__VA_ARGS__), -1)
#define error_set_at(...) (error_set_at(__VA_ARGS__), -1)
#define error_memory(err) (error_memory(err), -1)
#endif

/*
 * Writes "PATH: MESSAGE (at offset N): STRERROR" as one line without a newline
 * into BUF, always terminated. Control characters and bytes that are no UTF-8
 * come out as \xNN: names and messages may hold what a hostile file said.
 */
void error_format(const struct error *err, char *buf, size_t size);

/* Copies IN to OUT (always terminated) with the same cleaning. */
void error_clean(const char *in, char *out, size_t size);

#endif
