// SPDX-License-Identifier: MIT
#include <string.h>
#include <unistd.h>

#include "menu/session.h"
#include "menu/text.h"

static enum fetch_result get(struct session *s, const struct name *n, const char *path)
{
	s->request->fetch->path = path;
	return fetch_name(s->request->fetch, n, s->request->arena);
}

bool session_text(struct session *s, const char *name, struct bytes *text)
{
	const char *path = arena_printf(&s->arena, "%s/text", s->request->dir);
	struct bytes file = {0};
	struct name n = {.why = ""};
	enum fetch_result got = name_resolve(&s->arena, &s->choice.base, name, &n)
					? get(s, &n, path)
					: FETCH_FAILED;
	bool found = got == FETCH_DONE && !bytes_read_file(&file, path, SOURCE_MAX, NULL);

	if (found) {
		file.len = file.len < 65536 ? file.len : 65536;
		text_file(text, &file);
	} else {
		session_say(s, "text %s: %s", name,
			    got == FETCH_ABSENT || got == FETCH_REFUSED ? "not found"
									: "cannot be fetched");
	}
	unlink(path);
	bytes_free(&file);
	return found;
}

bool session_function_key(struct session *s, int n, struct bytes *text)
{
	const char *name = s->view.menu ? s->view.menu->fkey[n] : NULL;

	if (!name) {
		session_say(s, "F%d has no text.", n + 1);
		return false;
	}
	return session_text(s, name, text);
}
