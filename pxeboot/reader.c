// SPDX-License-Identifier: MIT
/* What directives do to the configuration: entries, menus, notes for the log. */
#include "reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "word.h"

void reader_note(struct reader *r, const char *fmt, ...)
{
	va_list ap;

	if (++r->notes > CONFIG_NOTES)
		return;
	va_start(ap, fmt);
	note_add(&r->c->notes, &r->c->arena, arena_vprintf(&r->c->arena, fmt, ap));
	va_end(ap);
}

void reader_list(struct reader *r, struct bytes *list, const char *prefix, const char *word,
		 size_t len)
{
	char item[64];
	int n = snprintf(item, sizeof(item), " %s%.*s", prefix, (int)(len > 20 ? 20 : len), word);
	const char *at = list->data ? (const char *)list->data : "";

	while ((at = strstr(at, item))) {
		at += n;
		if (!*at || *at == ' ')
			return;
	}
	r->failed |= bytes_string(list, item) != 0;
}

void reader_unknown(struct reader *r, const char *prefix, const char *word, size_t len)
{
	if (r->unknown_count++ < 8)
		reader_list(r, &r->unknown, prefix, word, len);
}

struct origin reader_at(const struct reader *r)
{
	return (struct origin){r->file, r->line};
}

struct entry *reader_entry(struct reader *r, struct menu *menu)
{
	struct entry *e = arena_alloc(&r->c->arena, sizeof(*e));

	if (!e)
		return NULL;
	*e = (struct entry){.number = r->last ? r->last->number + 1 : 1,
			    .menu = menu,
			    .name = "",
			    .kernel = "",
			    .help = "",
			    .at = reader_at(r)};
	if (r->last)
		r->last->next = e;
	else
		r->c->entries = e;
	r->last = e;
	return e;
}

/* What is global when a label ends counts for it. */
void reader_record(struct reader *r, struct menu *m)
{
	struct label *l = &r->label;
	struct bytes help = l->help;
	struct entry *e;

	if (!l->name)
		return;
	e = reader_entry(r, l->hide ? NULL : m);
	if (e) {
		e->kind = l->disabled ? ENTRY_DISABLED : l->kind;
		e->name = l->name;
		e->type = l->type;
		e->kernel = l->kernel;
		e->append = l->append ? l->append : r->c->append;
		if (e->append && !strcmp(e->append, "-"))
			e->append = "";
		e->initrd = l->initrd;
		e->sysappend = l->sysappend;
		e->display = l->display;
		e->indent = l->indent;
		e->password = l->password;
		e->immediate = l->immediate < 0 ? m->immediate : l->immediate > 0;
		e->has_kernel = l->has_kernel;
		e->submenu = l->target;
		e->at = l->at;
		if (help.len)
			e->help = arena_copy(&r->c->arena, (char *)help.data, help.len);
		if (l->chosen && !l->hide && (e->kind == ENTRY_COMMAND || e->kind == ENTRY_GOTO))
			m->chosen = e;
		else if (l->chosen && !m->parent)
			r->c->unsure = arena_printf(
				&r->c->arena,
				"MENU DEFAULT is at label %s, which cannot be selected", l->name);
	}
	help.len = 0;
	*l = (struct label){.help = help};
}

struct menu *reader_menu(struct reader *r, struct menu *parent, const char *tag)
{
	struct menu *m = arena_alloc(&r->c->arena, sizeof(*m));

	if (!m)
		return NULL;
	if (parent) {
		*m = *parent;
		m->number = r->last_menu->number + 1;
		m->chosen = NULL;
		m->password = NULL;
	}
	m->next = NULL;
	m->parent = parent;
	m->tag = tag;
	m->title = m->display = "";
	if (r->last_menu)
		r->last_menu->next = m;
	r->last_menu = m;
	return m;
}

void reader_begin_menu(struct reader *r, struct menu **m, const char *tag)
{
	struct entry *e;

	reader_record(r, *m);
	e = reader_entry(r, r->menu);
	if (!e)
		return;
	e->kind = ENTRY_SUBMENU;
	e->submenu = reader_menu(r, r->menu, arena_copy(&r->c->arena, tag, word_trimmed(tag)));
	if (!e->submenu)
		return;
	e->submenu->opened_by = e;
	*m = r->menu = e->submenu;
}

void reader_end_menu(struct reader *r, struct menu **m)
{
	reader_record(r, *m);
	*m = r->menu = r->menu->parent ? r->menu->parent : r->menu;
}
