/* SPDX-License-Identifier: MIT */
/* What is booted, from the configuration in a directory; the scripts find it there. */
#ifndef DECISION_H
#define DECISION_H

#include "fetch/fetch.h"
#include "machine.h"

struct decision {
	const struct machine *machine;
	const struct name_base *base;
	const char *dir;	   /* has config and the files it leads to, as fetch/store.h says */
	const char *lock, *closed; /* as of struct choice_request, or NULL */
	bool person;		   /* the same */
	uint32_t sysappend;
	struct fetch *fetch; /* with limits for small files */
	struct arena *keep;  /* keeps what FETCH points to */
};

/* Also the exit status of "pxeboot resolve". */
enum decision_result {
	DECISION_BOOTS = 0,
	DECISION_NOTHING = 1, /* nothing does */
	DECISION_FAILED = 2,
	DECISION_FOREIGN = 4, /* it is not a configuration */
};

/*
 * MODE is "auto", "over" (the menu's time is), "failed" or, for COMMAND, "typed", "picked" or
 * "enter". Writes choice, notes and texts into the directory. DECISION_FAILED with ERR.
 */
enum decision_result decision_make(const struct decision *d, const char *mode, const char *command,
				   struct error *err);

#endif
