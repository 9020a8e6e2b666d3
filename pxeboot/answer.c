// SPDX-License-Identifier: MIT
#include "answer.h"

#include <stdio.h>
#include <string.h>

int answer_file(struct arena *a, const char *dir, const char *name, const struct bytes *b,
		struct error *err)
{
	const char *path = arena_printf(a, "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	bool bad = !f || (b->len && fwrite(b->data, 1, b->len, f) != b->len);

	if (f)
		bad |= fclose(f) != 0;
	return bad ? error_set(err, path, "cannot be written (is there memory left?)") : 0;
}

/* What is printed; bad: memory has run out. */
struct answer {
	struct bytes text;
	int bad;
};

static void add(struct answer *out, const char *key, const char *value)
{
	if (!value)
		return;
	out->bad |= bytes_printf(&out->text, "%s=", key);
	/* a prefix is what a server said */
	for (; *value; value++)
		out->bad |= bytes_append(&out->text, *value == '\n' ? "?" : value, 1);
	out->bad |= bytes_string(&out->text, "\n");
}

static void add_number(struct answer *out, const char *key, long value)
{
	out->bad |= bytes_printf(&out->text, "%s=%ld\n", key, value);
}

static void print_choice(struct answer *out, const struct choice *c)
{
	add(out, "label", c->label);
	add(out, "action", choice_action_names[c->action]);
	add(out, "kernel", c->kernel);
	for (const struct initrd *i = c->initrds; i; i = i->next)
		add(out, "initrd", i->shown);
	add(out, "cmdline", c->cmdline);
	if (c->has_append)
		add(out, "append", "1");
	add_number(out, "timeout", c->timeout);
	add_number(out, "totaltimeout", c->totaltimeout);
	add(out, "command", c->command);
	add(out, "then", choice_action_names[c->then]);
	add(out, "prefix", c->base.prefix);
	out->bad |= bytes_printf(&out->text, "sysappend=%u\n", c->inherited_sysappend);
	add(out, "closed", c->config.password);
	if (c->config.onerror && *c->config.onerror)
		add(out, "onerror", "1");
	if (c->config.pxeretry >= 0)
		add_number(out, "pxeretry", c->config.pxeretry);
}

static void print_notes(struct answer *out, const struct choice *c)
{
	for (const struct note *n = c->config.notes.first; n; n = n->next)
		out->bad |= bytes_printf(&out->text, "configuration: %s\n", n->text);
	for (const struct note *n = c->notes.first; n; n = n->next)
		out->bad |= bytes_printf(&out->text, "choice: %s\n", n->text);
}

static void print_texts(struct answer *out, const struct choice *c)
{
	for (const struct text_line *t = c->config.texts; t; t = t->next)
		out->bad |= bytes_printf(&out->text, "%s %s\n", t->is_file ? "display" : "say",
					 t->text);
}

int answer_choice(struct arena *a, const char *dir, const struct choice *c, struct error *err)
{
	static const struct {
		const char *name;
		void (*print)(struct answer *out, const struct choice *c);
	} files[] = {{"choice", print_choice}, {"notes", print_notes}, {"texts", print_texts}};
	struct answer out = {0};
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(files) / sizeof(*files); i++) {
		out.text.len = 0;
		files[i].print(&out, c);
		ret = out.bad ? error_memory(err)
			      : answer_file(a, dir, files[i].name, &out.text, err);
	}
	bytes_free(&out.text);
	/* the configuration that a CONFIG label led to is the one from now on */
	return ret || !c->text.len ? ret : answer_file(a, dir, "config", &c->text, err);
}

int answer_foreign(struct arena *a, const char *dir, const char *why, struct error *err)
{
	struct answer out = {0};
	int ret;

	add(&out, "foreign", why);
	ret = out.bad ? error_memory(err) : answer_file(a, dir, "choice", &out.text, err);
	bytes_free(&out.text);
	return ret;
}

static void take_initrd(struct choice *c, struct initrd ***end, const char *value)
{
	struct initrd *i = arena_alloc(&c->arena, sizeof(*i));
	const char *blank = strchr(value, ' ');

	if (!i)
		return;
	i->file = arena_copy(&c->arena, value, blank ? (size_t)(blank - value) : strlen(value));
	i->path = blank ? arena_copy(&c->arena, blank + 1, strlen(blank + 1)) : NULL;
	**end = i;
	*end = &i->next;
}

static void take(struct choice *c, struct initrd ***end, const char *key, const char *value)
{
	const char *copy = arena_copy(&c->arena, value, strlen(value));

	if (!strcmp(key, "label"))
		c->label = copy;
	else if (!strcmp(key, "kernel"))
		c->kernel = copy;
	else if (!strcmp(key, "cmdline"))
		c->cmdline = copy;
	else if (!strcmp(key, "append"))
		c->has_append = true;
	else if (!strcmp(key, "initrd"))
		take_initrd(c, end, value);
}

int answer_read(struct choice *c, const char *dir, struct error *err)
{
	const char *path = arena_printf(&c->arena, "%s/choice", dir);
	struct initrd **end = &c->initrds;
	struct bytes text = {0};
	char *line, *next;
	int ret = bytes_read_file(&text, path, SOURCE_MAX, err);

	c->label = c->cmdline = "";
	for (next = ret ? NULL : (char *)text.data; next && (line = strsep(&next, "\n"));) {
		char *value = strchr(line, '=');

		if (!value)
			continue;
		*value++ = 0;
		take(c, &end, line, value);
	}
	bytes_free(&text);
	if (!ret && c->arena.failed)
		ret = error_memory(err);
	return ret || c->kernel ? ret : error_set(err, path, "names no kernel");
}
