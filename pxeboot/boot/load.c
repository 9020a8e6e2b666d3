// SPDX-License-Identifier: MIT
#include "boot/load.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "boot/handover.h"
#include "boot/initrd_check.h"
#include "boot/initrd_file.h"
#include "boot/ins.h"
#include "boot/kernel_file.h"
#include "fullio.h"
#include "mapped.h"

enum { ALIGNMENT = 4 };

/* The command line that mk-s390image puts into an image when it is told none. */
#define NO_CMDLINE "root=/dev/ram0 ro"

struct loading {
	struct load *l;
	struct arena *a;
	struct console *console;
	const char *kernel, *initrd, *part; /* files */
	bool has_initrd;
	uint64_t stored;	   /* bytes of them that are there */
	struct kernel_file looked; /* at the kernel */
	struct error err;
};

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (long)t.tv_sec * 100 + t.tv_nsec / 10000000;
}

static bool fail(struct loading *x, const char *what, const char *why)
{
	console_line(x->console, CONSOLE_ERROR, "%s: %s", what, why);
	return false;
}

static bool fail_error(struct loading *x)
{
	char text[sizeof(x->err.path) + sizeof(x->err.message)];

	error_format(&x->err, text, sizeof(text));
	console_line(x->console, CONSOLE_ERROR, "%s", text);
	return false;
}

/* --- fetching ------------------------------------------------------------------------ */

static enum fetch_result get(struct loading *x, const char *name, const char *path, bool small)
{
	struct fetch *f = x->l->fetch;
	struct fetch_options o = *x->l->options;
	enum fetch_result r;
	struct name n;

	if (!name_resolve(x->a, x->l->base, name, &n)) {
		console_line(x->console, CONSOLE_ERROR, "'%s' cannot be fetched: %s", name, n.why);
		return FETCH_FAILED;
	}
	o.small = small;
	if (fetch_options_limits(&o, &f->limits, &x->err))
		return fail_error(x), FETCH_FAILED;
	if (!small)
		limits_start(&f->limits, x->stored);
	f->path = path;
	r = fetch_name(f, &n, x->a);
	if (r == FETCH_DONE && !small)
		x->stored += f->size;
	return r;
}

static bool absent(enum fetch_result r)
{
	return r == FETCH_ABSENT || r == FETCH_REFUSED;
}

/* A file that is not what it should be: true if it is used all the same. */
static bool use_all_the_same(struct loading *x, const char *as, const char *why)
{
	if (x->l->unchecked)
		console_line(x->console, CONSOLE_WARNING,
			     "%s: %s; used all the same, as pxeboot.check=0 says", x->l->fetch->url,
			     why);
	else
		console_line(x->console, CONSOLE_ERROR, "%s is not used as %s: %s",
			     x->l->fetch->url, as, why);
	return x->l->unchecked;
}

static bool look_at_kernel(struct loading *x)
{
	struct mapped m;

	if (mapped_open(&m, x->kernel, &x->err))
		return fail_error(x);
	kernel_file_look(&x->looked, x->a, m.data, m.len);
	mapped_close(&m);
	return true;
}

/* --- .ins files ---------------------------------------------------------------------- */

/* FILE of the set, by *NAME, which becomes the name that it was found by. */
static enum fetch_result get_of_set(struct loading *x, const struct ins *s, const char **name,
				    const char *path, bool small)
{
	const char *file = *name, *other;
	enum fetch_result r = get(x, file, path, small);

	for (unsigned int n = 0; absent(r) && (other = ins_elsewhere(s, x->a, file, n)); n++) {
		console_line(x->console, CONSOLE_DETAIL, "trying %s beside the .ins file",
			     other + strlen(s->dir));
		*name = other;
		r = get(x, other, path, small);
	}
	return r;
}

/* The parameter file goes before the configuration's own words. */
static bool add_parameters(struct loading *x, const struct ins *s)
{
	const char *name = s->parameters, *words;
	enum fetch_result r = get_of_set(x, s, &name, x->part, true);
	struct bytes text = {0};

	/* OpenShift's installer names one and leaves it to the user */
	if (absent(r)) {
		console_line(x->console, CONSOLE_WARNING,
			     "%s is not there: the command line is what the configuration has",
			     s->parameters);
		return true;
	}
	if (r != FETCH_DONE)
		return false;
	if (bytes_read_file(&text, x->part, SOURCE_MAX, &x->err))
		return fail_error(x);
	unlink(x->part);
	words = ins_parameters(x->a, &text);
	bytes_free(&text);
	if (*words)
		x->l->choice->cmdline = arena_printf(x->a, "%s %s", words, x->l->choice->cmdline);
	return true;
}

/* What is called as the kernel was found, in its directory and with its prefix. */
static const char *called_alike(struct arena *a, const char *ramdisk, const char *kernel,
				const char *found)
{
	const char *file = strrchr(kernel, '/'), *own = strrchr(ramdisk, '/');

	file = file ? file + 1 : kernel;
	own = own ? own + 1 : ramdisk;
	return arena_printf(a, "%.*s%s", (int)(strlen(found) - strlen(file)), found, own);
}

static bool get_set(struct loading *x)
{
	struct choice *c = x->l->choice;
	struct bytes text = {0};
	const char *found;
	struct ins s;

	console_line(x->console, CONSOLE_DETAIL, "%s is an .ins file", c->kernel);
	if (bytes_read_file(&text, x->kernel, SOURCE_MAX, &x->err))
		return fail_error(x);
	ins_parse(&s, x->a, c->kernel, &text);
	bytes_free(&text);
	x->stored = 0;
	if (s.ignored)
		console_line(x->console, CONSOLE_WARNING,
			     ".ins: '%s' is not an address, the line is ignored", s.ignored);
	if (!s.kernel)
		return fail(x, c->kernel, "no file in it goes to address 0");
	if (s.parameters && !add_parameters(x, &s))
		return false;
	found = s.kernel;
	if (get_of_set(x, &s, &found, x->kernel, false) != FETCH_DONE)
		return false;
	if (s.ramdisk && !c->initrds) {
		c->initrds = arena_alloc(x->a, sizeof(*c->initrds));
		if (!c->initrds)
			return false;
		c->initrds->file = found == s.kernel
					   ? s.ramdisk
					   : called_alike(x->a, s.ramdisk, s.kernel, found);
	}
	return look_at_kernel(x);
}

/* --- the kernel ---------------------------------------------------------------------- */

static bool get_kernel(struct loading *x)
{
	struct load *l = x->l;

	console_line(x->console, CONSOLE_STEP, "entry '%s': kernel %s", l->choice->label,
		     l->choice->kernel);
	if (get(x, l->choice->kernel, x->kernel, false) != FETCH_DONE || !look_at_kernel(x))
		return false;
	if (x->looked.why && x->looked.magic == MAGIC_INS && !get_set(x))
		return false;
	l->kernel_at = now();
	if (x->looked.why && !use_all_the_same(x, "a kernel", x->looked.why))
		return false;
	if (*x->looked.version)
		console_line(x->console, CONSOLE_DETAIL, "kernel %s, command line up to %llu bytes",
			     x->looked.version, (unsigned long long)x->looked.cmdline_max - 1);
	return true;
}

/* --- initrds ------------------------------------------------------------------------- */

/* Whether busybox's gzip, or another one, unpacks it without complaint. */
static bool unpacks(const char *file)
{
	pid_t child = fork();
	int status = 0;

	if (!child) {
		int null = open("/dev/null", O_RDWR);

		if (null >= 0 && dup2(null, STDERR_FILENO) >= 0)
			execlp("gzip", "gzip", "-t", file, (char *)NULL);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	/* where nobody can say, the kernel will */
	return child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 1;
}

static bool look_at_initrd(struct loading *x, const char *file)
{
	struct initrd_check c;
	struct mapped m;

	if (mapped_open(&m, file, &x->err))
		return fail_error(x);
	initrd_check(&c, x->a, m.data, m.len);
	if (c.unpack && !unpacks(file))
		c.why = arena_printf(
			x->a, "the gzip stream is damaged or cut short after %zu bytes", m.len);
	mapped_close(&m);
	if (c.doubt)
		console_line(x->console, CONSOLE_WARNING, "%s", c.doubt);
	return !c.why || use_all_the_same(x, "an initrd", c.why);
}

/* Puts the file PART behind what INITRD has: as it is, or as an archive that has it as PATH. */
static bool join(struct loading *x, const char *path)
{
	int fd = open(x->initrd, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	struct mapped m = {.fd = -1};
	off_t end = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
	bool bad = end < 0 || ftruncate(fd, (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);

	if (!bad && path)
		bad = initrd_file_write(fd, x->part, path, &x->err);
	else if (!bad)
		bad = mapped_open(&m, x->part, &x->err) || fullio_write(fd, m.data, m.len);
	mapped_close(&m);
	if (fd >= 0)
		close(fd);
	unlink(x->part);
	return !bad;
}

static bool get_initrd(struct loading *x, const struct initrd *i)
{
	bool alone = !x->has_initrd && !i->path;
	const char *file = alone ? x->initrd : x->part;

	console_line(x->console, CONSOLE_STEP, i->path ? "initrd %s as the file %s" : "initrd %s",
		     i->file, i->path);
	if (get(x, i->file, file, false) != FETCH_DONE || (!i->path && !look_at_initrd(x, file)))
		return false;
	x->has_initrd = true;
	return alone || join(x, i->path) || fail(x, i->file, "no memory to join it to the others");
}

static bool get_initrds(struct loading *x)
{
	for (const struct initrd *i = x->l->choice->initrds; i; i = i->next)
		if (*i->file && !get_initrd(x, i))
			return false;
	return true;
}

/* --- combined images ----------------------------------------------------------------- */

/* Moves the ramdisk inside the kernel's file into its own. */
static bool take_out(struct loading *x, const struct mapped *m)
{
	int fd = open(x->initrd, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool bad = fd < 0 ||
		   fullio_write(fd, m->data + x->looked.ramdisk_at, (size_t)x->looked.ramdisk_size);

	if (fd >= 0)
		close(fd);
	x->has_initrd = true;
	return !bad || fail(x, x->l->choice->kernel, "no memory to take its ramdisk out");
}

/*
 * A kernel with a ramdisk inside keeps it, unless the configuration names another, and its
 * command line, unless APPEND gives one. kexec would lose the first.
 */
static bool split(struct loading *x)
{
	struct choice *c = x->l->choice;
	const char *own;
	struct mapped m;

	if (!x->looked.ramdisk_size || x->looked.why)
		return true;
	if (mapped_open(&m, x->kernel, &x->err))
		return fail_error(x);
	own = kernel_file_cmdline(&x->looked, x->a, m.data, m.len);
	if (x->has_initrd)
		console_line(x->console, CONSOLE_DETAIL,
			     "the ramdisk inside the kernel file is not used, the configuration "
			     "names an initrd");
	else
		console_line(x->console, CONSOLE_DETAIL,
			     "the kernel file has a ramdisk of %llu bytes inside, taken out for "
			     "kexec",
			     (unsigned long long)x->looked.ramdisk_size);
	if (!x->has_initrd && !take_out(x, &m)) {
		mapped_close(&m);
		return false;
	}
	mapped_close(&m);
	if (truncate(x->kernel, (off_t)x->looked.ramdisk_at))
		return fail(x, c->kernel, strerror(errno));
	if (!*own || !strcmp(own, NO_CMDLINE) || c->has_append)
		return true;
	console_line(x->console, CONSOLE_DETAIL,
		     "the command line inside the kernel file is kept, there is no APPEND");
	c->cmdline = arena_printf(x->a, "%s %s", own, c->cmdline);
	return true;
}

/* --- kexec --------------------------------------------------------------------------- */

static bool start(struct loading *x)
{
	struct choice *c = x->l->choice;
	const struct handover h = {x->kernel, x->has_initrd ? x->initrd : NULL, c->cmdline,
				   x->l->renew};
	const char *why = choice_check_cmdline(c, (size_t)x->looked.cmdline_max);

	if (why)
		return fail(x, "not started", why);
	if (x->a->failed)
		return fail(x, "not started", "out of memory");
	if (x->l->fetch->ended)
		return fail(x, "not started", "not all of it is what was signed");
	x->l->initrd_at = now();
	console_line(x->console, CONSOLE_STEP, "loading the kernel%s",
		     x->has_initrd ? " and the initrd" : "");
	console_line(x->console, CONSOLE_DETAIL, "command line: %s", c->cmdline);
	why = handover_load(&h, x->a, arena_printf(x->a, "%s/kexec.log", x->l->dir));
	return !why || fail(x, "kexec", why);
}

static void clean(const struct loading *x)
{
	unlink(x->kernel);
	unlink(x->initrd);
	unlink(x->part);
}

bool load(struct load *l, struct arena *a)
{
	struct loading x = {.l = l,
			    .a = a,
			    .console = l->fetch->console,
			    .kernel = arena_printf(a, "%s/kernel", l->dir),
			    .initrd = arena_printf(a, "%s/initrd", l->dir),
			    .part = arena_printf(a, "%s/part", l->dir)};
	bool ok;

	clean(&x);
	ok = get_kernel(&x) && get_initrds(&x) && split(&x) && start(&x);
	clean(&x);
	return ok;
}
