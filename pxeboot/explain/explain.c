// SPDX-License-Identifier: MIT
#include "explain.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "choice.h"
#include "entries.h"
#include "fleet.h"
#include "lint.h"
#include "print.h"
#include "report.h"
#include "search.h"
#include "tree.h"
#include "url.h"
#include "word.h"

struct explanation {
	const struct options *opt;
	void (*say)(const char *text);
	struct arena arena;
	struct machine machine;
	struct name_base base;
	struct tree tree;
	struct url url;
	bool is_url, searched; /* what the target is: a URL, a directory */
	struct lint lint;
	struct config_source source;
	struct bytes text; /* of the configuration */
	const char *found; /* what people call it; NULL: there is none */
	struct choice choice;
	struct report report;
};

static void say_notes(struct explanation *x, const char *prefix, const struct notes *list)
{
	for (const struct note *n = list->first; n; n = n->next)
		x->say(arena_printf(&x->arena, "%s%s", prefix, n->text));
}

static void request(struct explanation *x, const char *key, const char *name)
{
	struct name n;

	if (name_resolve(&x->arena, &x->base, name, &n))
		report_add(&x->report, key, report_name(&n, x->opt->resolve));
	else
		x->say(n.why);
}

static void forget_warnings(struct explanation *x)
{
	x->lint = (struct lint){.arena = &x->arena, .readers = x->opt->readers};
}

/* Reads x->text, called SHOWN, and chooses. If it is not a configuration, choice.config.foreign
 * says so. */
static int choose(struct explanation *x, const char *shown, struct error *err)
{
	const struct config_watch watch = lint_watch(&x->lint);
	const struct choice_request r = {
		.mode = x->opt->command ? CHOICE_TYPED : CHOICE_AUTO,
		.command = x->opt->command,
		.follow = true,
		.machine = &x->machine,
		.source = &x->source,
	};

	x->found = shown;
	if (x->text.len > SOURCE_MAX) {
		x->choice.config.foreign =
			"it has more than 4 MiB, which the loader does not fetch";
		return 0;
	}
	return choice_make(&x->choice, &r, &x->text, shown, &x->base, x->opt->lint ? &watch : NULL,
			   err);
}

/* Walks the search order until a configuration is found. */
static int search(struct explanation *x, const char *key, const struct search *s, struct error *err)
{
	for (size_t i = 0; i < s->count && !x->found; i++) {
		const char *shown = "";

		request(x, key, s->name[i]);
		if (x->source.get(x->source.ctx, &x->base, s->name[i], &x->text, &shown) !=
		    SOURCE_FOUND)
			continue;
		if (choose(x, shown, err))
			return -1;
		if (x->choice.config.foreign) {
			x->say(arena_printf(&x->arena,
					    "%s is not a configuration: %s; the search goes on",
					    shown, x->choice.config.foreign));
			choice_free(&x->choice);
			forget_warnings(x);
			x->found = NULL;
		}
	}
	return 0;
}

static int start_directory(struct explanation *x, struct error *err)
{
	struct search s;

	x->searched = true;
	if (tree_open(&x->tree, x->opt->target, err))
		return EXPLAIN_UNREADABLE;
	search_names(&s, &x->arena, &x->machine);
	if (search(x, "request", &s, err))
		return -1;
	search_fallback(&s, &x->arena, &x->machine);
	return search(x, "fallback", &s, err);
}

/* Standard input, or a file that may be a pipe; at most a byte more than the loader would take */
static int read_file(struct explanation *x, const char *path, struct error *err)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "r") : stdin;
	char buf[65536];
	size_t n;
	int ret = 0;

	if (!f)
		return error_set_errno(err, path, errno, "cannot be read"), EXPLAIN_UNREADABLE;
	while (!ret && x->text.len <= SOURCE_MAX && (n = fread(buf, 1, sizeof(buf), f)) > 0)
		ret = bytes_append(&x->text, buf, n) ? error_memory(err) : 0;
	if (!ret && ferror(f)) {
		error_set_errno(err, path, errno, "cannot be read");
		ret = EXPLAIN_UNREADABLE;
	}
	if (f != stdin)
		fclose(f);
	return ret;
}

static int start_file(struct explanation *x, struct error *err)
{
	const char *target = x->opt->target;
	bool in = !strcmp(target, "-");
	struct search s;
	int ret = read_file(x, target, err);

	if (ret)
		return ret;
	if (tree_around(&x->tree, in ? "" : target, x->base.prefix, err))
		return EXPLAIN_UNREADABLE;
	search_names(&s, &x->arena, &x->machine);
	for (size_t i = 0; i < s.count; i++)
		request(x, "request", s.name[i]);
	return choose(x, in ? "stdin" : target, err);
}

/* The directory that URL's file is in, without its pxelinux.cfg/ */
static const char *url_base(struct arena *a, const char *url)
{
	size_t n = strcspn(url, "?"), host = (size_t)(strstr(url, "://") - url) + 3;

	while (n > host && url[n - 1] != '/')
		n--;
	if (n == host)
		return arena_printf(a, "%s/", url);
	if (n >= 14 && !strncmp(url + n - 14, "/pxelinux.cfg/", 14))
		n -= 13;
	return arena_copy(a, url, n);
}

/* The host of a URL, which is the server where none was named */
static const char *url_host(struct arena *a, const char *url)
{
	const char *host = strstr(url, "://") + 3, *at;
	size_t n = strcspn(host, "/?");

	at = memrchr(host, '@', n);
	if (at)
		host = at + 1;
	return *host == '[' ? arena_copy(a, host + 1, strcspn(host + 1, "]"))
			    : arena_copy(a, host, strcspn(host, ":/?"));
}

static int start_url(struct explanation *x, struct error *err)
{
	const char *url = x->opt->target;
	struct search s;
	struct name n;

	x->is_url = true;
	x->source = (struct config_source){url_get, &x->url};
	if (strchr(url, ' ') || !name_resolve(&x->arena, &x->base, url, &n) || !strstr(url, "://"))
		return error_set(err, NULL, "%s: not a URL", url), EXPLAIN_UNREADABLE;
	if (!*x->machine.server)
		x->base.server = x->machine.server = url_host(&x->arena, url);
	if (!*x->base.prefix)
		x->base.prefix = url_base(&x->arena, url);
	machine_strings(&x->machine, &x->arena);
	search_names(&s, &x->arena, &x->machine);
	if (url[strlen(url) - 1] == '/') {
		if (search(x, "request", &s, err))
			return -1;
		search_fallback(&s, &x->arena, &x->machine);
		return search(x, "fallback", &s, err);
	}
	for (size_t i = 0; i < s.count; i++)
		request(x, "request", s.name[i]);
	if (!url_fetch(&x->url, n.url, &x->text))
		return error_set(err, NULL, "%s: cannot be fetched", url);
	return choose(x, url, err);
}

static int start(struct explanation *x, struct error *err)
{
	struct stat st;

	if (strstr(x->opt->target, "://"))
		return start_url(x, err);
	x->source = (struct config_source){tree_get, &x->tree};
	if (!strcmp(x->opt->target, "-"))
		return start_file(x, err);
	if (stat(x->opt->target, &st))
		return error_set_errno(err, x->opt->target, errno, "cannot be read"),
		       EXPLAIN_UNREADABLE;
	return S_ISDIR(st.st_mode) ? start_directory(x, err) : start_file(x, err);
}

/* What there is to say of the choice */
static void judge(struct explanation *x)
{
	struct choice *c = &x->choice;
	const char *why;

	if (!x->found) {
		x->say(arena_printf(&x->arena,
				    "no configuration was found in %s: none of the names that were "
				    "asked for is there",
				    x->opt->target));
		return;
	}
	why = c->config.foreign;
	if (why) {
		x->say(arena_printf(&x->arena, "%s is not a configuration: %s", x->found, why));
		forget_warnings(x);
		lint_warn(&x->lint, (struct origin){x->found, 1}, "it is not a configuration: %s",
			  why);
		return;
	}
	say_notes(x, "configuration: ", &c->config.notes);
	say_notes(x, "", &c->notes);
	if (x->opt->lint)
		lint_choice(&x->lint, c, x->found, x->is_url || !x->searched ? NULL : &x->tree);
	why = c->then == CHOICE_BOOT ? choice_check_cmdline(c, 0) : NULL;
	if (why) {
		x->say(arena_printf(&x->arena, "not started: %s", why));
		c->then = CHOICE_NONE;
	}
}

/* Names that no firmware and no loader asks for: of a directory's files, or the file's own */
static void lint_names(struct explanation *x)
{
	const char *prefix = x->base.prefix, *name = x->found ? strrchr(x->found, '/') : NULL;
	const struct config *c = choice_menus(&x->choice);
	struct tree *t = &x->tree;

	if (x->is_url)
		return;
	if (x->searched) {
		lint_directory(&x->lint, arena_printf(&x->arena, "%s/pxelinux.cfg", t->root),
			       arena_printf(&x->arena, "%spxelinux.cfg/", t->shown), c);
		if (*prefix && strcmp(prefix, "/") != 0 && !strstr(prefix, ".."))
			lint_directory(
				&x->lint,
				arena_printf(&x->arena, "%s/%s/pxelinux.cfg", t->root, prefix),
				arena_printf(&x->arena, "%s%s/pxelinux.cfg/", t->shown, prefix), c);
	} else if (name && strstr(x->found, "pxelinux.cfg/")) {
		lint_name(&x->lint, x->found, name + 1);
	}
	if (*x->machine.option210 &&
	    !strchr("/:=", x->machine.option210[strlen(x->machine.option210) - 1]))
		lint_warn(
			&x->lint, (struct origin){x->found ? x->found : x->opt->target, 1},
			"option 210 is %s, with no slash at its end: names are put right after it",
			x->machine.option210);
}

/* Finds and reads what OPT's machine would, and chooses; X is to be closed in any case. */
static int open_explanation(struct explanation *x, const struct options *opt,
			    void (*say)(const char *text), struct error *err)
{
	int ret;

	*x = (struct explanation){.opt = opt, .say = say};
	x->report.arena = &x->arena;
	forget_warnings(x);
	x->tree.say = x->url.say = say;
	if (arguments_machine(&opt->machine, &x->machine, &x->arena, err))
		return EXPLAIN_UNREADABLE;
	x->base = (struct name_base){
		name_prefix(&x->arena, x->machine.bootfile, x->machine.option210),
		x->machine.server, x->machine.domain};
	ret = start(x, err);
	if (!ret)
		judge(x);
	return ret;
}

static void close_explanation(struct explanation *x)
{
	choice_free(&x->choice);
	tree_close(&x->tree);
	arena_free(&x->url.arena);
	bytes_free(&x->text);
	arena_free(&x->arena);
}

static const char *kept(struct arena *a, const char *s)
{
	return s ? arena_copy(a, s, strlen(s)) : "";
}

int explain_verdict(const struct options *opt, void (*say)(const char *text), struct arena *a,
		    struct verdict *v, struct error *err)
{
	struct explanation x;
	int ret = open_explanation(&x, opt, say, err);
	const char *root = x.tree.shown ? x.tree.shown : "", *found = x.found ? x.found : "";
	size_t n = strlen(root);

	*v = (struct verdict){"", "none", "", "", "", ""};
	if (!ret) {
		v->found = kept(a, !strncmp(found, root, n) ? found + n : found);
		v->then = choice_action_names[x.choice.then];
		v->label = kept(a, x.choice.label);
		v->kernel = kept(a, x.choice.kernel);
		for (const struct initrd *i = x.choice.initrds; i; i = i->next)
			v->initrd = arena_printf(a, "%s%s%s", v->initrd, *v->initrd ? "," : "",
						 i->shown);
		v->cmdline = kept(a, x.choice.cmdline);
	}
	close_explanation(&x);
	return ret < 0 ? ret : 0;
}

static int print(struct explanation *x, struct bytes *out)
{
	const struct options *opt = x->opt;
	const struct note *warnings = opt->lint ? x->lint.warnings.first : NULL;
	bool menu = opt->menu && choice_menus(&x->choice)->menus;
	int bad;

	report_choice(&x->report, &x->choice, opt->resolve);
	if (opt->json)
		bad = print_json(out, &x->report, warnings, opt->lint);
	else
		bad = print_text(out, &x->report);
	if (menu)
		bad |= (opt->json ? entries_json : entries_text)(out, &x->choice, &x->machine);
	return bad | (opt->json ? bytes_string(out, "\n}\n") : print_warnings(out, warnings));
}

int explain(const struct options *opt, void (*say)(const char *text), struct bytes *out,
	    struct error *err)
{
	struct explanation x;
	int ret;

	if (opt->fleet)
		return fleet_explain(opt, say, out, err);
	ret = open_explanation(&x, opt, say, err);
	if (!ret) {
		if (opt->lint)
			lint_names(&x);
		ret = x.choice.then == CHOICE_NONE ? EXPLAIN_BOOTS_NOT : EXPLAIN_BOOTS;
		if (print(&x, out) || x.arena.failed)
			ret = error_memory(err);
	}
	close_explanation(&x);
	return ret;
}
