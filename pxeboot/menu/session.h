/* SPDX-License-Identifier: MIT */
/*
 * A person at the console: the configuration, which is read once, what is chosen from it, and how
 * it is asked for. session.c has what does not depend on the console.
 */
#ifndef SESSION_H
#define SESSION_H

#include "choice.h"
#include "fetch/store.h"
#include "menu/countdown.h"
#include "menu/edit.h"
#include "menu/screen.h"
#include "menu/terminal.h"

struct session_request {
	const struct machine *machine;
	const struct name_base *base;
	const char *dir;    /* as of pxeboot resolve */
	const char *lock;   /* as of struct choice_request, or NULL */
	const char *closed; /* the same */
	uint32_t sysappend;
	struct fetch *fetch;	  /* limits for small files, and how TFTP servers are to be asked */
	struct arena *arena;	  /* keeps what FETCH points to afterwards */
	const char *console;	  /* its device, or "full" or "line"; NULL: not known */
	const char *no_shell;	  /* why there is no shell, or NULL */
	const char *const *shell; /* words of the command that starts one */
	const char *said;	  /* a sentence to begin with, or NULL */
	bool no_color;
	int patience; /* seconds for an answer where nothing boots without one, 0: for ever */
};

/* What asking ends with. */
enum session_end {
	SESSION_DONE,	/* the choice is a person's */
	SESSION_TIME,	/* nobody has answered in time */
	SESSION_CLOSED, /* there is no input any more */
	SESSION_ON,	/* nothing yet: goes on asking */
	SESSION_FAILED, /* without memory */
};

struct session {
	const struct session_request *request;
	struct error *err;
	struct arena arena;
	struct store store;
	struct config_source source;
	/* the configuration: it may have been replaced by what CONFIG led to */
	struct bytes text;
	bool followed, news; /* NEWS: its texts are to be shown */
	struct name_base base;
	uint32_t sysappend;
	const char *closed, *master; /* of those before it */
	struct choice choice;
	/* the menu that is shown */
	struct view view;
	int selected, top;
	bool *opened; /* by number: menus whose password was given */
	unsigned int menus;
	bool master_given; /* at the prompt that a person is at */
	/* how it is asked for */
	struct terminal terminal;
	struct countdown countdown;
	struct history history;
	struct screen *screen; /* NULL: line by line */
	unsigned int wrong;    /* passwords */
	bool typed;	       /* a person is there */
	char said[512];	       /* a sentence that is to be shown; "" */
};

int session_open(struct session *s, const struct session_request *request, struct error *err);
void session_close(struct session *s);

/* Chooses without a person: CHOICE_AUTO; OVER: the menu's time is. The menu that is shown stays
 * the same while the configuration does. */
enum session_end session_choose(struct session *s, bool over);
/* Chooses what a person wants, with the passwords that this needs. SESSION_ON: no, and said says
 * why; or it ends as session_password(). COMMAND is copied. */
enum session_end session_take(struct session *s, enum choice_mode mode, const char *command);

/* Shows the menu with this number, the entry with number ENTRY selected, 0: its first one. Asks for
 * its password. */
enum session_end session_menu(struct session *s, unsigned int number, unsigned int entry);
/* Does what the entry at POSITION does. SESSION_DONE for one with MENU HELP: its text is to be
 * shown. */
enum session_end session_select(struct session *s, int position);

/* Why there is no prompt, no options and no shell, or NULL. What the master password opens is asked
 * for; *END is then how that ended. */
const char *session_locked(struct session *s, enum session_end *end);
/* A shell, unless that is forbidden. */
enum session_end session_shell(struct session *s);

/* Of session_files.c: the text in a file that a configuration names, clean; false: said says why
 * not. */
bool session_text(struct session *s, const char *name, struct bytes *text);
/* The text of function key N, from 0. */
bool session_function_key(struct session *s, int n, struct bytes *text);

/* A sentence to be shown. */
void session_say(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A person is there: the time of TIMEOUT ends. */
void session_stop(struct session *s);
/* The text with the seconds that are left, "" if nothing starts by itself. Clean, valid until
 * OUT is changed. */
const char *session_count(struct session *s, struct bytes *out);

/* Of password_dialog.c: asks for one of the passwords, NULL for none; one that is empty cannot be
 * given. SESSION_DONE: it was right; SESSION_ON: it was not. */
enum session_end session_password(struct session *s, const char *const *passwords, size_t count);

#endif
