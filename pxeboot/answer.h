/* SPDX-License-Identifier: MIT */
/* What the scripts are told of a choice: files in the directory of --dir. */
#ifndef ANSWER_H
#define ANSWER_H

#include "choice.h"

/* Each returns 0, or -1 with ERR. */

/* Replaces the file DIR/NAME. */
int answer_file(struct arena *a, const char *dir, const char *name, const struct bytes *b,
		struct error *err);
/* DIR/choice (lines KEY=VALUE), notes, texts, and config if a CONFIG label led to another one. */
int answer_choice(struct arena *a, const char *dir, const struct choice *c, struct error *err);
/*
 * What is booted, from DIR/choice: label, kernel, initrds, cmdline, has_append of C, which
 * choice_free() frees. -1 if it names no kernel.
 */
int answer_read(struct choice *c, const char *dir, struct error *err);
/* DIR/choice: why the file is not a configuration. */
int answer_foreign(struct arena *a, const char *dir, const char *why, struct error *err);

#endif
