// SPDX-License-Identifier: MIT
/* One line after the other. */
#include "lint.h"

#include <string.h>

#include "reader.h"
#include "word.h"

#define WARN(l, ...) lint_warn(l, (l)->at, __VA_ARGS__)

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcasecmp(s + n - m, end);
}

/* --- directives --------------------------------------------------------------------- */

static void end_label(struct lint *l)
{
	if (l->initrd && l->inline_initrd && strcmp(l->initrd, l->inline_initrd) != 0)
		lint_warn(l, l->label,
			  "INITRD %s and initrd=%s differ: PXELINUX 6 loads what comes first on "
			  "the command line, this loader INITRD's",
			  l->initrd, l->inline_initrd);
	l->label = (struct origin){NULL, 0};
	l->initrd = l->inline_initrd = NULL;
	l->kernels = 0;
}

static bool is_word(const struct config_line *line, const char *word)
{
	size_t n = word_length(line->word);

	return word_is(line->word, n, word);
}

static void check_kernel(struct lint *l, const struct config_line *line, enum boot_type type)
{
	size_t n = word_length(line->value);
	/* with arguments of which each program that chooses a command finds one */
	struct command c = command_parse(l->arena, type,
					 arena_printf(l->arena, "%s -pxe- x -- x", line->value));
	const char *word = arena_copy(l->arena, line->word, strcspn(line->word, " \t="));
	static const char *const pc[] = {"memdisk", ".lkrn",  ".kpxe",	  ".kkpxe",    ".efi",
					 ".com",    "ipxe.0", "ipxe.pxe", "startrom.0"};

	if (!l->label.file) {
		WARN(l, "%s outside of a label does nothing", word);
		return;
	}
	/* menus of debian-installer come back by a menu's program and CONFIG */
	if (l->kernels++ && !(type == BOOT_CONFIG && l->kernel_is_menu))
		WARN(l, "a second kernel line in this label: the last one counts");
	l->kernel_is_menu = c.kind == COMMAND_MENU;
	if (type == BOOT_LOCALBOOT)
		return;
	if (!n)
		WARN(l, "%s without a file: this label cannot be booted", word);
	else if (c.kind == COMMAND_NONE && type != BOOT_COM32)
		WARN(l, "%s: this label cannot be booted", c.why);
	else if (type != BOOT_COM32)
		lint_file_name(l, word, line->value, n);
	for (size_t i = 0; i < sizeof(pc) / sizeof(*pc); i++)
		if (ends_with(arena_copy(l->arena, line->value, n), pc[i]))
			WARN(l, "%.*s is a program for PCs: this label cannot be booted", (int)n,
			     line->value);
	if (word_skip(line->value + n)[0] && type != BOOT_CONFIG &&
	    (l->readers.firmware || l->readers.petitboot))
		WARN(l, "words after the kernel's name: the firmware and petitboot take all as "
			"the name");
}

static void check_append(struct lint *l, const char *value)
{
	size_t trimmed = word_trimmed(value);
	int found = 0;

	if (!l->label.file && (l->readers.firmware || l->readers.petitboot))
		WARN(l, "the firmware and petitboot do not know an APPEND before the labels");
	if (*value == '-' && trimmed == 1 && value[1] && l->readers.pxelinux)
		WARN(l, "there are blanks after APPEND -: PXELINUX would put a dash on the "
			"command line");
	else if (*value == '-' && trimmed == 1 && (l->readers.firmware || l->readers.uboot))
		WARN(l, "the firmware and U-Boot take APPEND - as a dash on the command line");
	else if (*value == '-' && word_length(value) == 1 && trimmed > 1)
		WARN(l, "APPEND - with something after it is taken literally");
	for (const char *p = word_skip(value); *p; p = word_skip(p + word_length(p))) {
		size_t n = word_length(p);

		if (!strncmp(p, "initrd=", 7)) {
			l->inline_initrd = arena_copy(l->arena, p + 7, n - 7);
			if (found++)
				WARN(l, "several initrd= options: PXELINUX 6 loads the first, this "
					"loader the last");
			else if (l->readers.firmware)
				WARN(l, "the firmware does not read initrd= in APPEND: it boots "
					"without an initrd");
			if (n > 7 && p[n - 1] == ',' && word_skip(p + n)[0])
				WARN(l, "a blank in the list of initrds: what follows it is not "
					"loaded");
			lint_file_list(l, "initrd=", p + 7);
		}
	}
	if (trimmed > 4095 || (trimmed > 895 && l->readers.firmware))
		WARN(l, "APPEND has %zu bytes: %s", trimmed,
		     trimmed > 4095 ? "most kernels take at most 4095"
				    : "the firmware cuts what is over 895");
	for (const char *p = value; *p; p++)
		if ((unsigned char)*p > 0x7f) {
			WARN(l, "a character that is not ASCII: an s390 kernel would take its "
				"whole command line for EBCDIC, it is not booted");
			break;
		}
	for (const char *p = value; p < value + trimmed; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f) {
			WARN(l, "a control character in the command line: it is not booted");
			break;
		}
}

static void check_initrd(struct lint *l, const char *value)
{
	size_t n = word_length(value);

	if (!l->label.file) {
		WARN(l, "INITRD outside of a label does nothing");
		return;
	}
	l->initrd = arena_copy(l->arena, value, n);
	if (n && value[n - 1] == ',' && *word_skip(value + n))
		WARN(l, "a blank in the list of initrds: what follows it is not loaded");
	lint_file_list(l, "INITRD", value);
}

static void check_time(struct lint *l, const char *word, const char *value)
{
	size_t n = word_length(value);

	if (!n || strspn(value, "0123456789") < n)
		WARN(l, "%s %.*s is not a number", word, (int)n, value);
	/* 1 is the shortest that there is, which Cobbler writes for "at once" */
	else if (word_atoi(value) > 1 && word_atoi(value) < 10)
		WARN(l, "%s counts tenths of a second: this is less than one second", word);
}

static void check_password(struct lint *l, const struct config_line *line, bool master,
			   const char *value)
{
	l->password_at = l->at;
	l->master |= master;
	if (!master && !l->label.file && !line->in_submenu)
		WARN(l, "MENU PASSWD before a label and outside of a submenu protects no entry");
	if (*value && !l->clear_password &&
	    !(value[0] == '$' && value[1] && strchr("1456", value[1]) && value[2] == '$')) {
		l->clear_password = true;
		WARN(l, "the password is not hashed; whoever can fetch the file can read it");
	}
}

static void check_menu(struct lint *l, const struct config_line *line)
{
	size_t n = word_length(line->value);
	const char *word = line->value, *value = word_skip(word + n);

	if (!menu_directive_find(word, n)) {
		WARN(l, "unknown word MENU %.*s, the line does nothing", (int)(n > 40 ? 40 : n),
		     word);
	} else if (word_is(word, n, "begin")) {
		end_label(l);
		if (!l->open_menus++)
			l->menu_at = l->at;
	} else if (word_is(word, n, "end")) {
		end_label(l);
		if (!l->open_menus)
			WARN(l, "MENU END without MENU BEGIN");
		else
			l->open_menus--;
	} else if (word_is(word, n, "separator")) {
		end_label(l);
	} else if (word_is(word, n, "exit") || word_is(word, n, "goto") ||
		   word_is(word, n, "quit") || word_is(word, n, "help")) {
		lint_leads(l, l->label);
	} else if (word_is(word, n, "include")) {
		lint_file_name(l, "MENU INCLUDE", value, word_length(value));
	} else if (word_is(word, n, "passwd")) {
		check_password(l, line, false, value);
	} else if (word_is(word, n, "master") && word_is(value, word_length(value), "passwd")) {
		check_password(l, line, true, word_skip(value + word_length(value)));
	}
}

static void check_label(struct lint *l, const char *value)
{
	end_label(l);
	l->label = l->at;
	if (!*value)
		WARN(l, "LABEL without a name: nothing can choose it");
	if (++l->labels == 32 && l->readers.firmware)
		WARN(l, "the firmware reads only 31 labels");
}

static void check_default(struct lint *l, const char *value)
{
	/* the menu that is shown is named last, and its entry before it */
	if (l->default_at.file && command_parse(l->arena, BOOT_KERNEL, value).kind != COMMAND_MENU)
		WARN(l, "a second DEFAULT: the last one counts");
	l->default_at = l->at;
	if (!*value)
		WARN(l, "DEFAULT names nothing: it is taken as no DEFAULT");
	if (l->labels && (l->readers.firmware || l->readers.petitboot))
		WARN(l, "DEFAULT stands after a LABEL: the firmware and petitboot need it before");
}

static void check_sysappend(struct lint *l, const char *word, const char *value)
{
	size_t n = word_length(value);
	bool hex = n > 2 && value[0] == '0' && (value[1] | 32) == 'x';

	if (!n ||
	    strspn(value + 2 * hex, hex ? "0123456789abcdefABCDEF" : "0123456789") + 2 * hex < n)
		WARN(l, "%s %.*s is not a number", word, (int)n, value);
}

/* Words for which a comment behind the value changes what is done */
static bool takes_words(const struct config_line *line)
{
	static const char *const words[] = {"label",   "kernel",    "linux",   "initrd", "append",
					    "default", "ontimeout", "onerror", "config", "com32"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (is_word(line, words[i]))
			return true;
	return false;
}

static void check_comment(struct lint *l, const struct config_line *line)
{
	for (const char *p = line->value; (p = strchr(p, '#')); p++)
		/* "disk #1" is a good label */
		if (word_blank(p[-1]) && takes_words(line) &&
		    (!is_word(line, "label") || !p[1] || p[1] == '#' || word_blank(p[1]))) {
			WARN(l, "%s belongs to the value: a comment has a line of its own",
			     arena_copy(l->arena, p, word_trimmed(p) > 30 ? 30 : word_trimmed(p)));
			return;
		}
}

static void check_quotes(struct lint *l, const struct config_line *line)
{
	if (l->readers.pxelinux && word_unquote(l->arena, line->value) != line->value &&
	    !is_word(line, "say") && !is_word(line, "menu"))
		WARN(l, "quotes around a value: PXELINUX and the firmware keep them, petitboot and "
			"this loader do not");
}

static bool firmware_knows(const struct config_line *line)
{
	static const char *const words[] = {"default", "label",	  "kernel", "initrd",
					    "append",  "timeout", "prompt", "text"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (is_word(line, words[i]))
			return true;
	return false;
}

static void check_directive(struct lint *l, const struct config_line *line,
			    const struct directive *d)
{
	const char *word = word_uppered(l->arena, d->word);

	check_quotes(l, line);
	check_comment(l, line);
	if (l->readers.firmware && !firmware_knows(line))
		WARN(l, "the firmware does not know %s", word);
	if (d->type == DIRECTIVE_KERNEL)
		check_kernel(l, line, (enum boot_type)d->place);
	else if (!strcmp(word, "LABEL"))
		check_label(l, line->value);
	else if (!strcmp(word, "APPEND"))
		check_append(l, line->value);
	else if (!strcmp(word, "INITRD"))
		check_initrd(l, line->value);
	else if (!strcmp(word, "DEFAULT"))
		check_default(l, line->value);
	else if (!strcmp(word, "MENU"))
		check_menu(l, line);
	else if (!strcmp(word, "TIMEOUT") || !strcmp(word, "TOTALTIMEOUT"))
		check_time(l, word, line->value);
	else if (!strcmp(word, "IPAPPEND") || !strcmp(word, "SYSAPPEND"))
		check_sysappend(l, word, line->value);
	else if (!strcmp(word, "INCLUDE"))
		lint_file_name(l, "INCLUDE", line->value, word_length(line->value));
	else if (!strcmp(word, "TEXT"))
		l->text_at = l->at;
	if (l->readers.petitboot && !strcmp(word, "INCLUDE"))
		WARN(l, "petitboot does not read INCLUDE");
}

/* --- lines -------------------------------------------------------------------------- */

static void check_raw(struct lint *l, const struct config_line *line)
{
	size_t n = strlen(line->raw);

	if (!l->first_file)
		l->first_file = line->at.file;
	if (!strcmp(line->at.file, l->first_file))
		l->bytes += line->length;
	if (l->readers.firmware && l->bytes > 2047 && l->bytes - line->length <= 2047)
		WARN(l, "the firmware reads only 2047 bytes of a configuration");
	if (line->mark && l->readers.pxelinux)
		WARN(l, "a byte order mark stands before the first word: PXELINUX and the firmware "
			"do not know that word then");
	if (n > 4095 && l->readers.pxelinux)
		WARN(l, "the line has %zu bytes: PXELINUX would read it as several lines of 4095",
		     n);
	if (line->cut)
		WARN(l, "a CR (or NUL) in the line ends it, the rest is not read");
	if (l->readers.uboot && line->length == n + 2 && line->at.line == 1)
		WARN(l, "lines end in CR LF: U-Boot keeps the CR in every value");
	if (n && line->raw[n - 1] == '\\' && *word_skip(line->raw) != '#' && !line->in_text)
		WARN(l, "a backslash at the end does not join the next line to this one");
}

static void end_of_file(struct lint *l, const struct config_line *line)
{
	note_add(&l->files, l->arena, line->at.file);
	if (line->in_text)
		lint_warn(l, l->text_at,
			  "TEXT without ENDTEXT: all that follows in this file is its text");
}

static void take_line(void *ctx, const struct config_line *line)
{
	struct lint *l = ctx;
	const struct directive *d;
	size_t n;

	l->at = line->at;
	if (!line->raw) {
		end_of_file(l, line);
		return;
	}
	check_raw(l, line);
	if (line->in_text || !*line->word)
		return;
	n = word_length(line->word);
	d = directive_find(line->word, n);
	if (!d && memchr(line->word, '=', n)) {
		d = line->known ? directive_find(line->word,
						 (size_t)(strchr(line->word, '=') - line->word))
				: NULL;
		if (d && l->readers.pxelinux)
			WARN(l,
			     "key=value is not PXELINUX's language, which would ignore the line");
	}
	if (!d)
		WARN(l, "unknown word %.*s, the line does nothing", (int)(n > 40 ? 40 : n),
		     line->word);
	else if (d->type != DIRECTIVE_FOREIGN)
		check_directive(l, line, d);
}

/* What was open is open no more: another configuration may follow. */
static void end_of_configuration(void *ctx)
{
	struct lint *l = ctx;

	end_label(l);
	if (l->open_menus)
		lint_warn(l, l->menu_at, "MENU BEGIN without MENU END");
	l->open_menus = l->labels = 0;
	l->default_at = (struct origin){NULL, 0};
}

struct config_watch lint_watch(struct lint *l)
{
	return (struct config_watch){take_line, end_of_configuration, l};
}
