// SPDX-License-Identifier: MIT
#include "kexec/kexec.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "kexec/segments.h"
#include "kexec/system.h"
#include "mapped.h"
#include "usage.h"

static const char usage[] =
	"Usage: kexec -l [OPTION ...] KERNEL     loads a kernel\n"
	"       kexec -e                         starts the loaded one at once, without a "
	"shutdown\n"
	"       kexec -f [OPTION ...] KERNEL     both\n"
	"       kexec -u                         forgets the loaded one\n"
	"  --initrd FILE          its initrd (also --ramdisk)\n"
	"  --command-line TEXT    its command line (also --append); without one, that inside "
	"KERNEL\n"
	"  --reuse-cmdline        begins with the command line of the kernel that runs\n"
	"  -s, -c, -a             by kexec_file_load(2), by kexec_load(2), by the first that "
	"works\n"
	"                         (-a)\n"
	"  --renew auto|yes|no    have all memory stored anew first, which QEMU before 8.2 "
	"without\n"
	"                         KVM needs (auto: if QEMU emulates the CPU)\n"
	"  -d                     print what goes where\n"
	"-t image, -x and -y are ignored.\n";

struct request {
	bool load, start, unload, by_file, by_segments, reuse, debug, help;
	const char *kernel, *initrd, *renew;
	struct bytes cmdline;
};

enum { CALL_FORCE = 1, CALL_CMDLINE, CALL_NOTHING };

#define TEXT(name, letter, member) USAGE_TEXT(name, letter, struct request, member)
#define FLAG(name, letter, member) USAGE_FLAG(name, letter, struct request, member)
static const struct usage_option list[] = {
	FLAG("load", 'l', load),
	FLAG("exec", 'e', start),
	USAGE_CALL("force", 'f', false, CALL_FORCE),
	FLAG("unload", 'u', unload),
	FLAG("kexec-file-syscall", 's', by_file),
	FLAG("kexec-syscall", 'c', by_segments),
	USAGE_CALL("kexec-syscall-auto", 'a', false, CALL_NOTHING),
	FLAG("debug", 'd', debug),
	USAGE_CALL("no-ifdown", 'x', false, CALL_NOTHING),
	USAGE_CALL("no-sync", 'y', false, CALL_NOTHING),
	USAGE_CALL("type", 't', true, CALL_NOTHING),
	FLAG("help", 'h', help),
	TEXT("initrd", 0, initrd),
	TEXT("ramdisk", 0, initrd),
	USAGE_CALL("command-line", 0, true, CALL_CMDLINE),
	USAGE_CALL("append", 0, true, CALL_CMDLINE),
	FLAG("reuse-cmdline", 0, reuse),
	TEXT("renew", 0, renew),
	USAGE_END,
};

static int add_words(struct request *r, const char *text, struct error *err)
{
	/* not NULL even if it is empty: an empty command line replaces the kernel's own */
	return bytes_printf(&r->cmdline, "%s%s", r->cmdline.len && *text ? " " : "", text)
		       ? error_memory(err)
		       : 0;
}

static int take(void *to, int call, const char *value, struct error *err)
{
	struct request *r = to;

	if (call == CALL_FORCE)
		r->load = r->start = true;
	return call == CALL_CMDLINE ? add_words(r, value, err) : 0;
}

static int parse(struct request *r, int argc, char **argv, struct error *err)
{
	if (usage_parse(r, list, take, false, argc, argv, err))
		return -1;
	r->kernel = argv[optind];
	if (r->kernel && argv[optind + 1])
		return usage_argument(argv[optind + 1], err);
	if (r->renew && strcmp(r->renew, "auto") != 0 && strcmp(r->renew, "yes") != 0 &&
	    strcmp(r->renew, "no") != 0)
		return error_set(err, NULL, "--renew is auto, yes or no, not \"%s\"", r->renew);
	if (r->help)
		return 0;
	if (r->load + r->unload + (r->start && !r->load) != 1)
		return error_set(err, NULL, "one of -l, -e, -f and -u is needed; see --help");
	if (r->load != !!r->kernel)
		return r->load ? error_set(err, NULL, "a kernel is needed")
			       : usage_argument(r->kernel, err);
	return r->by_file && r->by_segments ? usage_both("-s", "-c", err) : 0;
}

/* The command line of the kernel that runs, without what its loader put before it. */
static int reuse(struct request *r, struct error *err)
{
	struct bytes own = {0}, rest = r->cmdline;
	char *word, *at;
	int ret = bytes_read_file(&own, "/proc/cmdline", 1 << 20, err);

	r->cmdline = (struct bytes){0};
	for (word = ret ? NULL : strtok_r((char *)own.data, " \n", &at); word && !ret;
	     word = strtok_r(NULL, " \n", &at))
		if (strncmp(word, "BOOT_IMAGE=", 11) != 0)
			ret = add_words(r, word, err);
	if (!ret && rest.data)
		ret = add_words(r, (char *)rest.data, err);
	bytes_free(&rest);
	bytes_free(&own);
	return ret;
}

static int map(struct mapped *m, const char *name, struct error *err)
{
	if (mapped_open(m, name, err))
		return -1;
	return m->len ? 0 : error_set(err, name, "is empty");
}

/* The file's text; "" if it cannot be read. */
static const char *read_text(struct bytes *b, const char *name)
{
	bytes_free(b);
	return bytes_read_file(b, name, 1 << 20, NULL) || !b->data ? "" : (char *)b->data;
}

/* On very large machines it is kept short. */
static uint64_t to_renew(const struct request *r, uint64_t memory)
{
	const uint64_t most = (uint64_t)8 << 30;
	struct bytes text = {0};
	bool needed = r->renew && !strcmp(r->renew, "yes");

	if (!r->renew || !strcmp(r->renew, "auto"))
		needed = system_emulated(read_text(&text, "/proc/sysinfo"));
	bytes_free(&text);
	return !needed ? 0 : memory < most ? memory : most;
}

static int print_segments(const struct segments *s, struct bytes *out)
{
	int bad = bytes_printf(out, "entry 0x%llx\n", (unsigned long long)s->entry);

	for (size_t i = 0; i < s->count; i++)
		bad |= bytes_printf(out, "segment %zu: 0x%llx, %llu bytes in 0x%llx\n", i,
				    (unsigned long long)s->list[i].at,
				    (unsigned long long)s->list[i].len,
				    (unsigned long long)s->list[i].size);
	return bad;
}

static int refused(const char *name, int errnum, struct error *err)
{
	if (errnum == ENOSYS)
		return error_set_errno(err, name, errnum, "this kernel has no kexec");
	if (errnum == EPERM)
		return error_set_errno(err, name, errnum, "kexec needs root and no lockdown");
	return error_set_errno(err, name, errnum, "the kernel does not take it");
}

static int load_mapped(const struct request *r, const struct mapped *kernel,
		       const struct mapped *initrd, struct bytes *out, struct error *err)
{
	struct bytes text = {0};
	uint64_t memory = system_memory(read_text(&text, "/proc/iomem"));
	struct segments_input in = {kernel->data,
				    kernel->len,
				    initrd->data,
				    initrd->len,
				    (char *)r->cmdline.data,
				    kernel->name,
				    to_renew(r, memory)};
	struct segments s;
	int ret = ENOSYS;

	bytes_free(&text);
	if (segments_make(&s, &in, err))
		return -1;
	if (r->debug && print_segments(&s, out))
		return error_memory(err);
	if (memory && s.end > memory)
		return error_set(err, kernel->name,
				 "the guest has %llu MiB of memory, this needs %llu and more",
				 (unsigned long long)(memory >> 20),
				 (unsigned long long)(s.end >> 20));
	/* a file's entry is the kernel's: there is no code before it */
	if (!r->by_segments && (r->by_file || !in.renew))
		ret = system_load_file(kernel->fd, initrd->fd, in.cmdline);
	/* the other call needs less memory, too */
	if (!r->by_file && (ret == ENOSYS || ret == EINVAL || ret == ENOEXEC || ret == EOPNOTSUPP ||
			    ret == ENOMEM))
		ret = system_load_segments(&s);
	return ret ? refused(kernel->name, ret, err) : 0;
}

static int load(struct request *r, struct bytes *out, struct error *err)
{
	struct mapped kernel = {.fd = -1}, initrd = {.fd = -1};
	int ret = r->reuse ? reuse(r, err) : 0;

	if (!ret)
		ret = map(&kernel, r->kernel, err);
	if (!ret && r->initrd)
		ret = map(&initrd, r->initrd, err);
	if (!ret)
		ret = load_mapped(r, &kernel, &initrd, out, err);
	mapped_close(&kernel);
	mapped_close(&initrd);
	return ret;
}

static int run(struct request *r, struct bytes *out, struct error *err)
{
	int ret;

	if (r->load && load(r, out, err))
		return -1;
	if (r->unload && (ret = system_unload()))
		return refused(NULL, ret, err);
	if (!r->start)
		return 0;
	ret = system_start();
	return ret == EINVAL ? error_set(err, NULL, "no kernel is loaded; load one with -l")
			     : refused(NULL, ret, err);
}

int kexec(int argc, char **argv, struct bytes *out, struct error *err)
{
	struct request r = {0};
	int status = parse(&r, argc, argv, err) ? 2 : 0;

	if (!status && r.help)
		status = bytes_string(out, usage) ? 1 : 0;
	else if (!status)
		status = run(&r, out, err) ? 1 : 0;
	bytes_free(&r.cmdline);
	return status;
}
