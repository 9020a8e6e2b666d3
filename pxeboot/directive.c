// SPDX-License-Identifier: MIT
/* The words of the language; see pxelinux.cfg(5). */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "word.h"

static void take_allowoptions(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	r->c->allowoptions = word_atoi(value) != 0;
}

static void take_append(struct reader *r, struct menu **m, const char *value)
{
	const char *append = word_unquote(&r->c->arena, value);

	(void)m;
	if (*append == '-' && word_trimmed(append) == 1)
		append = "-";
	append = arena_copy(&r->c->arena, append, strlen(append));
	if (r->label.name)
		r->label.append = append;
	else
		r->c->append = append;
}

static void take_default(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	r->c->def = word_name(&r->c->arena, value);
	r->c->def_at = reader_at(r);
}

static void add_text(struct reader *r, bool is_file, const char *text)
{
	struct text_line *t = arena_alloc(&r->c->arena, sizeof(*t));

	if (!t)
		return;
	t->is_file = is_file;
	t->text = text;
	if (r->last_text)
		r->last_text->next = t;
	else
		r->c->texts = t;
	r->last_text = t;
}

static void take_display(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	add_text(r, true, arena_copy(&r->c->arena, value, word_length(value)));
}

static void take_say(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	add_text(r, false, arena_copy(&r->c->arena, value, strlen(value)));
}

static void take_include(struct reader *r, struct menu **m, const char *value)
{
	reader_include(r, m, value, false);
}

static void take_initrd(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	if (r->label.name)
		r->label.initrd = word_name(&r->c->arena, value);
	else
		reader_note(r, "INITRD outside of a label does nothing");
}

static void take_label(struct reader *r, struct menu **m, const char *value)
{
	const char *name;

	reader_record(r, *m);
	name = word_name(&r->c->arena, value);
	r->label.help.len = 0;
	r->label = (struct label){.name = name,
				  .kernel = arena_copy(&r->c->arena, name, word_length(name)),
				  .type = BOOT_KERNEL,
				  .immediate = -1,
				  .sysappend = r->c->sysappend,
				  .help = r->label.help,
				  .at = reader_at(r)};
}

static void take_onerror(struct reader *r, struct menu **m, const char *value)
{
	(*m)->onerror = r->c->onerror = word_name(&r->c->arena, value);
	r->c->onerror_at = reader_at(r);
}

static void take_ontimeout(struct reader *r, struct menu **m, const char *value)
{
	(*m)->ontimeout = r->c->ontimeout = word_name(&r->c->arena, value);
	r->c->ontimeout_at = reader_at(r);
}

static void take_sysappend(struct reader *r, struct menu **m, const char *value)
{
	(void)m;
	if (r->label.name)
		r->label.sysappend = word_bits(value);
	else
		r->c->sysappend = word_bits(value);
}

static void take_timeout(struct reader *r, struct menu **m, const char *value)
{
	(*m)->timeout = r->c->timeout = word_atoi(value);
}

static void take_text(struct reader *r, struct menu **m, const char *value)
{
	/* the lines that follow are read by read_text() */
	(void)r;
	(void)m;
	(void)value;
}

static void take_menu(struct reader *r, struct menu **m, const char *value)
{
	size_t len = word_length(value);
	const struct directive *d = menu_directive_find(value, len);

	if (d && d->type == DIRECTIVE_CALL)
		d->take(r, m, word_skip(value + len));
	else if (!d)
		reader_unknown(r, "menu ", value, len);
}

#define NAME(word, member)                                                                         \
	{                                                                                          \
		word, DIRECTIVE_NAME, offsetof(struct config, member), NULL                        \
	}
#define NUMBER(word, member)                                                                       \
	{                                                                                          \
		word, DIRECTIVE_NUMBER, offsetof(struct config, member), NULL                      \
	}
#define BOOTS(word, type)                                                                          \
	{                                                                                          \
		word, DIRECTIVE_KERNEL, type, NULL                                                 \
	}
#define CALL(word, function)                                                                       \
	{                                                                                          \
		word, DIRECTIVE_CALL, 0, function                                                  \
	}
#define IGNORED(word)                                                                              \
	{                                                                                          \
		word, DIRECTIVE_IGNORED, 0, NULL                                                   \
	}
#define FKEY(word, index)                                                                          \
	{                                                                                          \
		word, DIRECTIVE_FKEY, index, NULL                                                  \
	}
#define FOREIGN(word)                                                                              \
	{                                                                                          \
		word, DIRECTIVE_FOREIGN, 0, NULL                                                   \
	}

/* In the order of the alphabet: it is searched by halves. */
static const struct directive directives[] = {
	CALL("allowoptions", take_allowoptions),
	CALL("append", take_append),
	BOOTS("boot", BOOT_SECTOR),
	BOOTS("bss", BOOT_BSS),
	BOOTS("com32", BOOT_COM32),
	BOOTS("comboot", BOOT_COMBOOT),
	BOOTS("config", BOOT_CONFIG),
	IGNORED("console"),
	CALL("default", take_default),
	FOREIGN("devicetree"),
	FOREIGN("devicetreedir"),
	CALL("display", take_display),
	FOREIGN("dtb"),
	/* F0 is F11: com32/menu/readconfig.c (is_fkey) */
	FKEY("f0", 10),
	FKEY("f1", 0),
	FKEY("f10", 9),
	FKEY("f11", 10),
	FKEY("f12", 11),
	FKEY("f2", 1),
	FKEY("f3", 2),
	FKEY("f4", 3),
	FKEY("f5", 4),
	FKEY("f6", 5),
	FKEY("f7", 6),
	FKEY("f8", 7),
	FKEY("f9", 8),
	FOREIGN("fallback"),
	BOOTS("fdimage", BOOT_FDIMAGE),
	FOREIGN("fdt"),
	FOREIGN("fdtdir"),
	FOREIGN("fdtoverlays"),
	IGNORED("font"),
	NUMBER("implicit", implicit),
	CALL("include", take_include),
	CALL("initrd", take_initrd),
	CALL("ipappend", take_sysappend),
	IGNORED("kbdmap"),
	BOOTS("kernel", BOOT_KERNEL),
	CALL("label", take_label),
	BOOTS("linux", BOOT_LINUX),
	BOOTS("localboot", BOOT_LOCALBOOT),
	CALL("menu", take_menu),
	FOREIGN("nerfdefault"),
	IGNORED("nocomplete"),
	IGNORED("noescape"),
	IGNORED("nohalt"),
	BOOTS("none", BOOT_NONE),
	CALL("onerror", take_onerror),
	CALL("ontimeout", take_ontimeout),
	IGNORED("path"),
	FOREIGN("plugin"),
	NUMBER("prompt", prompt),
	FOREIGN("proxy"),
	BOOTS("pxe", BOOT_PXE),
	NUMBER("pxeretry", pxeretry),
	CALL("say", take_say),
	IGNORED("sendcookies"),
	IGNORED("serial"),
	CALL("sysappend", take_sysappend),
	CALL("text", take_text),
	CALL("timeout", take_timeout),
	NUMBER("totaltimeout", totaltimeout),
	NAME("ui", ui),
};

struct key {
	const char *word;
	size_t len;
};

static int compare(const void *key, const void *directive)
{
	const struct key *k = key;
	const char *word = ((const struct directive *)directive)->word;

	for (size_t i = 0; i < k->len; i++) {
		int difference = (unsigned char)word_lower(k->word[i]) - (unsigned char)word[i];

		if (difference || !word[i])
			return difference;
	}
	return -(int)(unsigned char)word[k->len];
}

const struct directive *directive_find(const char *word, size_t len)
{
	const struct key key = {word, len};

	return bsearch(&key, directives, sizeof(directives) / sizeof(*directives),
		       sizeof(*directives), compare);
}
