/* SPDX-License-Identifier: MIT */
/*
 * The parts that one call puts together: kernel, ramdisk, command line, taken
 * from the input files, checked, and not yet in any form of output.
 */
#ifndef PAYLOAD_H
#define PAYLOAD_H

#include <stdbool.h>

#include "cmdline.h"
#include "error.h"
#include "extents.h"
#include "findings.h"
#include "image.h"
#include "options.h"
#include "site.h"

struct payload {
	struct image image; /* the kernel that was given, or the image to change */
	struct infile ramdisk_file[OPTIONS_RAMDISKS];
	size_t ramdisk_files;

	/*
	 * The kernel alone, with the PSW as asked for and the new command line;
	 * its ramdisk fields are as they were in the file. Not padded.
	 */
	struct extents kernel;
	struct extents ramdisk; /* all of them joined; empty: none */
	struct cmdline cmdline; /* the new one; text is NULL where none was given */
	uint64_t cmdline_size;	/* of the area with its NUL */
	uint64_t signature;	/* bytes of signature that were removed */
	bool site_removed;	/* what was added before was taken out */
	struct site site;	/* what is added to the ramdisk now; its size is what was before */
	struct findings notes;	/* about the command line that was given */
	struct findings found;	/* what payload_judge() has found */
};

/*
 * Opens, checks and arranges what OPT names. In MODE_UPDATE a ramdisk in the
 * image is kept unless there is a new one; in MODE_MAKE it is refused unless
 * OPT->replace. P needs payload_close() in any case.
 */
int payload_open(struct payload *p, const struct options *opt, struct error *err);

/*
 * Sets P->found to what findings.h has about the ramdisk and, unless there is a new one, the
 * kernel's command line: all of the image that payload_open() has not checked.
 */
int payload_judge(struct payload *p, struct error *err);

/* The line that a kernel boots with: the new one, else the kernel's own. */
int payload_effective_cmdline(const struct payload *p, struct cmdline *line, struct error *err);

void payload_close(struct payload *p);

#endif
