// SPDX-License-Identifier: MIT
#include "menu.h"

#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "word.h"

enum { SHOWN = 200, COLUMNS = 60 };

struct row {
	const struct entry *e;
	int position; /* from 1; 0: it cannot be selected */
	const char *kind, *mark;
	char text[SHOWN + 64], hotkey;
};

struct view {
	const struct menu *menu;
	struct arena arena;
	struct row *rows;
	int count, positions, start;
};

/* S without what a terminal would obey, at most SHOWN bytes of it */
static void clean(char *out, const char *s)
{
	size_t n = 0;

	for (; *s && n < SHOWN; s++) {
		if (*s == '\t')
			out[n++] = ' ';
		else if ((unsigned char)*s == 0xc2 && (unsigned char)s[1] >= 0x80 &&
			 (unsigned char)s[1] < 0xa0)
			s++;
		else if ((unsigned char)*s >= ' ' && *s != 0x7f)
			out[n++] = *s;
	}
	out[n] = 0;
}

static const char *kind_of(const struct entry *e)
{
	switch (e->kind) {
	case ENTRY_COMMAND:
		return "cmd";
	case ENTRY_SUBMENU:
	case ENTRY_GOTO:
	case ENTRY_EXIT:
		/* the menu that it names may not be there */
		return e->submenu ? "menu" : NULL;
	case ENTRY_QUIT:
		return "quit";
	case ENTRY_HELP:
		return "help";
	default:
		return NULL;
	}
}

/* The text as it is shown, its hot key taken out */
static void set_text(struct row *r)
{
	const struct entry *e = r->e;
	const char *shown = e->kind == ENTRY_SUBMENU ? config_menu_name(e->submenu)
			    : e->display	     ? e->display
						     : e->name;
	char text[SHOWN + 1], *caret;

	clean(text, e->kind == ENTRY_SEPARATOR ? "" : shown);
	r->hotkey = '-';
	caret = strchr(text, '^');
	if (caret && caret[1]) {
		if (caret[1] != ' ')
			r->hotkey = word_lower(caret[1]);
		memmove(caret, caret + 1, strlen(caret));
	}
	snprintf(r->text, sizeof(r->text), "%*s%s", e->indent, "", text);
}

static int open_view(struct view *v, const struct config *c, unsigned int number)
{
	const struct menu *m = c->menus;
	size_t n = 0;

	*v = (struct view){.start = 1};
	while (m && m->number != number)
		m = m->next;
	for (const struct entry *e = c->entries; e; e = e->next)
		n += e->menu == m;
	v->rows = m ? arena_alloc(&v->arena, (n + 1) * sizeof(*v->rows)) : NULL;
	if (!v->rows)
		return -1;
	v->menu = m;
	for (const struct entry *e = c->entries; e; e = e->next) {
		struct row *r = &v->rows[v->count];

		if (e->menu != m)
			continue;
		*r = (struct row){.e = e, .kind = kind_of(e), .mark = ""};
		set_text(r);
		if (r->kind) {
			bool menu = !strcmp(r->kind, "menu"), locked = choice_protected(e);

			for (const struct menu *to = menu ? e->submenu : NULL; to && !locked;
			     to = to->parent)
				locked = to->has_password;
			r->mark = menu	   ? locked ? " ... (password)" : " ..."
				  : locked ? " (password)"
					   : "";
			if (locked)
				r->kind = "locked";
			r->position = ++v->positions;
			if (e == m->chosen)
				v->start = v->positions;
		}
		v->count++;
	}
	return 0;
}

static int close_view(struct view *v, int bad)
{
	arena_free(&v->arena);
	return bad ? -1 : 0;
}

int menu_list(struct bytes *out, const struct config *c, unsigned int number)
{
	struct view v;
	int bad = 0;

	if (open_view(&v, c, number))
		return -1;
	bad |= bytes_printf(out, "parent %d\nstart %d\n",
			    v.menu->parent ? (int)v.menu->parent->number : -1, v.start);
	for (int i = 0; i < CONFIG_FKEYS; i++)
		if (v.menu->fkey[i])
			bad |= bytes_printf(out, "fkey %d %s\n", i + 1, v.menu->fkey[i]);
	for (int i = 0; i < v.count && !bad; i++) {
		const struct row *r = &v.rows[i];
		char name[SHOWN + 1];

		if (!r->position)
			continue;
		clean(name, r->e->name);
		bad |= bytes_printf(out, "item %d %u %s ", r->position, r->e->number, r->kind);
		if (r->e->submenu)
			bad |= bytes_printf(out, "%u", r->e->submenu->number);
		else
			bad |= bytes_string(out, r->e->kind == ENTRY_HELP && *r->e->kernel
							 ? r->e->kernel
							 : "-");
		bad |= bytes_printf(out, " %c %s\n", r->hotkey, name);
	}
	return close_view(&v, bad);
}

int menu_lines(struct bytes *out, const struct config *c, unsigned int number, int selected)
{
	struct view v;
	char title[SHOWN + 1];
	int bad, width;

	if (open_view(&v, c, number))
		return -1;
	width = snprintf(NULL, 0, "%d", v.positions);
	clean(title, config_menu_title(v.menu));
	bad = *title ? bytes_printf(out, "\n  %s\n\n", title) : bytes_string(out, "\n");
	for (int i = 0; i < v.count && !bad; i++) {
		const struct row *r = &v.rows[i];

		bad = r->position ? bytes_printf(out, "%s%*d) %s%s\n",
						 r->position == selected ? " * " : "   ", width,
						 r->position, r->text, r->mark)
				  : bytes_printf(out, "%*s%s\n", width + 5, "", r->text);
	}
	return close_view(&v, bad);
}

static int screen_help(struct bytes *out, const char *help)
{
	char line[SHOWN + 1];
	int bad = bytes_string(out, "\r\n");

	while (*help && !bad) {
		const char *lf = strchr(help, '\n');
		char raw[1024];
		size_t n = lf ? (size_t)(lf - help) : strlen(help);

		snprintf(raw, sizeof(raw), "%.*s", (int)(n < sizeof(raw) ? n : sizeof(raw) - 1),
			 help);
		clean(line, raw);
		bad = bytes_printf(out, "   %s\r\n", line);
		help += n + (lf != NULL);
	}
	return bad;
}

int menu_screen(struct bytes *out, const struct config *c, unsigned int number, int selected,
		int height)
{
	const struct row *chosen = NULL;
	struct view v;
	char title[SHOWN + 1];
	int bad, first = 0, last;

	if (open_view(&v, c, number))
		return -1;
	for (int i = 0; i < v.count; i++)
		if (v.rows[i].position == selected && selected)
			chosen = &v.rows[i];
	if (v.count > height) {
		first = (chosen ? (int)(chosen - v.rows) : 0) - height / 2;
		first = first > v.count - height ? v.count - height : first;
		first = first < 0 ? 0 : first;
	}
	last = first + height < v.count ? first + height : v.count;
	clean(title, config_menu_title(v.menu));
	bad = bytes_printf(out, "\033[H\033[J\r\n  %s\r\n\r\n", title);
	for (int i = first; i < last && !bad; i++) {
		const struct row *r = &v.rows[i];

		bad = bytes_printf(out,
				   selected && r->position == selected
					   ? "  \033[7m %.*s%s \033[0m\r\n"
					   : "   %.*s%s\r\n",
				   COLUMNS, r->text, r->mark);
	}
	if (v.count > height)
		bad |= bytes_printf(out, "   (%d of %d)\r\n", selected, v.positions);
	bad |= screen_help(out, chosen ? chosen->e->help : "");
	return close_view(&v, bad);
}
