/* SPDX-License-Identifier: MIT */
/*
 * The kernel's command line before it is written into an image.
 *
 * What the kernel does with it (arch/s390/boot/ipl_parm.c): the last byte of
 * the area becomes NUL, so N-1 bytes of N count; one byte >= 0x80 makes it take
 * the whole line for EBCDIC; blanks and newlines at both ends are dropped, those
 * inside stay and show up in /proc/cmdline.
 *
 * So newlines and blanks at the end are kept as they are: they do no harm, and the
 * bytes are those that every other tool writes for a file made by echo. They are
 * dropped only if they are what does not fit. A newline inside becomes a
 * blank. NUL, CR and bytes >= 0x80 are refused.
 */
#ifndef CMDLINE_H
#define CMDLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "findings.h"
#include "infile.h"

struct cmdline {
	char *text; /* NULL: none was given. Not terminated. */
	size_t len;
};

/* Sets the line to the contents of FILE, or to a string. Frees the old one. */
int cmdline_from_file(struct cmdline *line, const struct infile *file, struct error *err);
int cmdline_from_string(struct cmdline *line, const char *s, size_t len, struct error *err);

/* Appends S after a blank; newlines and blanks at the old end go. */
int cmdline_append(struct cmdline *line, const char *s, struct error *err);

/* If it is EBCDIC that the kernel would take for a line of ASCII: makes it that. */
bool cmdline_from_ebcdic(struct cmdline *line);

/* Sets it to the line that IMG holds, which needs a cmdline_size, as its kernel reads it. */
int cmdline_from_image(struct cmdline *line, const struct image *img, struct error *err);

/* As cmdline_from_ebcdic() with a note in NOTES, and without NULs at the end. NAME as below. */
void cmdline_decode(struct cmdline *line, const char *name, struct findings *notes);

/*
 * Checks the line against an area of SIZE bytes and folds newlines inside it
 * to blanks unless KEEP_NEWLINES; a parameter that is continued after column 80, as on
 * cards, is joined. NAME is where it comes from, for errors and NOTES (may be NULL),
 * which get what is allowed but hardly meant.
 */
int cmdline_check(struct cmdline *line, uint64_t size, bool keep_newlines, const char *name,
		  struct findings *notes, struct error *err);

void cmdline_free(struct cmdline *line);

#endif
