// SPDX-License-Identifier: MIT
#include "boot/decision.h"

#include <string.h>

#include "answer.h"
#include "choice.h"
#include "fetch/store.h"

static int take_mode(struct choice_request *r, const char *mode, struct error *err)
{
	static const struct {
		const char *name;
		enum choice_mode mode;
	} modes[] = {{"auto", CHOICE_AUTO},	{"over", CHOICE_AUTO},	 {"typed", CHOICE_TYPED},
		     {"picked", CHOICE_PICKED}, {"enter", CHOICE_ENTER}, {"failed", CHOICE_FAILED}};

	r->time_over = !strcmp(mode, "over");
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (!strcmp(mode, modes[i].name)) {
			r->mode = modes[i].mode;
			return 0;
		}
	return error_set(err, NULL, "%s: not a way to choose; see --help", mode);
}

static int choose(const struct decision *d, struct choice *c, const char *mode, const char *command,
		  struct store *store, struct error *err)
{
	const struct config_source source = {store_get, store};
	struct choice_request r = {.machine = d->machine,
				   .source = &source,
				   .command = command,
				   .lock = d->lock,
				   .closed = d->closed,
				   .person = d->person,
				   .sysappend = d->sysappend};
	struct bytes text = {0};
	int ret = take_mode(&r, mode, err);

	if (!ret)
		ret = bytes_read_file(&text, arena_printf(&store->arena, "%s/config", d->dir),
				      SOURCE_MAX, err);
	if (!ret)
		ret = choice_make(c, &r, &text, "configuration", d->base, NULL, err);
	bytes_free(&text);
	return ret;
}

static enum decision_result answer(const struct decision *d, struct choice *c, struct error *err)
{
	if (c->config.foreign)
		return answer_foreign(&c->arena, d->dir, c->config.foreign, err) ? DECISION_FAILED
										 : DECISION_FOREIGN;
	if (answer_choice(&c->arena, d->dir, c, err))
		return DECISION_FAILED;
	return c->then == CHOICE_NONE ? DECISION_NOTHING : DECISION_BOOTS;
}

enum decision_result decision_make(const struct decision *d, const char *mode, const char *command,
				   struct error *err)
{
	enum decision_result r = DECISION_FAILED;
	struct choice c = {0};
	struct store store;

	if (!store_open(&store, d->dir, d->fetch, d->keep, err) &&
	    !choose(d, &c, mode, command, &store, err))
		r = answer(d, &c, err);
	store_close(&store);
	choice_free(&c);
	return r;
}
