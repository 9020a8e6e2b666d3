/* SPDX-License-Identifier: MIT */
/* What will go wrong with a configuration: lines FILE:LINE: TEXT. */
#ifndef LINT_H
#define LINT_H

#include "choice.h"
#include "tree.h"

/* Readers of the same files besides this loader. */
struct lint_readers {
	bool pxelinux, firmware, petitboot, uboot;
};

enum { LINT_BUCKETS = 4096 };

/* Set arena and readers, all else to zeros. */
struct lint {
	struct arena *arena;
	struct lint_readers readers;
	struct notes warnings;
	struct notes files;		 /* that have been read */
	struct notes seen[LINT_BUCKETS]; /* the texts of lint_seen(), by their hash */
	/* the file that is read, as far as it was read */
	struct origin at;
	struct origin label;		    /* LABEL's line; file NULL: none */
	const char *inline_initrd, *initrd; /* of the label, NULL: none */
	unsigned int kernels;		    /* lines of the label that name one */
	bool kernel_is_menu;		    /* the last of them */
	unsigned int labels;
	unsigned int open_menus;
	struct origin menu_at, text_at, default_at, password_at;
	bool clear_password; /* it has been said */
	bool master;	     /* there is a MENU MASTER PASSWD */
	size_t bytes;	     /* of the first file */
	const char *first_file;
};

/* What config_read() tells of each line. */
struct config_watch lint_watch(struct lint *l);

/* What is known when all has been read. TREE: where kernels and initrds are, or NULL. */
void lint_choice(struct lint *l, struct choice *c, const char *shown, struct tree *tree);

/* A name that the directive WHAT has, and a list of them that ends at a blank. */
void lint_file_name(struct lint *l, const char *what, const char *value, size_t len);
void lint_file_list(struct lint *l, const char *what, const char *value);

/* Names of files in the directory DIR (PATH for the system) that nobody asks for: they were not
 * read, nor does an entry of C name them. */
void lint_directory(struct lint *l, const char *path, const char *dir, const struct config *c);
void lint_name(struct lint *l, const char *shown, const char *name);

/* False the first time that it is asked for the label AT, that it leads to a menu or text: true
 * from then on. */
bool lint_leads(struct lint *l, struct origin at);
/* False the first time that it is asked for TEXT, which is kept by reference. */
bool lint_seen(struct lint *l, const char *text);
void lint_warn(struct lint *l, struct origin at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
