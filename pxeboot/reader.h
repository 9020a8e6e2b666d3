/* SPDX-License-Identifier: MIT */
/* The state of reading a configuration; for config.c, reader.c, directive.c and menu_directive.c.
 */
#ifndef READER_H
#define READER_H

#include "config.h"

/* The label that is being read; all of it is forgotten when it is recorded. */
struct label {
	const char *name; /* NULL: there is none */
	const char *kernel, *append, *initrd, *display;
	enum boot_type type;
	enum entry_kind kind;
	struct menu *target;
	uint32_t sysappend;
	bool hide, chosen, disabled, has_kernel;
	const char *password; /* NULL: none */
	int immediate;	      /* -1: as the menu says */
	int indent;
	struct bytes help;
	struct origin at;
};

struct reader {
	struct config *c;
	const struct config_source *source;
	const struct name_base *from;
	const struct config_watch *watch;
	struct menu *menu; /* the one that MENU BEGIN and MENU END are about */
	struct label label;
	struct entry *last;
	struct menu *last_menu;
	struct text_line *last_text;
	const char *file; /* that is being read, and the line of it */
	unsigned int line, depth, files, notes, lines;
	unsigned int unknown_count;
	struct bytes unknown, unused;	  /* words for the log */
	unsigned int content, known, odd; /* lines, to tell a configuration from other files */
	bool save;			  /* MENU SAVE was refused */
	bool failed;			  /* without memory */
	/* the includes that are open, by name */
	const char *open[CONFIG_DEPTH + 1];
};

/* VALUE is what follows the word and its blanks, LINE all of it. *M is the menu that the file's
 * lines are for. */
struct directive {
	const char *word;
	enum directive_type {
		DIRECTIVE_CALL,	  /* calls take */
		DIRECTIVE_NAME,	  /* sets a const char * of struct config */
		DIRECTIVE_NUMBER, /* sets an int of it */
		DIRECTIVE_KERNEL, /* place is the enum boot_type */
		DIRECTIVE_FKEY,	  /* place is the index in struct menu */
		DIRECTIVE_IGNORED,
		DIRECTIVE_FOREIGN, /* of other loaders, of no use here */
	} type;
	size_t place;
	void (*take)(struct reader *r, struct menu **m, const char *value);
};

/* NULL if there is none. LEN: of WORD, which need not end there. */
const struct directive *directive_find(const char *word, size_t len);
/* Those that follow MENU. */
const struct directive *menu_directive_find(const char *word, size_t len);

void reader_note(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Adds PREFIX and WORD to a list for the log, unless they are in there. */
void reader_list(struct reader *r, struct bytes *list, const char *prefix, const char *word,
		 size_t len);
/* One of the words that nobody knows; PREFIX is "" or "menu ". */
void reader_unknown(struct reader *r, const char *prefix, const char *word, size_t len);
struct origin reader_at(const struct reader *r);
/* A new entry of MENU, NULL without memory. */
struct entry *reader_entry(struct reader *r, struct menu *menu);
/* Ends the label, if there is one. */
void reader_record(struct reader *r, struct menu *m);
struct menu *reader_menu(struct reader *r, struct menu *parent, const char *tag);
void reader_begin_menu(struct reader *r, struct menu **m, const char *tag);
void reader_end_menu(struct reader *r, struct menu **m);
/* IS_MENU: of MENU INCLUDE, where a title behind the file makes it a submenu */
void reader_include(struct reader *r, struct menu **m, const char *value, bool is_menu);

#endif
