// SPDX-License-Identifier: MIT
#include "menu/view.h"

#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "menu/text.h"
#include "word.h"

/* Whether it leads somewhere; the menu that it names may not be there. */
static bool can_be_selected(const struct entry *e)
{
	switch (e->kind) {
	case ENTRY_SUBMENU:
	case ENTRY_GOTO:
	case ENTRY_EXIT:
		return e->submenu;
	case ENTRY_SEPARATOR:
	case ENTRY_DISABLED:
		return false;
	default:
		return true;
	}
}

/* The text as it is shown, its hot key taken out: an entry's before it goes first */
static void set_text(struct view *v, struct view_row *r)
{
	const struct entry *e = r->e;
	const char *shown = e->kind == ENTRY_SUBMENU ? config_menu_name(e->submenu)
			    : e->display	     ? e->display
						     : e->name;
	char text[VIEW_TEXT + 1], *caret;
	int indent = e->indent < 60 ? e->indent : 60;

	text_string(text, sizeof(text), e->kind == ENTRY_SEPARATOR ? "" : shown);
	caret = strchr(text, '^');
	if (caret && caret[1]) {
		char key = word_lower(caret[1]);

		if (key > ' ' && key < 0x7f && !view_hotkey(v, key)) {
			r->hotkey = key;
			r->key = (size_t)(caret - text + indent);
		}
		memmove(caret, caret + 1, strlen(caret));
	}
	snprintf(r->text, sizeof(r->text), "%*s%s", indent, "", text);
}

static void set_mark(struct view_row *r)
{
	const struct entry *e = r->e;
	bool leads = e->submenu != NULL, locked = choice_protected(e);

	for (const struct menu *to = e->submenu; to && !locked; to = to->parent)
		locked = to->password;
	r->mark = leads ? locked ? " ... (password)" : " ..." : locked ? " (password)" : "";
}

int view_open(struct view *v, const struct config *c, unsigned int number)
{
	const struct menu *m = c->menus;
	size_t n = 0;

	*v = (struct view){.config = c, .start = 1};
	while (m && m->number != number)
		m = m->next;
	for (const struct entry *e = c->entries; e; e = e->next)
		n += e->menu == m;
	v->rows = m ? arena_alloc(&v->arena, (n + 1) * sizeof(*v->rows)) : NULL;
	if (!v->rows)
		return -1;
	v->menu = m;
	text_string(v->title, sizeof(v->title), config_menu_title(m));
	/* a submenu's may be what is shown for it in the menu above, with a hot key */
	for (char *caret; m->parent && (caret = strchr(v->title, '^'));)
		memmove(caret, caret + 1, strlen(caret));
	for (const struct entry *e = c->entries; e; e = e->next) {
		struct view_row *r = &v->rows[v->count];

		if (e->menu != m)
			continue;
		*r = (struct view_row){.e = e, .mark = ""};
		set_text(v, r);
		if (can_be_selected(e)) {
			set_mark(r);
			r->position = ++v->positions;
			if (e == m->chosen)
				v->start = v->positions;
		}
		v->count++;
	}
	return 0;
}

void view_close(struct view *v)
{
	arena_free(&v->arena);
	*v = (struct view){0};
}

const struct view_row *view_at(const struct view *v, int position)
{
	for (int i = 0; i < v->count; i++)
		if (position && v->rows[i].position == position)
			return &v->rows[i];
	return NULL;
}

int view_hotkey(const struct view *v, int key)
{
	for (int i = 0; key && key < 0x7f && i < v->count; i++)
		if (v->rows[i].hotkey == word_lower((char)key))
			return v->rows[i].position;
	return 0;
}

int view_entry(const struct view *v, unsigned int number)
{
	for (int i = 0; i < v->count; i++)
		if (v->rows[i].e->number == number)
			return v->rows[i].position;
	return 0;
}

int view_lines(struct bytes *out, const struct view *v, int selected)
{
	int width = snprintf(NULL, 0, "%d", v->positions), bad;

	bad = *v->title ? bytes_printf(out, "\n  %s\n\n", v->title) : bytes_string(out, "\n");
	for (int i = 0; i < v->count && !bad; i++) {
		const struct view_row *r = &v->rows[i];

		bad = r->position ? bytes_printf(out, "%s%*d) %s%s\n",
						 r->position == selected ? " * " : "   ", width,
						 r->position, r->text, r->mark)
				  : bytes_printf(out, "%*s%s\n", width + 5, "", r->text);
	}
	return bad;
}
