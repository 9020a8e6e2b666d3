/* SPDX-License-Identifier: MIT */
/* From what was chosen to a kernel that is loaded: fetched, looked at, handed to kexec. */
#ifndef LOAD_H
#define LOAD_H

#include "choice.h"
#include "fetch/fetch.h"
#include "fetch/fetch_options.h"

struct load {
	/* set by the caller */
	struct choice *choice; /* its label, kernel, initrds, cmdline, has_append; may be changed */
	const struct name_base *base;
	const struct fetch_options *options;
	struct fetch *fetch; /* with its console, and how the server is to be asked */
	const char *dir;     /* for the files; they are gone afterwards */
	const char *renew;   /* of kexec --renew, or NULL */
	bool unchecked;	     /* pxeboot.check=0: take what does not look like a kernel or initrd */
	/* afterwards: hundredths of a second since the machine's start, 0: it did not come to it */
	long kernel_at, initrd_at;
};

/* False if it did not work; the console has said why. */
bool load(struct load *l, struct arena *a);

#endif
