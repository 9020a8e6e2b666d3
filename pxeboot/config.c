// SPDX-License-Identifier: MIT
#include "config.h"

#include <string.h>

#include "foreign.h"
#include "reader.h"
#include "word.h"

const char *const boot_type_names[] = {"none", "localboot", "kernel",  "linux", "boot",	 "bss",
				       "pxe",  "fdimage",   "comboot", "com32", "config"};

/* --- lines ------------------------------------------------------------------------- */

/* kernel=, as petitboot and the DPM firmware have it: how long the word is, 0 for others */
static size_t dialect(const char *line, size_t len)
{
	static const char *const words[] = {"kernel", "linux", "initrd", "append"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]);

		if (len >= n && word_is(line, n, words[i]) && (len == n || line[n] == '='))
			return n;
	}
	return 0;
}

static void odd_characters(struct reader *r, const char *line)
{
	for (; *line; line++)
		if ((*line > 0 && *line < ' ' && !strchr("\t\n\v\f\r", *line)) || *line == 0x7f) {
			r->odd++;
			return;
		}
}

/* What is wrong with a line that is none of the language */
static void unknown_line(struct reader *r, const struct directive *d, const char *line, size_t len)
{
	odd_characters(r, line);
	if (d) {
		reader_list(r, &r->unused, "", word_uppered(&r->c->arena, d->word),
			    strlen(d->word));
	} else {
		reader_unknown(r, "", line, len);
	}
}

static void set_kernel(struct reader *r, enum boot_type type, const char *value)
{
	if (!r->label.name)
		return;
	r->label.kernel = word_name(&r->c->arena, value);
	r->label.type = type;
	r->label.has_kernel = true;
}

static void obey(struct reader *r, struct menu **m, const struct directive *d, const char *value)
{
	void *place = (char *)r->c + d->place;

	switch (d->type) {
	case DIRECTIVE_CALL:
		d->take(r, m, value);
		break;
	case DIRECTIVE_NAME:
		*(const char **)place = word_name(&r->c->arena, value);
		break;
	case DIRECTIVE_NUMBER:
		*(int *)place = word_atoi(value);
		break;
	case DIRECTIVE_KERNEL:
		set_kernel(r, (enum boot_type)d->place, value);
		break;
	case DIRECTIVE_FKEY:
		(*m)->fkey[d->place] = arena_copy(&r->c->arena, value, word_length(value));
		break;
	case DIRECTIVE_IGNORED:
	case DIRECTIVE_FOREIGN:
		break;
	}
}

static void read_line(struct reader *r, struct menu **m, struct config_line *shown)
{
	const char *line = word_skip(shown->raw), *value;
	size_t len = word_length(line), word = len, n;
	const struct directive *d;

	shown->value = shown->word = "";
	if (!*line || *line == '#')
		return;
	n = dialect(line, len);
	value = word_skip(line + len);
	if (n && n < len) {
		word = n;
		value = line + n + 1;
	} else if (n && *value == '=' && (value[1] == ' ' || value[1] == '\t')) {
		value = word_skip(value + 1);
	}
	shown->word = line;
	shown->value = value;
	r->content++;
	d = directive_find(line, word);
	shown->known = d && d->type != DIRECTIVE_FOREIGN;
	if (!shown->known) {
		unknown_line(r, d, line, len);
		return;
	}
	r->known++;
	obey(r, m, d, value);
}

static bool text_line(struct reader *r, const char *line, bool help)
{
	const char *word = word_skip(line);

	if (word_is(word, word_length(word), "endtext"))
		return false;
	if (help && r->label.name)
		r->failed |= bytes_printf(&r->label.help, "%s\n", line) != 0;
	return true;
}

/* The next line of the text, its end a NUL: LF, CR and NUL end it, what follows these up to
 * the LF is not read. NULL after the last. */
static char *next_line(struct reader *r, char **at, char *end, struct config_line *line)
{
	char *start = *at, *lf, *stop;

	if (start >= end)
		return NULL;
	lf = memchr(start, '\n', (size_t)(end - start));
	*at = lf ? lf + 1 : end;
	line->length = (size_t)(*at - start);
	stop = lf ? lf : end;
	for (char *p = start; p < stop; p++)
		if (*p == '\r' || !*p) {
			/* CR LF, CR CR LF; anything else is no text */
			if (!r->depth && stop - p > 3)
				r->odd++;
			line->cut = p + 1 < stop && stop - p != 2;
			stop = p;
		}
	*stop = 0;
	return start;
}

/* Between TEXT and ENDTEXT */
enum text { NO_TEXT, OTHER_TEXT, HELP_TEXT };

static void take_line(struct reader *r, struct menu **m, struct config_line *l, enum text *in_text)
{
	if (*in_text != NO_TEXT) {
		l->in_text = true;
		l->word = l->value = "";
		if (!text_line(r, l->raw, *in_text == HELP_TEXT))
			*in_text = NO_TEXT;
		return;
	}
	read_line(r, m, l);
	if (l->known && word_is(l->word, word_length(l->word), "text"))
		*in_text =
			word_is(l->value, word_length(l->value), "help") ? HELP_TEXT : OTHER_TEXT;
	/* an include has read other lines */
	r->file = l->at.file;
	r->line = l->at.line;
}

static void read_text(struct reader *r, const struct bytes *text, const char *shown)
{
	struct bytes copy = {0};
	const char *file = r->file;
	unsigned int line = r->line;
	struct menu *m = r->menu;
	char *at, *end, *raw;
	enum text in_text = NO_TEXT;
	bool mark;

	/* one byte more, for the end of the last line */
	if (bytes_append(&copy, text->data, text->len)) {
		r->failed = true;
		return;
	}
	at = (char *)copy.data;
	end = at + copy.len;
	mark = copy.len >= 3 && !memcmp(at, "\357\273\277", 3);
	at += mark ? 3 : 0;
	r->file = shown;
	r->line = 0;
	while (!r->failed && !r->c->arena.failed) {
		struct config_line l = {.mark = mark && !r->line};

		raw = next_line(r, &at, end, &l);
		if (!raw)
			break;
		r->line++;
		if (++r->lines > CONFIG_LINES) {
			reader_note(r, "more than %d lines: the rest is ignored", CONFIG_LINES);
			break;
		}
		l.at = reader_at(r);
		l.raw = raw;
		take_line(r, &m, &l, &in_text);
		l.in_submenu = r->menu->parent != NULL;
		if (r->watch)
			r->watch->line(r->watch->ctx, &l);
	}
	if (r->watch) {
		struct config_line l = {.at = reader_at(r), .in_text = in_text != NO_TEXT};

		r->watch->line(r->watch->ctx, &l);
	}
	r->file = file;
	r->line = line;
	bytes_free(&copy);
}

/* --- includes ---------------------------------------------------------------------- */

static bool is_open(const struct reader *r, const char *file)
{
	for (unsigned int i = 1; i <= r->depth; i++)
		if (!strcmp(r->open[i], file))
			return true;
	return false;
}

void reader_include(struct reader *r, struct menu **m, const char *value, bool is_menu)
{
	const char *name = word_name(&r->c->arena, value), *title, *file, *shown;
	struct bytes text = {0};
	enum source_result got;

	file = arena_copy(&r->c->arena, name, word_length(name));
	title = word_skip(name + strlen(file));
	shown = file;
	if (!*file)
		return;
	if (is_open(r, file)) {
		reader_note(r, "include %s: it includes itself, ignored", file);
		return;
	}
	if (r->depth >= CONFIG_DEPTH) {
		reader_note(r, "include %s: more than %d deep, ignored", file, CONFIG_DEPTH);
		return;
	}
	if (++r->files > CONFIG_FILES) {
		if (r->files == CONFIG_FILES + 1)
			reader_note(r, "include %s: more than %d files, ignored", file,
				    CONFIG_FILES);
		return;
	}
	got = r->source ? r->source->get(r->source->ctx, r->from, file, &text, &shown)
			: SOURCE_ABSENT;
	if (got == SOURCE_FOUND) {
		if (is_menu && *title)
			reader_begin_menu(r, m, title);
		r->open[++r->depth] = file;
		read_text(r, &text, arena_copy(&r->c->arena, shown, strlen(shown)));
		r->depth--;
		if (is_menu && *title)
			reader_end_menu(r, m);
	} else {
		reader_note(r, "include %s: not found, ignored", file);
		/* it may have said what to boot */
		r->c->unsure = arena_printf(&r->c->arena, "include %s is missing", file);
	}
	bytes_free(&text);
}

/* --- all of it --------------------------------------------------------------------- */

/* The menu with this tag; of several the last one, as in com32/menu/readconfig.c (find_menu) */
static struct menu *find_menu(const struct config *c, const char *tag)
{
	struct menu *found = NULL;

	for (struct menu *m = c->menus; m; m = m->next)
		if (!strcmp(m->tag, tag))
			found = m;
	return found;
}

static void resolve_targets(struct config *c)
{
	for (struct entry *e = c->entries; e; e = e->next) {
		if ((e->kind == ENTRY_GOTO || e->kind == ENTRY_EXIT) && !e->submenu && *e->kernel)
			e->submenu = find_menu(c, e->kernel);
	}
}

static void finish(struct reader *r, const struct bytes *first)
{
	struct config *c = r->c;

	reader_record(r, r->menu);
	resolve_targets(c);
	c->foreign = foreign_text(first, r->content, r->known, r->odd);
	c->empty = !c->foreign && !r->content;
	if (r->unknown.len && !c->foreign)
		reader_note(r, "ignoring unknown directives:%s%s", (char *)r->unknown.data,
			    r->unknown_count > 8 ? " and others" : "");
	if (r->unused.len)
		reader_note(r, "of no use on s390x and ignored:%s", (char *)r->unused.data);
}

int config_read_files(struct config *c, const struct config_file *files, size_t count,
		      const struct config_source *source, const struct name_base *from,
		      const struct config_watch *watch, struct error *err)
{
	struct reader r = {.c = c, .source = source, .from = from, .watch = watch};

	c->allowoptions = c->implicit = c->prompt = c->pxeretry = -1;
	c->menus = c->start = r.menu = reader_menu(&r, NULL, ".top");
	for (size_t i = 0; r.menu && i < count; i++)
		read_text(&r, files[i].text,
			  arena_copy(&c->arena, files[i].shown, strlen(files[i].shown)));
	if (r.menu && count)
		finish(&r, files[0].text);
	if (watch)
		watch->end(watch->ctx);
	bytes_free(&r.label.help);
	bytes_free(&r.unknown);
	bytes_free(&r.unused);
	return r.failed || c->arena.failed ? error_memory(err) : 0;
}

int config_read(struct config *c, const struct bytes *text, const char *shown,
		const struct config_source *source, const struct name_base *from,
		const struct config_watch *watch, struct error *err)
{
	const struct config_file file = {text, shown};

	return config_read_files(c, &file, 1, source, from, watch, err);
}

void config_free(struct config *c)
{
	arena_free(&c->arena);
	*c = (struct config){0};
}

const char *config_menu_name(const struct menu *m)
{
	return *m->display ? m->display : *m->title ? m->title : m->parent ? m->tag : "";
}

const char *config_menu_title(const struct menu *m)
{
	return *m->title ? m->title : config_menu_name(m);
}
