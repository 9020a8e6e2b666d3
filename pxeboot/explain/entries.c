// SPDX-License-Identifier: MIT
#include "entries.h"

#include <string.h>

#include "json.h"

/* What ACTION of an entry is: of the guest's actions, or what else it does */
static const char *action_of(const struct entry *e, const struct command *k)
{
	static const char *const kinds[] = {
		[ENTRY_SUBMENU] = "submenu",   [ENTRY_SEPARATOR] = "separator",
		[ENTRY_DISABLED] = "disabled", [ENTRY_GOTO] = "submenu",
		[ENTRY_EXIT] = "submenu",      [ENTRY_QUIT] = "quit",
		[ENTRY_HELP] = "help",
	};
	static const char *const commands[] = {
		[COMMAND_NONE] = "none",	   [COMMAND_BOOT] = "boot",
		[COMMAND_LOCALBOOT] = "localboot", [COMMAND_CONFIG] = "config",
		[COMMAND_MENU] = "menu",	   [COMMAND_REBOOT] = "reboot",
		[COMMAND_POWEROFF] = "poweroff",   [COMMAND_RUN] = "run",
	};

	if ((e->kind == ENTRY_GOTO || e->kind == ENTRY_EXIT) && !e->submenu)
		return "disabled";
	return e->kind == ENTRY_COMMAND ? commands[k->kind] : kinds[e->kind];
}

int entries_text(struct bytes *out, struct choice *c, const struct machine *m)
{
	int bad = 0;

	for (const struct menu *u = choice_menus(c)->menus; u && !bad; u = u->next)
		bad = u->parent ? bytes_printf(out, "menu=%u %u %s\n", u->number, u->parent->number,
					       config_menu_title(u))
				: bytes_printf(out, "menu=%u - %s\n", u->number,
					       config_menu_title(u));
	for (const struct entry *e = choice_menus(c)->entries; e && !bad; e = e->next) {
		struct command k = choice_entry(c, m, e);
		struct initrd *initrds;

		bad |= bytes_printf(out, "entry=%u ", e->number);
		bad |= e->menu ? bytes_printf(out, "%u", e->menu->number) : bytes_string(out, "-");
		bad |= bytes_printf(out, " %s %s\n", action_of(e, &k),
				    e->kind == ENTRY_SUBMENU ? config_menu_title(e->submenu)
							     : e->name);
		if (k.kind == COMMAND_BOOT) {
			const char *line = command_cmdline(&c->arena, &k, &initrds);

			bad |= bytes_printf(out, "entry-cmdline=%u %s\n", e->number,
					    line ? line : "");
		}
	}
	return bad;
}

static int json_key(struct bytes *out, const char *key, const char *value)
{
	return bytes_printf(out, ", \"%s\": ", key) | json_string(out, value);
}

static int json_entry(struct bytes *out, struct choice *c, const struct machine *m,
		      const struct entry *e)
{
	struct command k = choice_entry(c, m, e);
	struct initrd *i = NULL;
	const char *line = k.kind == COMMAND_BOOT ? command_cmdline(&c->arena, &k, &i) : NULL;
	int bad = bytes_printf(out, "    {\"number\": %u, \"menu\": ", e->number);

	bad |= e->menu ? bytes_printf(out, "%u", e->menu->number) : bytes_string(out, "null");
	bad |= json_key(out, "label", e->name) | json_key(out, "action", action_of(e, &k));
	if (e->submenu)
		bad |= bytes_printf(out, ", \"submenu\": %u", e->submenu->number);
	if (line) {
		bad |= json_key(out, "kernel", k.file) | bytes_string(out, ", \"initrd\": [");
		for (const struct initrd *f = i; f; f = f->next)
			bad |= bytes_string(out, f == i ? "" : ", ") | json_string(out, f->shown);
		bad |= bytes_string(out, "]") | json_key(out, "cmdline", line);
	}
	return bad | bytes_string(out, e->next ? "},\n" : "}\n");
}

int entries_json(struct bytes *out, struct choice *c, const struct machine *m)
{
	int bad = bytes_string(out, ",\n  \"menus\": [\n");

	for (const struct menu *u = choice_menus(c)->menus; u && !bad; u = u->next) {
		bad |= bytes_printf(out, "    {\"number\": %u, \"parent\": ", u->number);
		bad |= u->parent ? bytes_printf(out, "%u", u->parent->number)
				 : bytes_string(out, "null");
		bad |= json_key(out, "title", config_menu_title(u)) |
		       bytes_string(out, u->next ? "},\n" : "}\n");
	}
	bad |= bytes_string(out, "  ],\n  \"entries\": [\n");
	for (const struct entry *e = choice_menus(c)->entries; e && !bad; e = e->next)
		bad = json_entry(out, c, m, e);
	return bad | bytes_string(out, "  ]");
}
