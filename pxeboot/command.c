// SPDX-License-Identifier: MIT
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "word.h"

static bool among(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(word, *list))
			return true;
	return false;
}

/* The last part of the word that S begins with, in lower case */
static const char *base_name(struct arena *a, const char *s)
{
	size_t n = word_length(s), from = n;

	while (from && s[from - 1] != '/' && s[from - 1] != ':')
		from--;
	return word_lowered(a, arena_copy(a, s + from, n - from));
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* chain.c32 with a disk, a partition or nothing: the administrator wants the disk booted. */
static bool chain_is_local(struct arena *a, const char *args)
{
	static const char *const options[] = {
		"file=",  "seg=",  "ntldr=", "cmldr=",	  "freedos=", "msdos=",
		"pcdos=", "drmk=", "grub=",  "isolinux=", "bss=",     "bs="};
	static const char *const files[] = {".0", ".c32", ".bin", ".bs", ".img"};
	const char *word = base_name(a, args);

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (!strncasecmp(args, options[i], strlen(options[i])))
			return false;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		if (ends_with(word, files[i]))
			return false;
	return true;
}

/* The words of ARGS from the one that follows FROM to the next one of END, single blanks between
 * them. FROM NULL: from the first. */
static const char *words_between(struct arena *a, const char *args, const char *from,
				 const char *const *end)
{
	char *out = arena_alloc(a, strlen(args) + 2);
	size_t used = 0;
	bool on = !from;

	for (const char *p = word_skip(args); out && *p; p = word_skip(p + word_length(p))) {
		size_t n = word_length(p);
		const char *word = arena_copy(a, p, n);

		if (from && !strcmp(word, from)) {
			/* the last one counts */
			on = true;
			used = 0;
			continue;
		}
		if (on && among(word, end)) {
			on = false;
			if (!from)
				break;
		}
		if (!on)
			continue;
		if (used)
			out[used++] = ' ';
		memcpy(out + used, p, n);
		used += n;
	}
	if (out)
		out[used] = 0;
	return out ? out : "";
}

static struct command run(const char *command, const char *why)
{
	return (struct command){.kind = *command ? COMMAND_RUN : COMMAND_NONE,
				.file = "",
				.args = command,
				.why = why};
}

/* Programs that choose a command: com32/modules/whichsys.c, ifcpu.c, ifcpu64.c. Here all that a
 * CPU may be asked for is there. */
static struct command chooser(struct arena *a, const char *base, const char *args)
{
	static const char *const systems[] = {"-iso-", "-pxe-", "-sys-", NULL};
	static const char *const dashes[] = {"--", NULL};
	const char *rest;

	if (!strcmp(base, "whichsys.c32"))
		return run(words_between(a, args, "-pxe-", systems),
			   "whichsys.c32 has no command after -pxe-");
	if (!strcmp(base, "ifcpu64.c32"))
		return run(words_between(a, args, NULL, dashes), "ifcpu64.c32 has no command");
	for (rest = word_skip(args); *rest; rest = word_skip(rest + word_length(rest)))
		if (word_is(rest, word_length(rest), "--"))
			return run(words_between(a, rest + 2, NULL, dashes),
				   "ifcpu.c32 has no command after --");
	return run("", "ifcpu.c32 has no command after --");
}

/* linux.c32 [-dhcpinfo] KERNEL WORD...: com32/modules/linux.c */
static struct command linux_c32(struct arena *a, const char *args)
{
	static const char *const none[] = {NULL};
	size_t n;

	args = word_skip(args);
	if (word_is(args, word_length(args), "-dhcpinfo"))
		args = word_skip(args + word_length(args));
	n = word_length(args);
	if (!n)
		return (struct command){.file = "", .args = "", .why = "linux.c32 has no kernel"};
	return (struct command){.kind = COMMAND_BOOT,
				.file = arena_copy(a, args, n),
				.args = words_between(a, args + n, NULL, none),
				.linux_c32 = true};
}

/* A .c32 program: what it stands for, if that is known */
static struct command module(struct arena *a, const char *base, const char *file, const char *args)
{
	static const char *const menus[] = {"menu.c32", "vesamenu.c32", "gfxmenu.c32", NULL};
	static const char *const choosers[] = {"whichsys.c32", "ifcpu.c32", "ifcpu64.c32", NULL};
	struct command c = {.file = file, .args = args};

	if (among(base, menus)) {
		c.kind = COMMAND_MENU;
		/* words behind a comment are no files */
		c.args = arena_copy(a, args, strcspn(args, "#"));
	} else if (!strcmp(base, "localboot.c32") ||
		   (!strcmp(base, "chain.c32") && chain_is_local(a, args))) {
		c.kind = COMMAND_LOCALBOOT;
	} else if (!strcmp(base, "reboot.c32")) {
		c.kind = COMMAND_REBOOT;
	} else if (!strcmp(base, "poweroff.c32")) {
		c.kind = COMMAND_POWEROFF;
	} else if (!strcmp(base, "linux.c32")) {
		return linux_c32(a, args);
	} else if (among(base, choosers)) {
		return chooser(a, base, args);
	} else {
		c.why = arena_printf(a, "%s is a program for PCs", file);
	}
	return c;
}

/* A word such as .linux before the file says what it is, whatever the directive said. */
static const char *type_prefix(const char *line, enum boot_type *type)
{
	for (int i = 0; *line == '.' && i < 16; i++) {
		size_t n = word_length(line);
		int t;

		for (t = BOOT_LOCALBOOT; t <= BOOT_CONFIG; t++)
			if (t != BOOT_COMBOOT && n == strlen(boot_type_names[t]) + 1 &&
			    !strncmp(line + 1, boot_type_names[t], n - 1))
				break;
		if (t > BOOT_CONFIG)
			break;
		*type = (enum boot_type)t;
		line = word_skip(line + n);
	}
	return line;
}

struct command command_parse(struct arena *a, enum boot_type type, const char *line)
{
	const char *rest = type_prefix(line, &type);
	struct command c = {.file = arena_copy(a, rest, word_length(rest)),
			    .args = word_skip(rest + word_length(rest))};
	const char *base = base_name(a, c.file);

	if (type == BOOT_COM32 && !strchr(base, '.'))
		base = arena_printf(a, "%s.c32", base);
	if (type == BOOT_LOCALBOOT) {
		c.kind = COMMAND_LOCALBOOT;
		c.localboot = strtol(c.file, NULL, 0);
	} else if (type == BOOT_CONFIG) {
		c.kind = *c.file ? COMMAND_CONFIG : COMMAND_NONE;
		c.args = arena_copy(a, c.args, word_length(c.args));
		c.why = "CONFIG names no file";
	} else if (type == BOOT_COM32 || (type == BOOT_KERNEL && ends_with(base, ".c32"))) {
		return *c.file ? module(a, base, c.file, c.args)
			       : (struct command){
					 .file = "", .args = "", .why = "it has no kernel"};
	} else if (type == BOOT_KERNEL || type == BOOT_LINUX) {
		c.kind = *c.file ? COMMAND_BOOT : COMMAND_NONE;
		c.why = "it has no kernel";
	} else {
		c.why = arena_printf(a, "%s is for PCs", word_uppered(a, boot_type_names[type]));
	}
	return c;
}

/* --- the command line -------------------------------------------------------------- */

struct list {
	struct arena *arena;
	struct initrd *first, **end;
	unsigned int count;
};

/* FILE@PATH of initrdfile=, or FILE, whose last part is its path */
static void take_path(struct arena *a, struct initrd *i)
{
	size_t n = strcspn(i->file, "@"), from = n;

	while (from && i->file[from - 1] != '/')
		from--;
	i->path = i->file + n + (i->file[n] == '@');
	i->path = *i->path ? i->path : arena_copy(a, i->file + from, n - from);
	i->file = arena_copy(a, i->file, n);
	i->shown = arena_printf(a, "%s %s", i->file, i->path);
}

static void add(struct list *l, const char *file, size_t len, bool has_path)
{
	struct initrd *i;

	for (i = l->first; i && !has_path; i = i->next)
		if (!strncmp(i->shown, file, len) && !i->shown[len])
			return;
	i = l->count++ < COMMAND_INITRDS ? arena_alloc(l->arena, sizeof(*i)) : NULL;
	if (!i)
		return;
	i->file = i->shown = arena_copy(l->arena, file, len);
	if (has_path && len)
		take_path(l->arena, i);
	*l->end = i;
	l->end = &i->next;
}

static bool begins(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

/* The names of a list that commas separate, up to the next blank */
static void add_list(struct list *l, const char *s, bool has_path)
{
	if (!word_length(s))
		return;
	for (;;) {
		size_t n = 0;

		while ((unsigned char)s[n] > ' ' && s[n] != ',')
			n++;
		add(l, s, n, has_path);
		if (s[n] != ',')
			return;
		s += n + 1;
	}
}

/* Those of each word of ARGS that begins with OPTION */
static void add_lists(struct list *l, const char *args, const char *option, bool has_path)
{
	for (const char *p = word_skip(args); *p; p = word_skip(p + word_length(p)))
		if (begins(p, option))
			add_list(l, p + strlen(option), has_path);
}

/* ARGS with the names of initrds without their passwords, and nothing else: an installer may need
 * one in another option */
static const char *without_passwords(struct arena *a, const char *args)
{
	char *out = arena_alloc(a, strlen(args) + 1);
	size_t used = 0;

	while (out && *args) {
		size_t n = word_blank(*args) ? 1 : word_length(args);
		const char *word = args;

		if (begins(args, "initrd=") || begins(args, "initrd+=") ||
		    begins(args, "initrdfile="))
			word = name_without_password(a, arena_copy(a, args, n), "/?#,");
		else
			word = arena_copy(a, args, n);
		used = (size_t)(stpcpy(out + used, word) - out);
		args += n;
	}
	return out ? out : "";
}

const char *command_cmdline(struct arena *a, const struct command *c, struct initrd **initrds)
{
	struct list list = {.arena = a, .end = &list.first};
	const char *last = "", *line;

	for (const char *p = word_skip(c->args); *p; p = word_skip(p + word_length(p)))
		if (begins(p, "initrd="))
			last = p + 7;
	add_list(&list, last, false);
	if (c->linux_c32) {
		add_lists(&list, c->args, "initrd+=", false);
		add_lists(&list, c->args, "initrdfile=", true);
	}
	*initrds = list.first;
	line = arena_printf(a, "BOOT_IMAGE=%s %s", name_without_password(a, c->file, "/?#,"),
			    without_passwords(a, c->args));
	return list.count > COMMAND_INITRDS ? NULL : arena_copy(a, line, word_trimmed(line));
}
