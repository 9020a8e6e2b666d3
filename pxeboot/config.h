/* SPDX-License-Identifier: MIT */
/*
 * The configuration language: pxelinux.cfg(5). What PXELINUX makes of it: syslinux
 * com32/elflink/ldlinux/readconfig.c for the boot prompt, com32/menu/readconfig.c for menus.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "error.h"
#include "note.h"
#include "source.h"

enum {
	CONFIG_DEPTH = 16, /* includes in includes */
	CONFIG_FILES = 64, /* includes of one configuration */
	CONFIG_LINES = 400000,
	CONFIG_NOTES = 40,
	CONFIG_FKEYS = 12,
};

/* What MENU COLOR can be about, of what is drawn. */
enum config_color {
	COLOR_TITLE,
	COLOR_UNSEL,
	COLOR_SEL,
	COLOR_HOTKEY,
	COLOR_HOTSEL,
	COLOR_DISABLED,
	COLOR_HELP,
	COLOR_TABMSG,
	COLOR_CMDMARK,
	COLOR_CMDLINE,
	COLOR_PWDHEADER,
	COLOR_TIMEOUT_MSG,
	COLOR_COUNT,
};

/* What an entry of a menu does. */
enum entry_kind {
	ENTRY_COMMAND, /* boots what type, kernel and append say */
	ENTRY_SUBMENU,
	ENTRY_SEPARATOR,
	ENTRY_DISABLED,
	ENTRY_GOTO, /* to the menu submenu, NULL: there is no such menu. So does ENTRY_EXIT */
	ENTRY_EXIT,
	ENTRY_QUIT,
	ENTRY_HELP, /* shows the text in the file kernel */
};

/* The directive that named a label's kernel; a type prefix such as .linux says the same. */
enum boot_type {
	BOOT_NONE,
	BOOT_LOCALBOOT,
	BOOT_KERNEL,
	BOOT_LINUX,
	BOOT_SECTOR, /* BOOT */
	BOOT_BSS,
	BOOT_PXE,
	BOOT_FDIMAGE,
	BOOT_COMBOOT,
	BOOT_COM32,
	BOOT_CONFIG,
};
/* "none", "localboot", "kernel" ..., in the order of the enum */
extern const char *const boot_type_names[BOOT_CONFIG + 1];

struct origin {
	const char *file; /* as people call it */
	unsigned int line;
};

struct menu;

/* Strings are never NULL unless it says so. */
struct entry {
	struct entry *next;  /* in the order of the files */
	unsigned int number; /* from 1 */
	struct menu *menu;   /* the one that shows it, NULL for a hidden entry */
	enum entry_kind kind;
	const char *name; /* the whole of LABEL's value; "" for what has no label */
	enum boot_type type;
	const char *kernel;
	const char *append; /* its own or the global one; NULL: neither. "-" is gone */
	const char *initrd; /* NULL: no INITRD */
	uint32_t sysappend;
	const char *display; /* MENU LABEL's, NULL: none */
	const char *help;    /* TEXT HELP, "" */
	int indent;
	bool has_kernel; /* a directive named it; else it is the label's name */
	bool immediate;	 /* its hot key starts it */
	const char
		*password; /* MENU PASSWD's, "" for one that only the master's opens; NULL: none */
	struct menu *submenu;
	struct origin at;
};

/* A menu inherits what its parent has when it begins. */
struct menu {
	struct menu *next, *parent; /* parent: NULL for the top menu */
	unsigned int number;	    /* from 0 */
	struct entry *opened_by;
	const char *tag, *title;
	const char *display;		 /* MENU LABEL's, "" */
	const struct entry *chosen;	 /* MENU DEFAULT, or DEFAULT; NULL: none */
	int timeout;			 /* tenths of a second */
	const char *ontimeout, *onerror; /* NULL: none */
	const char *fkey[CONFIG_FKEYS];	 /* file of a text, NULL: none */
	const char *password;		 /* as of an entry; its parent's are not in it */
	const char *master;		 /* MENU MASTER PASSWD's, NULL: none */
	bool immediate;			 /* for entries that say nothing of it */
};

/* MENU HIDDENKEY, the last one first: keys by name, with commas between them. */
struct hidden_key {
	struct hidden_key *next;
	const char *keys, *command;
};

/* SAY or DISPLAY, in the order of the files. */
struct text_line {
	struct text_line *next;
	bool is_file;
	const char *text;
};

struct config {
	struct arena arena;
	struct menu *menus; /* the first one is the top menu */
	struct entry *entries;
	struct menu *start; /* MENU START */
	/* NULL: not said */
	const char *def, *ui, *ontimeout, *onerror, *append, *autoboot;
	struct origin def_at, ontimeout_at, onerror_at;
	uint32_t sysappend;
	int timeout, totaltimeout; /* of the boot prompt, in tenths of a second */
	int allowoptions, implicit, prompt, pxeretry; /* -1: not said */
	bool shiftkey, hidden;
	struct hidden_key *hidden_keys;
	int rows; /* entries that are shown at once, 0: as many as there is room for */
	const char *tabmsg, *notabmsg, *passprompt;
	const char *color[COLOR_COUNT]; /* parameters of SGR (ECMA-48), such as 1;36;44 */
	const char *password;		/* the directive that sets one; NULL: none */
	const char *unsure;  /* why it is not known what was meant to be booted first; NULL */
	bool empty;	     /* no line but comments */
	const char *foreign; /* what the file is instead of a configuration; NULL */
	struct text_line *texts;
	struct notes notes; /* for the log */
};

/* One line as it was read; for config_watch. */
struct config_line {
	struct origin at;
	const char *raw;   /* without its end */
	size_t length;	   /* with its end as the file has it */
	const char *word;  /* as it was written, "" for none; not of a text of TEXT */
	const char *value; /* behind the word and its blanks */
	bool known;	   /* it is of the language */
	bool in_text;	   /* between TEXT and ENDTEXT */
	bool cut;	   /* a CR or NUL ends it early */
	bool mark;	   /* a byte order mark stood before it */
	bool in_submenu;
};
/* Is told of each line, with LINE->raw NULL of the end of each file, and of the end of it all. */
struct config_watch {
	void (*line)(void *ctx, const struct config_line *line);
	void (*end)(void *ctx);
	void *ctx;
};

/*
 * Reads TEXT, called SHOWN by people, with its includes, which SOURCE gives, into C, which must
 * be all zeros but for sysappend: that of a configuration that led to this one goes on, as in
 * core/sysappend.c. WATCH may be NULL. -1 without memory. C->foreign is for the
 * caller to look at. config_free() is needed in any case.
 */
int config_read(struct config *c, const struct bytes *text, const char *shown,
		const struct config_source *source, const struct name_base *from,
		const struct config_watch *watch, struct error *err);

/* The same for several files that are read as if they were one, as menu.c32 does. */
struct config_file {
	const struct bytes *text;
	const char *shown;
};
int config_read_files(struct config *c, const struct config_file *files, size_t count,
		      const struct config_source *source, const struct name_base *from,
		      const struct config_watch *watch, struct error *err);
void config_free(struct config *c);

/* What a menu is called where it is opened: MENU LABEL, else MENU TITLE, else its tag. */
const char *config_menu_name(const struct menu *m);
/* What stands above it. */
const char *config_menu_title(const struct menu *m);

#endif
