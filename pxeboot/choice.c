// SPDX-License-Identifier: MIT
#include "choice.h"

#include <string.h>

#include "chooser.h"
#include "word.h"

const char *const choice_action_names[] = {"none",   "boot",   "localboot", "menu",
					   "prompt", "reboot", "poweroff",  "config"};

const struct config *choice_menus(const struct choice *c)
{
	return c->menu.menus ? &c->menu : &c->config;
}

static bool menu_protected(const struct menu *m)
{
	for (; m; m = m->parent)
		if (m->password)
			return true;
	return false;
}

bool choice_protected(const struct entry *e)
{
	return e->password || menu_protected(e->kind == ENTRY_SUBMENU ? e->submenu : e->menu);
}

struct command choice_entry(struct choice *c, const struct machine *m, const struct entry *e)
{
	const struct choice_request r = {.machine = m};
	struct chooser s = {.c = c, .request = &r};

	return choice_command(&s, e, "");
}

const char *choice_entry_line(struct choice *c, const struct machine *m, const struct entry *e)
{
	const struct choice_request r = {.machine = m};
	struct chooser s = {.c = c, .request = &r};

	return choice_line(&s, e);
}

/* --- configurations that lead to others --------------------------------------------- */

static int fetch(struct chooser *s, const char *name, struct bytes *text, const char **shown)
{
	const struct config_source *source = s->request->source;

	return source->get(source->ctx, &s->c->base, name, text, shown) == SOURCE_FOUND ? 0 : -1;
}

/* The files that menu.c32 was given are its menu, one after the other; ~ is the configuration
 * itself (com32/menu/readconfig.c, parse_one_config). */
static int read_menu_files(struct chooser *s, const char *names, const struct bytes *text,
			   const char *shown)
{
	enum { MAX = 16 };
	struct bytes files[MAX] = {{0}};
	struct config_file list[MAX];
	size_t count = 0;
	int ret = 0;

	for (const char *p = word_skip(names); *p && count < MAX;
	     p = word_skip(p + word_length(p))) {
		const char *name = arena_copy(&s->c->arena, p, word_length(p));

		list[count] = (struct config_file){text, shown};
		if (strcmp(name, "~") != 0) {
			list[count] = (struct config_file){&files[count], name};
			if (fetch(s, name, &files[count], &list[count].shown)) {
				choice_note(s, "menu %s: not found, ignored", name);
				continue;
			}
		}
		count++;
	}
	if (count) {
		s->c->menu.sysappend = 0;
		ret = config_read_files(&s->c->menu, list, count, s->request->source, &s->c->base,
					s->watch, s->err);
	}
	for (size_t i = 0; i < MAX; i++)
		bytes_free(&files[i]);
	return ret;
}

/* Replaces the configuration by the one that a CONFIG label names. */
static int follow_config(struct chooser *s, const char **shown)
{
	struct choice *c = s->c;
	const char *file = c->config_file, *password = c->config.password;

	if (++s->configs > CHOICE_CONFIGS) {
		choice_note(s, "CONFIG %s: more than %d configurations in a row", file,
			    CHOICE_CONFIGS);
		return 1;
	}
	*shown = file;
	if (fetch(s, file, &c->text, shown)) {
		choice_note(s, "CONFIG %s: not found", file);
		return 1;
	}
	choice_note(s, "CONFIG: goes on with %s", file);
	c->base.prefix = name_change_prefix(&c->arena, c->base.prefix, c->config_prefix);
	/* strings of the old one are still in use */
	arena_join(&c->arena, &c->config.arena);
	arena_join(&c->arena, &c->menu.arena);
	c->inherited_sysappend = c->config.sysappend;
	c->config = c->menu = (struct config){.sysappend = c->inherited_sysappend};
	c->config_file = c->config_prefix = NULL;
	if (config_read(&c->config, &c->text, *shown, s->request->source, &c->base, s->watch,
			s->err))
		return -1;
	/* what a password closes stays closed: the next configuration may have none */
	if (!c->config.password)
		c->config.password = password;
	if (c->config.foreign) {
		choice_note(s, "CONFIG %s: %s", file, c->config.foreign);
		c->config.foreign = NULL;
		return 1;
	}
	return 0;
}

static void forget(struct choice *c)
{
	c->action = c->then = CHOICE_NONE;
	c->label = c->command = "";
	c->kernel = c->cmdline = c->refused = NULL;
	c->closed = NULL;
	c->needs_master = false;
	c->initrds = NULL;
	c->localboot = 0;
	c->enter = c->first_menu = 0;
	c->password = c->has_append = false;
	c->timeout = c->totaltimeout = 0;
}

static int positive(int n)
{
	return n > 0 ? n : 0;
}

/* Chooses from the configuration that has been read. */
static int choose(struct chooser *s, const struct bytes *text, const char *shown)
{
	struct choice *c = s->c;
	const char *files;

	forget(c);
	s->preferred = NULL;
	s->file_command = NULL;
	files = choice_default(s);
	if (*files && read_menu_files(s, files, text, shown))
		return -1;
	c->timeout = positive(c->config.timeout);
	c->totaltimeout = positive(c->config.totaltimeout);
	choice_by_mode(s);
	if (s->start) {
		c->timeout = positive(s->start->timeout);
		c->totaltimeout = positive(choice_menus(c)->totaltimeout);
		c->first_menu = s->start->number;
	}
	return 0;
}

int choice_make(struct choice *c, const struct choice_request *request, const struct bytes *text,
		const char *shown, const struct name_base *base, const struct config_watch *watch,
		struct error *err)
{
	struct chooser s = {.c = c, .request = request, .watch = watch, .err = err};
	struct choice_request next = *request;
	enum choice_action action = CHOICE_NONE;
	int timeout = 0, total = 0, ret;

	c->base = *base;
	forget(c);
	c->config.sysappend = c->inherited_sysappend = request->sysappend;
	ret = config_read(&c->config, text, shown, request->source, base, watch, err);
	if (!c->config.password)
		c->config.password = request->closed;
	if (!ret && !c->config.foreign)
		ret = choose(&s, text, shown);
	if (request->time_over)
		c->action = CHOICE_NONE;
	while (!ret && c->config_file && (c->action == CHOICE_NONE || request->follow)) {
		if (action == CHOICE_NONE) {
			action = c->action;
			timeout = c->timeout;
			total = c->totaltimeout;
		}
		ret = follow_config(&s, &shown);
		if (ret) {
			c->then = CHOICE_NONE;
			break;
		}
		next.mode = CHOICE_AUTO;
		next.command = "";
		s.request = &next;
		ret = choose(&s, &c->text, shown);
	}
	/* what stands before it */
	if (action != CHOICE_NONE) {
		c->action = action;
		c->timeout = timeout;
		c->totaltimeout = total;
	}
	return ret < 0 || c->arena.failed ? error_memory(err) : 0;
}

void choice_free(struct choice *c)
{
	config_free(&c->config);
	config_free(&c->menu);
	bytes_free(&c->text);
	arena_free(&c->arena);
	*c = (struct choice){0};
}

const char *choice_check_cmdline(struct choice *c, size_t max)
{
	const char *control = NULL;
	size_t n = 0;

	for (; c->cmdline && c->cmdline[n]; n++) {
		unsigned char b = (unsigned char)c->cmdline[n];

		if (b > 0x7f)
			return "the command line has a byte that is not ASCII: an s390 kernel "
			       "would read all of it as EBCDIC";
		if (b < ' ' || b == 0x7f)
			control = "the command line has a control character";
	}
	if (control || !max || n < max)
		return control;
	return arena_printf(&c->arena, "the command line has %zu bytes, the kernel takes %zu", n,
			    max - 1);
}
