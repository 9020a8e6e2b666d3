// SPDX-License-Identifier: MIT
/*
 * Configurations, what is chosen from them, and their menus. The bytes are split at 0xff: a line
 * that is typed, the configuration, then the files that it may include, called a, b, c ...
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "menu/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS = 10 };
struct parts {
	struct bytes part[PARTS];
};

static enum source_result get(void *ctx, const struct name_base *from, const char *name,
			      struct bytes *text, const char **shown)
{
	const struct parts *p = ctx;
	size_t n = (size_t)(*name - 'a') + 2;

	(void)from;
	(void)shown;
	if (name[0] < 'a' || name[1] || n >= PARTS || !p->part[n].data)
		return SOURCE_ABSENT;
	text->len = 0;
	return bytes_append(text, p->part[n].data, p->part[n].len) ? SOURCE_ABSENT : SOURCE_FOUND;
}

static void split(struct parts *p, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < PARTS; i++) {
		const uint8_t *end = memchr(data, 0xff, size);
		size_t n = end && i < PARTS - 1 ? (size_t)(end - data) : size;

		if (bytes_append(&p->part[i], data, n))
			abort();
		if (!end)
			return;
		data += n + (n < size);
		size -= n + (n < size);
	}
}

static void show(const struct choice *c)
{
	for (const struct menu *m = choice_menus(c)->menus; m; m = m->next) {
		struct bytes out = {0};
		struct view v;

		if (view_open(&v, choice_menus(c), m->number) || view_lines(&out, &v, 1))
			abort();
		view_close(&v);
		for (size_t i = 0; i < out.len; i++)
			if (out.data[i] == 0x7f || (out.data[i] < ' ' && out.data[i] != '\n'))
				abort();
		bytes_free(&out);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct name_base base = {"p/", "10.0.0.1", ""};
	struct parts p = {{{0}}};
	struct config_source source = {get, &p};
	struct machine machine;
	struct arena a = {0};

	machine_init(&machine);
	machine.ip = "10.0.0.5";
	machine.uuid = "b8945908-d6a6-41a9-611d-74a6ab80b83d";
	machine_strings(&machine, &a);
	split(&p, data, size);
	if (!p.part[1].data && bytes_append(&p.part[1], "", 0))
		abort();
	if (memchr(p.part[0].data, 0, p.part[0].len))
		p.part[0].len = strlen((char *)p.part[0].data);
	/* the length says what else there is */
	if (size & 2)
		machine.loadparm = (char *)p.part[0].data;
	for (int mode = CHOICE_AUTO; mode <= CHOICE_KEY; mode++) {
		struct choice_request r = {.mode = (enum choice_mode)mode,
					   .command = (char *)p.part[0].data,
					   .follow = size & 1,
					   .lock = size & 4 ? "a lock" : NULL,
					   .machine = &machine,
					   .source = &source};
		struct choice c = {0};

		if (choice_make(&c, &r, &p.part[1], "config", &base, NULL, NULL))
			abort();
		if ((c.then == CHOICE_BOOT) != (c.kernel != NULL && *c.kernel) &&
		    c.then == CHOICE_BOOT)
			abort();
		if (c.kernel && strncmp(c.cmdline, "BOOT_IMAGE=", 11) != 0)
			abort();
		choice_check_cmdline(&c, 4096);
		show(&c);
		choice_free(&c);
	}
	for (size_t i = 0; i < PARTS; i++)
		bytes_free(&p.part[i]);
	arena_free(&a);
	return 0;
}
