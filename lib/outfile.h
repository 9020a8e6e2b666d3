/* SPDX-License-Identifier: MIT */
/*
 * An output file that appears complete or not at all. What is written goes to
 * a temporary file beside the target; outfile_commit() makes it durable and
 * renames it over the target. Until then the target is untouched. SIGHUP, SIGINT, SIGQUIT, SIGTERM,
 * SIGPIPE and SIGXCPU remove the temporary files and are then raised again; SIGXFSZ is ignored, so
 * that a file size limit comes back as the error EFBIG.
 *
 * The target keeps its mode and, where allowed, its owner and extended attributes; a
 * new one gets 0666 less the umask. A symbolic link stays and the file it names is replaced; a
 * hard link is broken. Refused: a directory, a device, a pipe, a socket, a
 * file without any write permission.
 *
 * The path "-" is standard output: written as it comes, with no temporary file.
 */
#ifndef OUTFILE_H
#define OUTFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

struct outfile;

/*
 * Starts an output for PATH. *OUT is set on success only. At most
 * OUTFILE_MAX can be open at a time.
 */
enum { OUTFILE_MAX = 32 };
int outfile_open(struct outfile **out, const char *path, struct error *err);

/* All three append. -1 leaves the output fit for outfile_discard() only. */
int outfile_write(struct outfile *out, const void *buf, size_t len, struct error *err);
int outfile_zeros(struct outfile *out, uint64_t len, struct error *err);
/*
 * Appends LEN bytes from OFFSET of FD (called NAME in errors), sharing blocks
 * where the file system can. FD's position is not used. A file that ends
 * before is an error.
 */
int outfile_copy(struct outfile *out, int fd, const char *name, uint64_t offset, uint64_t len,
		 struct error *err);

/* Bytes appended so far. */
uint64_t outfile_size(const struct outfile *out);

/*
 * Refuses two outputs that are one file, and one that is a file that was read (see
 * opened.h) unless outfile_over_input() allows it. Then
 * syncs the N outputs, renames all of them over their targets, syncs the
 * directories. Signals are held back while it renames. On failure every target
 * is what it was (one exception: where the last sync of a directory fails all
 * targets are new and complete). Frees the outputs in any case.
 */
int outfile_commit(struct outfile **out, size_t n, struct error *err);

/* The user wants it: the target may be one of the files that were read. */
void outfile_over_input(struct outfile *out);

/* Forgets an output and removes its temporary file. NULL is fine. */
void outfile_discard(struct outfile *out);

#endif
