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
#include "store.h"
#include "word.h"

#define ME "pxeboot"

enum { DONE = 0, NOTHING = 1, USAGE = 2, NEED = 3, FOREIGN = 4 }; /* exit status */

static const char usage[] =
	"Usage: pxeboot names [OPTION ...]         where a configuration may be\n"
	"       pxeboot fallback [OPTION ...]      where only the firmware looks for one\n"
	"       pxeboot name [OPTION ...] NAME     the URL of one file\n"
	"       pxeboot prefix [OPTION ...]        what names are behind\n"
	"       pxeboot resolve [OPTION ...] auto|over|typed|picked|enter|failed [COMMAND]\n"
	"       pxeboot menu [OPTION ...] [SHELL ...]     texts, menu and prompt of DIR/config\n"
	"       pxeboot fetch [OPTION ...] URL FILE [ALT [NOHOST]]    fetches a file\n"
	"       pxeboot search [OPTION ...] FILE   finds and fetches the configuration\n"
	"       pxeboot load [OPTION ...] BOOTDIR  fetches what was chosen and loads it by kexec\n"
	"       pxeboot offers INTERFACE MAC FILE  keeps what DHCP servers offer, in FILE.1 ...\n"
	"       pxeboot lease TEXT OFFERS FILE SECONDS    checks what udhcpc was told; waits for\n"
	"                                          OFFERS.1 ... if it says nothing of booting\n"
	"Options: --mac --ip --uuid --netmask --gateway --server --domain --bootfile --option-209\n"
	"  --option-210 --loadparm --sysinfo, as of explain-pxeconfig; --prefix PREFIX instead\n"
	"  --dir DIR       has config and the files it includes; choice, need, notes, texts go "
	"there\n"
	"  --sysappend N, --closed DIRECTIVE   of the configuration that led to this one\n"
	"  --lock WHY      a person may choose entries of the menu and nothing else\n"
	"  Of load: --renew, as of kexec; --unchecked takes what does not look like a kernel\n"
	"  --person        what has failed was a person's choice\n"
	"  Of menu, with those of fetch: --console DEVICE|full|line, --said SENTENCE to begin\n"
	"  with, --no-shell WHY, --patience SECONDS where nothing boots without an answer\n"
	"  Of fetch: --tries N, --stall --first --whole SECONDS, --blksize --max BYTES, --small\n"
	"  for a configuration or a text, --insecure permits HTTPS, --quiet, --rewrite: the "
	"console\n"
	"  can write over a line, --manner TEXT, which an earlier call wrote\n"
	"Each name is four lines: URL, the one to try when it is not there, the one for a host\n"
	"that cannot be resolved, what people see.\n"
	"Exit status: 0 something boots, 1 nothing does, 2 an error, 3 files have to be fetched\n"
	"first (DIR/need), 4 it is not a configuration (DIR/choice says why). Of fetch: 0 done,\n"
	"1 not there, 2 failed, 3 the host is not known, 4 no answer, 5 refused without a reason,\n"
	"6 too large, 7 another list has been signed meanwhile, 8 it is not what was signed.\n";

struct options {
	struct arguments machine;
	const char *prefix, *dir, *sysappend, *closed, *lock, *renew;
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

static int print_names(struct context *x, void (*list_names)(struct search *s, struct arena *a,
							     const struct machine *m))
{
	struct search s;
	struct name n;

	list_names(&s, &x->arena, &x->machine);
	for (size_t i = 0; i < s.count; i++)
		if (name_resolve(&x->arena, &x->base, s.name[i], &n) &&
		    store_name_lines(&x->out, &n))
			return error_memory(&x->err), USAGE;
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
		return store_name_lines(&x->out, &n) ? USAGE : DONE;
	bytes_printf(&x->out, "%s\n", n.why);
	return NOTHING;
}

/* --- what is booted ------------------------------------------------------------------ */

/* Makes the choice that the words name, from DIR/config. */
static int make(struct context *x, struct choice *c, const char *mode, const char *command,
		struct store *store)
{
	static const struct {
		const char *name;
		enum choice_mode mode;
	} modes[] = {{"auto", CHOICE_AUTO},	{"over", CHOICE_AUTO},	 {"typed", CHOICE_TYPED},
		     {"picked", CHOICE_PICKED}, {"enter", CHOICE_ENTER}, {"failed", CHOICE_FAILED}};
	const struct config_source source = {store_get, store};
	struct choice_request r = {.machine = &x->machine,
				   .source = &source,
				   .command = command,
				   .lock = x->opt.lock,
				   .closed = x->opt.closed,
				   .person = x->opt.person,
				   .time_over = !strcmp(mode, "over"),
				   .sysappend = x->opt.sysappend ? word_bits(x->opt.sysappend) : 0};
	struct bytes text = {0};
	int ret = -1;

	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (!strcmp(mode, modes[i].name)) {
			r.mode = modes[i].mode;
			ret = 0;
		}
	if (ret)
		return error_set(&x->err, NULL, "%s: not a way to choose; see --help", mode);
	ret = bytes_read_file(&text, arena_printf(&x->arena, "%s/config", x->opt.dir), SOURCE_MAX,
			      &x->err);
	if (!ret)
		ret = choice_make(c, &r, &text, "configuration", &x->base, NULL, &x->err);
	bytes_free(&text);
	return ret;
}

static int resolve(struct context *x)
{
	struct choice c = {0};
	struct store store;
	int ret;

	if (!x->opt.dir)
		return refuse(x, "--dir is needed");
	ret = store_open(&store, x->opt.dir, &x->err);
	if (!ret)
		ret = make(x, &c, word(x, 0), word(x, 1), &store);
	if (!ret && c.pending && store.need.len) {
		ret = answer_file(&x->arena, x->opt.dir, "need", &store.need, &x->err);
		ret = ret ? USAGE : NEED;
	} else if (!ret && c.config.foreign) {
		ret = answer_foreign(&x->arena, x->opt.dir, c.config.foreign, &x->err);
		ret = ret ? USAGE : FOREIGN;
	} else if (!ret) {
		ret = answer_choice(&x->arena, x->opt.dir, &c, &x->err);
		ret = ret ? USAGE : c.then == CHOICE_NONE ? NOTHING : DONE;
	}
	store_close(&store);
	choice_free(&c);
	return ret < 0 ? USAGE : ret;
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

/* --- fetching ------------------------------------------------------------------------ */

/* What the scripts keep for the next transfer. */
static int print_fetch(struct context *x, const struct fetch *f)
{
	return bytes_printf(&x->out, "size %llu\nrequests %u\nmanner %d %s\n",
			    (unsigned long long)f->size, f->requests, f->manner, f->manner_host);
}

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

static int search(struct context *x)
{
	enum { SIGNED_AGAIN = 10 };
	struct fetch f = {0};
	struct console console;
	struct config_search c = {
		.base = &x->base, .fetch = &f, .path = word(x, 0), .named = *x->machine.option209};
	enum fetch_result r = FETCH_CHANGED;

	if (!*c.path)
		return refuse(x, "FILE is needed");
	x->opt.fetch.small = true;
	if (fetch_options_take(&x->opt.fetch, &f, &console, &x->err))
		return USAGE;
	for (int i = 0; i < SIGNED_AGAIN && r == FETCH_CHANGED; i++) {
		r = trusted_open(&f, c.base, &x->arena, &x->err);
		if (r == FETCH_DONE)
			r = config_find(&c, &x->arena, &x->machine);
	}
	if (r == FETCH_DONE && bytes_printf(&x->out, "url %s\n", c.url))
		return FETCH_FAILED;
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
