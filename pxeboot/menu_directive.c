// SPDX-License-Identifier: MIT
/* The words behind MENU; what they do in syslinux: com32/menu/readconfig.c. */
#include <string.h>

#include "reader.h"
#include "word.h"

static const char *kept(struct reader *r, const char *s)
{
	return arena_copy(&r->c->arena, s, strlen(s));
}

static void take_label(struct reader *r, struct menu **m, const char *value)
{
	if (r->label.name)
		r->label.display = kept(r, value);
	else if ((*m)->parent)
		(*m)->display = kept(r, value);
}

static void take_title(struct reader *r, struct menu **m, const char *value)
{
	(*m)->title = kept(r, value);
}

static void take_default(struct reader *r, struct menu **m, const char *value)
{
	(void)value;
	if (r->label.name)
		r->label.chosen = true;
	else if ((*m)->parent)
		(*m)->parent->chosen = (*m)->opened_by;
}

static void take_hide(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	(void)value;
	r->label.hide = true;
}

static void take_disable(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	(void)value;
	r->label.disabled = true;
}

static void take_indent(struct reader *r, struct menu **m, const char *value)
{
	int n = word_atoi(value);

	(void)m;
	r->label.indent = n < 0 ? 0 : n % 41;
}

static void take_separator(struct reader *r, struct menu **m, const char *value)
{
	struct entry *e;

	(void)value;
	reader_record(r, *m);
	e = reader_entry(r, *m);
	if (e)
		e->kind = ENTRY_SEPARATOR;
}

static void take_begin(struct reader *r, struct menu **m, const char *value)
{
	reader_begin_menu(r, m, value);
}

static void take_end(struct reader *r, struct menu **m, const char *value)
{
	(void)value;
	reader_end_menu(r, m);
}

static void take_include(struct reader *r, struct menu **m, const char *value)
{
	reader_include(r, m, value, true);
}

static void take_autoboot(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	r->c->autoboot = kept(r, value);
}

static void take_start(struct reader *r, struct menu **m, const char *value)
{
	(void)value;
	r->c->start = *m;
}

static void take_hidden(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	(void)value;
	r->c->hidden = true;
}

static void take_shiftkey(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	(void)value;
	r->c->shiftkey = true;
}

static void take_onerror(struct reader *r, struct menu **m, const char *value)
{
	(*m)->onerror = r->c->onerror = word_name(&r->c->arena, value);
	r->c->onerror_at = reader_at(r);
}

/* Of a label, or of the submenu that it stands in. An empty one counts: only the master password
 * would open it. Whatever it belongs to, somebody wants this menu to be closed. */
static void take_passwd(struct reader *r, struct menu **m, const char *value)
{
	(void)value;
	if (r->label.name)
		r->label.has_password = true;
	else if ((*m)->parent)
		(*m)->has_password = true;
	if (!r->c->password)
		r->c->password = "MENU PASSWD";
}

static void take_master(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	if (word_is(value, word_length(value), "passwd"))
		r->c->password = "MENU MASTER PASSWD";
}

static void take_goto(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	if (!r->label.name)
		return;
	r->label.kind = ENTRY_GOTO;
	r->label.kernel = word_name(&r->c->arena, value);
	r->label.target = NULL;
}

/* Without a name it leads to the menu above; there is none above the top menu. */
static void take_exit(struct reader *r, struct menu **m, const char *value)
{
	if (!r->label.name || !(*m)->parent)
		return;
	r->label.kind = ENTRY_EXIT;
	r->label.target = *value ? NULL : (*m)->parent;
	if (*value)
		r->label.kernel = word_name(&r->c->arena, value);
}

static void take_quit(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	(void)value;
	if (r->label.name)
		r->label.kind = ENTRY_QUIT;
}

static void take_help(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	if (!r->label.name)
		return;
	r->label.kind = ENTRY_HELP;
	r->label.kernel = arena_copy(&r->c->arena, value, word_length(value));
	r->label.append = NULL;
}

/* What sets the look of a menu on a PC's screen, or what a console cannot do */
static const char *const looks[] = {
	"background",	 "rows",       "vshift",     "hshift",	       "width",	     "margin",
	"passwordrow",	 "timeoutrow", "tabmsgrow",  "tabmsg",	       "cmdlinerow", "helpmsgrow",
	"helpmsgendrow", "hiddenrow",  "endrow",     "passwordmargin", "color",	     "colour",
	"msgcolor",	 "msgcolour",  "resolution", "clear",	       "passprompt", "save",
	"nosave",	 "hiddenkey",  "immediate",  "noimmediate",    "noescape",   "helpmsg",
	"notabmsg",
};

static const struct directive directives[] = {
	{"label", DIRECTIVE_CALL, 0, take_label},
	{"title", DIRECTIVE_CALL, 0, take_title},
	{"default", DIRECTIVE_CALL, 0, take_default},
	{"hide", DIRECTIVE_CALL, 0, take_hide},
	{"disable", DIRECTIVE_CALL, 0, take_disable},
	{"disabled", DIRECTIVE_CALL, 0, take_disable},
	{"indent", DIRECTIVE_CALL, 0, take_indent},
	{"separator", DIRECTIVE_CALL, 0, take_separator},
	{"begin", DIRECTIVE_CALL, 0, take_begin},
	{"end", DIRECTIVE_CALL, 0, take_end},
	{"include", DIRECTIVE_CALL, 0, take_include},
	{"autoboot", DIRECTIVE_CALL, 0, take_autoboot},
	{"start", DIRECTIVE_CALL, 0, take_start},
	{"hidden", DIRECTIVE_CALL, 0, take_hidden},
	{"shiftkey", DIRECTIVE_CALL, 0, take_shiftkey},
	{"onerror", DIRECTIVE_CALL, 0, take_onerror},
	{"passwd", DIRECTIVE_CALL, 0, take_passwd},
	{"master", DIRECTIVE_CALL, 0, take_master},
	{"goto", DIRECTIVE_CALL, 0, take_goto},
	{"exit", DIRECTIVE_CALL, 0, take_exit},
	{"quit", DIRECTIVE_CALL, 0, take_quit},
	{"help", DIRECTIVE_CALL, 0, take_help},
};

const struct directive *menu_directive_find(const char *word, size_t len)
{
	static const struct directive look = {"", DIRECTIVE_IGNORED, 0, NULL};

	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++)
		if (word_is(word, len, directives[i].word))
			return &directives[i];
	for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++)
		if (word_is(word, len, looks[i]))
			return &look;
	return NULL;
}
