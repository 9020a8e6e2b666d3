/* SPDX-License-Identifier: MIT */
/* A program of the host, run to its end, and what it prints. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"
#include "error.h"

struct process {
	const char *const *argv;
	const char *const *files; /* its file by each of these names, up to NULL; see execvp(3) */
	const char *dir;	  /* where it runs, NULL: here */
	bool with_errors;	  /* what it writes to standard error is kept, too */
	size_t keep;		  /* keep so many bytes of what it prints, drop the rest */
	unsigned int cpu_seconds; /* it is killed after so much CPU time; 0: never */
};

/*
 * Runs P without a shell and with an environment of PATH, HOME and LC_ALL only: no setting
 * of the user counts. Returns its exit status, 128 if a signal ended it, or -1;
 * err->errnum is ENOENT if it is not installed.
 */
int process_run(const struct process *p, struct bytes *said, struct error *err);

#endif
