/* SPDX-License-Identifier: MIT */
/* The command line. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "names.h"
#include "pack.h"

enum options_action {
	OPTIONS_BUILD,
	OPTIONS_HELP,
	OPTIONS_VERSION,
	OPTIONS_SETS,	 /* print the sets of modules */
	OPTIONS_LIST,	 /* args: IMAGE */
	OPTIONS_CAT,	 /* args: IMAGE PATH */
	OPTIONS_EXTRACT, /* args: IMAGE DIR */
	OPTIONS_DIFF,	 /* args: A B */
};

struct options {
	enum options_action action;
	const char *args[2];
	const char *busybox, *version, *root, *image, *skel, *kexec, *pxeboot;
	const char *modules_from, *config, *authorized_keys;
	const char *manifest, *manifest_json, *sbom, *depfile;
	const char *output;   /* NULL is possible with dry_run */
	struct names modules; /* empty = the default set */
	struct names add, add_tree;
	const char *compress, *level, *threads; /* as they were given; read into PACK */
	struct pack_options pack;
	bool ssh, no_kexec_check, size, dry_run;
	bool quiet, verbose; /* never both */
	uint32_t mtime;
};

/* 0, or -1 with ERR set: wrong usage. The strings are those of ARGV. */
int options_parse(struct options *o, int argc, char **argv, struct error *err);
void options_free(struct options *o);
/* The text of --help. */
extern const char options_help[];

#endif
