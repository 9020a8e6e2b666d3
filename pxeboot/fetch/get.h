/* SPDX-License-Identifier: MIT */
/* The command "pxeboot tftp", for the scripts that fetch. */
#ifndef GET_H
#define GET_H

#include "error.h"

enum get_status {
	GET_DONE = 0,
	GET_ABSENT = 1,
	GET_AGAIN = 2, /* or wrong usage, if there is an error */
	GET_HOPELESS = 3,
	GET_SILENT = 4,	   /* as GET_AGAIN: there was no answer at all */
	GET_REFUSED = 5,   /* as GET_AGAIN, in the end as GET_ABSENT */
	GET_TOO_LARGE = 6, /* as GET_HOPELESS: more bytes than --max */
};

/* As they were given, NULL: not. */
struct get_options {
	const char *blksize, *max, *stall, *manner;
};

/*
 * WORDS: host, port, path, file. Writes lines to OUTPUT at once: "total BYTES", "note TEXT" for
 * people; at the end "manner N", to be given for the server's next file, and "why TEXT", unless
 * the file is there.
 */
enum get_status get_tftp(const struct get_options *o, const char *const words[4], int output,
			 struct error *err);

#endif
