// SPDX-License-Identifier: MIT
/*
 * The loader's program: what the configuration language and PXELINUX's rules for names say.
 * The scripts around it fetch and boot; see the usage below.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "arguments.h"
#include "boot/decision.h"
#include "boot/load.h"
#include "choice.h"
#include "diagnostic.h"
#include "fetch/config_search.h"
#include "fetch/fetch_options.h"
#include "fetch/trusted.h"
#include "fullio.h"
#include "kexec/kexec.h"
#include "lease/bound.h"
#include "lease/offers.h"
#include "menu/menu.h"
#include "search.h"
#include "word.h"

#define ME "pxeboot"

enum { DONE = 0, NOTHING = 1, USAGE = 2 }; /* exit status */

static const char usage[] =
	"Usage: pxeboot names [OPTION ...]         where a configuration may be\n"
	"       pxeboot fallback [OPTION ...]      where only the firmware looks for one\n"
	"       pxeboot name [OPTION ...] NAME     the URL of one file\n"
	"       pxeboot prefix [OPTION ...]        what names are behind\n"
	"       pxeboot resolve [OPTION ...] auto|over|typed|picked|enter|failed [COMMAND]\n"
	"       pxeboot menu [OPTION ...] [SHELL ...]     texts, menu and prompt of DIR/config\n"
	"       pxeboot fetch [OPTION ...] URL FILE [ALT [NOHOST]]    fetches a file\n"
	"       pxeboot search [OPTION ...]        finds the configuration, and chooses from it\n"
	"       pxeboot load [OPTION ...] BOOTDIR  fetches what was chosen and loads it by kexec\n"
	"       pxeboot offers INTERFACE MAC FILE  keeps what DHCP servers offer, in FILE.1 ...\n"
	"       pxeboot lease TEXT OFFERS FILE SECONDS    checks what udhcpc was told; waits for\n"
	"                                          OFFERS.1 ... if it says nothing of booting\n"
	"Options: --mac --ip --uuid --netmask --gateway --server --domain --bootfile --option-209\n"
	"  --option-210 --loadparm --sysinfo, as of explain-pxeconfig; --prefix PREFIX instead\n"
	"  --dir DIR       of the configuration: config, the files it includes, choice, notes, "
	"texts\n"
	"  --sysappend N, --closed DIRECTIVE   of the configuration that led to this one\n"
	"  --lock WHY      a person may choose entries of the menu and nothing else\n"
	"  Of load: --renew, as of kexec; --unchecked takes what does not look like a kernel\n"
	"  --person        what has failed was a person's choice\n"
	"  Of menu, with those of fetch: --console DEVICE|full|line, --said SENTENCE to begin\n"
	"  with, --no-shell WHY, --patience SECONDS where nothing boots without an answer\n"
	"  Of search: --url TEXT, the parameter by which the search is there\n"
	"  Of what fetches: --tries N, --stall --first --whole SECONDS, --blksize --max BYTES,\n"
	"  --insecure permits HTTPS, --quiet, --rewrite: the console can write over a line,\n"
	"  --manner TEXT, which an earlier call wrote\n"
	"Each name is four lines: URL, the one to try when it is not there, the one for a host\n"
	"that cannot be resolved, what people see.\n"
	"Exit status: 0 something boots, 1 nothing does, 2 an error, 4 it is not a configuration\n"
	"(DIR/choice says why). Of fetch and search: 0 done, 1 not there, 2 failed, 3 the host is\n"
	"not known, 4 no answer, 5 refused without a reason, 6 too large. Of all that fetches:\n"
	"7 another list has been signed meanwhile, 8 it is not what was signed.\n";

struct options {
	struct arguments machine;
	const char *prefix, *dir, *sysappend, *closed, *lock, *renew, *url;
	bool person, unchecked;
	struct fetch_options fetch;
	struct menu_options menu;
};

#define TEXT(name, member) USAGE_TEXT(name, 0, struct options, member)
static const struct usage_option list[] = {
	ARGUMENTS_OPTIONS FETCH_OPTIONS(struct options, fetch) MENU_OPTIONS(struct options, menu)
	/* and the program's own */
	TEXT("prefix", prefix),
	TEXT("dir", dir),
	TEXT("sysappend", sysappend),
	TEXT("closed", closed),
	TEXT("lock", lock),
	TEXT("renew", renew),
	TEXT("url", url),
	USAGE_FLAG("person", 0, struct options, person),
	USAGE_FLAG("unchecked", 0, struct options, unchecked),
	USAGE_END,
};

struct context {
	struct options opt;
	struct arena arena;
	struct machine machine;
	struct name_base base;
	struct bytes out;
	const char *const *words; /* that follow the options */
	struct error err;
};

static int refuse(struct context *x, const char *what)
{
	error_set(&x->err, NULL, "%s; see --help", what);
	return USAGE;
}

static const char *word(const struct context *x, int n)
{
	for (int i = 0; i < n; i++)
		if (!x->words[i])
			return "";
	return x->words[n] ? x->words[n] : "";
}

/* --- names --------------------------------------------------------------------------- */

static int print_name(struct context *x, const struct name *n)
{
	return bytes_printf(&x->out, "%s\n%s\n%s\n%s\n", n->url, n->alt, n->nohost, n->wire)
		       ? error_memory(&x->err)
		       : 0;
}

static int print_names(struct context *x, void (*list_names)(struct search *s, struct arena *a,
							     const struct machine *m))
{
	struct search s;
	struct name n;

	list_names(&s, &x->arena, &x->machine);
	for (size_t i = 0; i < s.count; i++)
		if (name_resolve(&x->arena, &x->base, s.name[i], &n) && print_name(x, &n))
			return USAGE;
	return DONE;
}

static int names(struct context *x)
{
	return print_names(x, search_names);
}

static int fallback(struct context *x)
{
	return print_names(x, search_fallback);
}

static int prefix(struct context *x)
{
	return bytes_printf(&x->out, "%s\n", x->base.prefix) ? USAGE : DONE;
}

static int name(struct context *x)
{
	struct name n;

	if (name_resolve(&x->arena, &x->base, word(x, 0), &n))
		return print_name(x, &n) ? USAGE : DONE;
	bytes_printf(&x->out, "%s\n", n.why);
	return NOTHING;
}

static int offers(struct context *x)
{
	offers_listen(word(x, 0), word(x, 1), word(x, 2), &x->err);
	return USAGE;
}

static int lease(struct context *x)
{
	int seconds = word_atoi(word(x, 3));

	if (!*word(x, 2))
		return refuse(x, "lease: TEXT OFFERS FILE SECONDS are needed");
	return bound_lease(word(x, 0), word(x, 1), word(x, 2),
			   seconds > 0 ? (unsigned int)seconds : 0, &x->err)
		       ? USAGE
		       : DONE;
}

/* --- what is booted ------------------------------------------------------------------ */

/* What the scripts keep for the next transfer. */
static int print_fetch(struct context *x, const struct fetch *f)
{
	return bytes_printf(&x->out, "requests %u\nmanner %d %s\n", f->requests, f->manner,
			    f->manner_host);
}

static int choose(struct context *x, struct fetch *f, const char *mode, const char *command)
{
	const struct options *o = &x->opt;
	const struct decision d = {.machine = &x->machine,
				   .base = &x->base,
				   .dir = o->dir,
				   .lock = o->lock,
				   .closed = o->closed,
				   .person = o->person,
				   .sysappend = o->sysappend ? word_bits(o->sysappend) : 0,
				   .fetch = f,
				   .keep = &x->arena};
	enum decision_result r = decision_make(&d, mode, command, &x->err);

	return f->ended ? (int)f->ended : (int)r;
}

static int resolve(struct context *x)
{
	struct fetch f = {0};
	struct console console;
	int ret;

	if (!x->opt.dir)
		return refuse(x, "--dir is needed");
	x->opt.fetch.small = true;
	if (fetch_options_take(&x->opt.fetch, &f, &console, &x->err))
		return USAGE;
	ret = trusted_load(&f, &x->arena, &x->err) ? (int)FETCH_UNSIGNED
						   : choose(x, &f, word(x, 0), word(x, 1));
	return print_fetch(x, &f) ? USAGE : ret;
}

/* --- fetching ------------------------------------------------------------------------ */

static int fetch_file(struct context *x)
{
	const struct name n = {.url = word(x, 0), .alt = word(x, 2), .nohost = word(x, 3)};
	struct fetch f = {.path = word(x, 1)};
	struct console console;
	enum fetch_result r;

	if (!*f.path)
		return refuse(x, "URL and FILE are needed");
	if (fetch_options_take(&x->opt.fetch, &f, &console, &x->err))
		return USAGE;
	r = trusted_load(&f, &x->arena, &x->err) ? FETCH_UNSIGNED : fetch_name(&f, &n, &x->arena);
	return print_fetch(x, &f) ? FETCH_FAILED : (int)r;
}

static void say_where(struct context *x, struct console *console)
{
	const char *server = *x->machine.server ? x->machine.server : "no server";

	if (x->opt.url)
		console_line(console, CONSOLE_STEP,
			     "looking for the configuration at %s, as pxeboot.url= says",
			     x->opt.url);
	else
		console_line(console, CONSOLE_STEP,
			     "looking for the configuration at %s under '%s'", server,
			     x->base.prefix);
}

static int search(struct context *x)
{
	enum { SIGNED_AGAIN = 10 };
	struct fetch f = {0};
	struct console console;
	struct config_search c = {.base = &x->base, .fetch = &f, .named = *x->machine.option209};
	enum fetch_result r = FETCH_CHANGED;

	if (!x->opt.dir)
		return refuse(x, "--dir is needed");
	c.path = arena_printf(&x->arena, "%s/config", x->opt.dir);
	x->opt.fetch.small = true;
	if (fetch_options_take(&x->opt.fetch, &f, &console, &x->err))
		return USAGE;
	say_where(x, &console);
	for (int i = 0; i < SIGNED_AGAIN && r == FETCH_CHANGED; i++) {
		r = trusted_open(&f, c.base, &x->arena, &x->err);
		if (r == FETCH_DONE)
			r = config_find(&c, &x->arena, &x->machine);
	}
	if (r == FETCH_DONE) {
		console_line(&console, CONSOLE_STEP, "configuration: %s", c.url);
		/* the search asks once for each name, and has little patience */
		if (fetch_options_limits(&x->opt.fetch, &f.limits, &x->err) ||
		    choose(x, &f, "auto", "") == USAGE)
			return USAGE;
		r = f.ended ? f.ended : r;
	}
	return print_fetch(x, &f) ? FETCH_FAILED : (int)r;
}

static int load_chosen(struct context *x)
{
	struct choice c = {0};
	struct fetch f = {0};
	struct console console;
	struct load l = {.choice = &c,
			 .base = &x->base,
			 .options = &x->opt.fetch,
			 .fetch = &f,
			 .dir = word(x, 0),
			 .renew = x->opt.renew,
			 .unchecked = x->opt.unchecked};
	int ret = DONE;

	if (!x->opt.dir || !*l.dir)
		return refuse(x, "--dir and BOOTDIR are needed");
	if (fetch_options_take(&x->opt.fetch, &f, &console, &x->err) ||
	    answer_read(&c, x->opt.dir, &x->err))
		ret = USAGE;
	else if (trusted_load(&f, &x->arena, &x->err))
		ret = FETCH_UNSIGNED;
	else if (!load(&l, &x->arena))
		ret = f.ended ? (int)f.ended : NOTHING;
	if (ret != USAGE &&
	    (print_fetch(x, &f) || bytes_printf(&x->out, "kernel %ld\ninitrd %ld\nwhy %s\n",
						l.kernel_at, l.initrd_at, console.why)))
		ret = USAGE;
	choice_free(&c);
	return ret;
}

static int menu(struct context *x)
{
	const struct options *o = &x->opt;
	struct fetch f = {0};
	struct console console;
	struct session_request r = {.machine = &x->machine,
				    .base = &x->base,
				    .dir = o->dir,
				    .lock = o->lock,
				    .closed = o->closed,
				    .sysappend = o->sysappend ? word_bits(o->sysappend) : 0,
				    .fetch = &f,
				    .arena = &x->arena,
				    .shell = x->words};
	int ret;

	if (!r.dir)
		return refuse(x, "--dir is needed");
	x->opt.fetch.small = true;
	if (menu_options_take(&r, &o->menu, &o->fetch, &console, &x->err))
		return USAGE;
	if (trusted_load(&f, &x->arena, &x->err))
		return FETCH_UNSIGNED;
	ret = menu_run(&r, &x->err);
	if (ret < 0 || print_fetch(x, &f))
		return USAGE;
	return f.ended ? (int)f.ended : ret ? DONE : NOTHING;
}

static const struct {
	const char *name;
	int (*run)(struct context *x);
} commands[] = {{"names", names},      {"fallback", fallback}, {"name", name},
		{"prefix", prefix},    {"resolve", resolve},   {"menu", menu},
		{"fetch", fetch_file}, {"search", search},     {"load", load_chosen},
		{"offers", offers},    {"lease", lease}};

static int run(struct context *x, int argc, char **argv)
{
	/* a command line or a label may begin with a dash */
	if (usage_parse(&x->opt, list, NULL, true, argc - 1, argv + 1, &x->err))
		return USAGE;
	x->words = (const char *const *)argv + 1 + optind;
	/* what a server said may be nonsense: it gives no name, and no error either */
	if (arguments_machine(&x->opt.machine, &x->machine, &x->arena, &x->err))
		return USAGE;
	x->base = (struct name_base){
		name_prefix(&x->arena, x->machine.bootfile, x->machine.option210),
		x->machine.server, x->machine.domain};
	if (x->opt.prefix)
		x->base.prefix = x->opt.prefix;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(x);
	return refuse(x, "names, fallback, name, prefix, resolve, menu, fetch, search, load, "
			 "offers or lease is needed");
}

static bool called_kexec(const char *name)
{
	const char *slash = strrchr(name, '/');

	return !strcmp(slash ? slash + 1 : name, "kexec");
}

int main(int argc, char **argv)
{
	bool is_kexec = argc > 0 && called_kexec(argv[0]);
	struct context x = {0};
	int status;

	if (!is_kexec && (argc < 2 || !strcmp(argv[1], "--help"))) {
		fputs(usage, argc < 2 ? stderr : stdout);
		return argc < 2 ? USAGE : DONE;
	}
	/* a server that is gone is an error of one file */
	signal(SIGPIPE, SIG_IGN);
	status = is_kexec ? kexec(argc, argv, &x.out, &x.err) : run(&x, argc, argv);
	if (x.out.len && fullio_write(STDOUT_FILENO, x.out.data, x.out.len))
		status = USAGE;
	if (*x.err.message)
		diagnostic_error(is_kexec ? "kexec" : ME, &x.err);
	bytes_free(&x.out);
	arena_free(&x.arena);
	return status;
}
