// SPDX-License-Identifier: MIT
/* The words behind MENU; what they do in syslinux: com32/menu/readconfig.c. */
#include <string.h>

#include "reader.h"
#include "word.h"

static const char *kept(struct reader *r, const char *s)
{
	return arena_copy(&r->c->arena, s, strlen(s));
}

static const char *trimmed(struct reader *r, const char *s)
{
	return arena_copy(&r->c->arena, s, word_trimmed(s));
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
	const char *password = trimmed(r, value);

	if (r->label.name)
		r->label.password = password;
	else if ((*m)->parent)
		(*m)->password = password;
	if (!r->c->password)
		r->c->password = "MENU PASSWD";
}

static void take_master(struct reader *r, struct menu **m, const char *value)
{
	size_t len = word_length(value);

	if (!word_is(value, len, "passwd"))
		return;
	(*m)->master = trimmed(r, word_skip(value + len));
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

static void take_immediate(struct reader *r, struct menu **m, const char *value)
{
	(void)value;
	if (r->label.name)
		r->label.immediate = 1;
	else
		(*m)->immediate = true;
}

static void take_noimmediate(struct reader *r, struct menu **m, const char *value)
{
	(void)value;
	if (r->label.name)
		r->label.immediate = 0;
	else
		(*m)->immediate = false;
}

static void take_hiddenkey(struct reader *r, struct menu **m, const char *value)
{
	struct hidden_key *k = arena_alloc(&r->c->arena, sizeof(*k));
	size_t len = word_length(value);

	(void)m;
	if (!k)
		return;
	k->keys = arena_copy(&r->c->arena, value, len);
	k->command = word_name(&r->c->arena, word_skip(value + len));
	k->next = r->c->hidden_keys;
	r->c->hidden_keys = k;
}

/* Of the colours only what a terminal is told; * and what is none change nothing. */
static void take_color(struct reader *r, struct menu **m, const char *value)
{
	static const char *const names[COLOR_COUNT] = {
		[COLOR_TITLE] = "title",
		[COLOR_UNSEL] = "unsel",
		[COLOR_SEL] = "sel",
		[COLOR_HOTKEY] = "hotkey",
		[COLOR_HOTSEL] = "hotsel",
		[COLOR_DISABLED] = "disabled",
		[COLOR_HELP] = "help",
		[COLOR_TABMSG] = "tabmsg",
		[COLOR_CMDMARK] = "cmdmark",
		[COLOR_CMDLINE] = "cmdline",
		[COLOR_PWDHEADER] = "pwdheader",
		[COLOR_TIMEOUT_MSG] = "timeout_msg",
	};
	size_t len = word_length(value);
	const char *ansi = word_skip(value + len);
	size_t n = word_length(ansi);

	(void)m;
	for (size_t i = 0; n && n <= 24 && strspn(ansi, "0123456789;") == n && i < COLOR_COUNT; i++)
		if (word_is(value, len, names[i]))
			r->c->color[i] = arena_copy(&r->c->arena, ansi, n);
}

static void take_rows(struct reader *r, struct menu **m, const char *value)
{
	int n = word_atoi(value);

	(void)m;
	r->c->rows = n > 0 ? n : 0;
}

static void take_tabmsg(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	r->c->tabmsg = kept(r, value);
}

static void take_notabmsg(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	r->c->notabmsg = kept(r, value);
}

static void take_passprompt(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	r->c->passprompt = kept(r, value);
}

static void take_save(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	(void)value;
	if (!r->save)
		reader_note(r, "MENU SAVE does nothing: the loader has no place where a choice is "
			       "kept until the next boot");
	r->save = true;
}

/* What sets the look of a menu on a PC's screen, or what a console cannot do */
static const char *const looks[] = {
	"background", "vshift",		"hshift",     "width",	    "margin",	     "passwordrow",
	"timeoutrow", "tabmsgrow",	"cmdlinerow", "helpmsgrow", "helpmsgendrow", "hiddenrow",
	"endrow",     "passwordmargin", "msgcolor",   "msgcolour",  "resolution",    "clear",
	"nosave",     "noescape",	"helpmsg",
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
	{"immediate", DIRECTIVE_CALL, 0, take_immediate},
	{"noimmediate", DIRECTIVE_CALL, 0, take_noimmediate},
	{"hiddenkey", DIRECTIVE_CALL, 0, take_hiddenkey},
	{"color", DIRECTIVE_CALL, 0, take_color},
	{"colour", DIRECTIVE_CALL, 0, take_color},
	{"rows", DIRECTIVE_CALL, 0, take_rows},
	{"tabmsg", DIRECTIVE_CALL, 0, take_tabmsg},
	{"notabmsg", DIRECTIVE_CALL, 0, take_notabmsg},
	{"passprompt", DIRECTIVE_CALL, 0, take_passprompt},
	{"save", DIRECTIVE_CALL, 0, take_save},
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
