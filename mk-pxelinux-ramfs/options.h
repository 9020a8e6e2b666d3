/* SPDX-License-Identifier: MIT */
/* The command line. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "names.h"
#include "pack.h"

enum options_action { OPTIONS_BUILD, OPTIONS_HELP, OPTIONS_VERSION };

struct options {
	enum options_action action;
	const char *busybox, *version, *root, *image, *skel, *kexec;
	const char *output;
	struct names modules; /* empty = the default set */
	struct pack_options pack;
	bool no_kexec_check;
	uint32_t mtime;
};

/* 0, or -1 with ERR set: wrong usage. The strings are those of ARGV. */
int options_parse(struct options *o, int argc, char **argv, struct error *err);
void options_free(struct options *o);
/* The text of --help. */
extern const char options_help[];

#endif
