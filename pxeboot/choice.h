/* SPDX-License-Identifier: MIT */
/*
 * What is booted: from a configuration, and from what a person typed, to a kernel, its initrds
 * and its command line. pxelinux.cfg(5) has the rules, and where they differ from PXELINUX's.
 */
#ifndef CHOICE_H
#define CHOICE_H

#include "command.h"
#include "config.h"
#include "machine.h"

enum {
	CHOICE_CONFIGS = 8, /* labels with CONFIG in a row */
	CHOICE_RUNS = 16,   /* programs in a row that choose a command */
};

enum choice_mode {
	CHOICE_AUTO,   /* what happens without anybody at the console */
	CHOICE_TYPED,  /* command was typed at the prompt */
	CHOICE_PICKED, /* the entry with the number in command was picked in the menu */
	CHOICE_ENTER,  /* Enter alone at the prompt */
	CHOICE_FAILED, /* command did not boot: what ONERROR says */
	CHOICE_EDITED, /* command is an entry's line, as a person changed it */
	CHOICE_KEY,    /* command belongs to a key of MENU HIDDENKEY */
};

struct choice_request {
	enum choice_mode mode;
	const char *command;
	bool person;	    /* CHOICE_FAILED: a person led here */
	const char *lock;   /* not NULL: a person may choose entries of the menu as they are, and
			       nothing else; why */
	bool opened;	    /* a person has given the password of what is chosen */
	bool master;	    /* and that of MENU MASTER PASSWD, or is where it was given */
	bool time_over;	    /* CHOICE_AUTO: the menu or prompt has been shown, nobody answered */
	uint32_t sysappend; /* of the configuration that led to this one */
	const char *closed; /* the directive with which that one is closed by a password, or NULL */
	bool follow; /* also to where a CONFIG leads that a menu or prompt stands before: nobody
			answers. Its action and times are kept */
	const struct machine *machine;
	const struct config_source *source;
};

enum choice_action {
	CHOICE_NONE,
	CHOICE_BOOT,
	CHOICE_LOCALBOOT,
	CHOICE_MENU, /* and CHOICE_PROMPT: ask at the console; then says what follows when nobody
			answers */
	CHOICE_PROMPT,
	CHOICE_REBOOT, /* these only in then */
	CHOICE_POWEROFF,
	CHOICE_CONFIG, /* another configuration, for which time_over asks */
};
extern const char *const choice_action_names[];

/* Strings are never NULL unless it says so. */
struct choice {
	struct arena arena;
	struct config config; /* the one that it comes from: the last of a row */
	struct config menu;   /* the files of menu.c32, if it has any; else all zeros */
	struct bytes text; /* of a configuration that CONFIG led to; empty: the first one counts */
	uint32_t inherited_sysappend;
	struct name_base base;
	enum choice_action action, then;
	const char *label;	      /* "" for a command without one */
	const char *kernel, *cmdline; /* kernel NULL: none. cmdline: also where there is none */
	bool has_append;	      /* the command line has more than the loader's own words */
	struct initrd *initrds;
	int timeout, totaltimeout; /* tenths of a second, 0: never */
	long localboot;
	const char *config_file, *config_prefix; /* of a CONFIG that could not be read, else NULL */
	const char *command;			 /* what ONERROR is given; "" */
	unsigned int enter;			 /* the entry that Enter alone takes, 0: none */
	unsigned int first_menu;		 /* number of the menu that is shown first */
	bool password;				 /* what was chosen is protected */
	const char *lock; /* the request's, or what a password of the configuration makes of it */
	const char *refused; /* why a person does not get what was typed, or NULL */
	/* what would open what was refused: the entry's password; the master's */
	const struct entry *closed;
	bool needs_master;
	struct notes notes; /* the reasons, for the log */
};

/* The configuration whose menus are shown. */
const struct config *choice_menus(const struct choice *c);
/* What an entry leads to, for a machine. */
struct command choice_entry(struct choice *c, const struct machine *m, const struct entry *e);
/* All that PXELINUX executes for an entry, in one line that CHOICE_EDITED takes. */
const char *choice_entry_line(struct choice *c, const struct machine *m, const struct entry *e);
/* True if MENU PASSWD closes an entry to a person: its own, or that of a menu it is in. */
bool choice_protected(const struct entry *e);

/*
 * Reads the configuration TEXT, called SHOWN, found under BASE, and those that its CONFIG labels
 * lead to, and chooses. C must be all zeros; choice_free() is needed in any case. -1 without
 * memory. C->config.foreign: TEXT is not a configuration, and nothing was chosen.
 */
int choice_make(struct choice *c, const struct choice_request *request, const struct bytes *text,
		const char *shown, const struct name_base *base, const struct config_watch *watch,
		struct error *err);
void choice_free(struct choice *c);

/*
 * Why the command line cannot be handed to a kernel that takes MAX bytes with the final NUL
 * (0: not known), or NULL.
 */
const char *choice_check_cmdline(struct choice *c, size_t max);

#endif
