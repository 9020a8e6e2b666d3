// SPDX-License-Identifier: MIT
#include "options.h"

#include <string.h>

#include "usage.h"

const char options_help[] =
	"Usage: mk-s390image KERNEL BOOT_IMAGE [-r RAMDISK]... [-p PARMFILE] [OPTION]...\n"
	"       mk-s390image --info [--json] | --verify | --extract DIR | --update  IMAGE\n"
	"Makes one boot image of an s390 kernel, ramdisk and command line; reads and changes it.\n"
	"  -r, --ramdisk FILE       the ramdisk; several are joined\n"
	"  -p, --parmfile FILE      the command line, from a file\n"
	"      --cmdline STRING     the command line itself; --append-cmdline STRING adds to it\n"
	"      --raw-cmdline        keep newlines inside the command line\n"
	"      --add-config FILE    put the loader's settings into its ramdisk\n"
	"      --add-authorized-keys FILE  the same for who may log in by ssh\n"
	"      --add-trust FILE     the same for whose signatures it trusts\n"
	"      --remove-added       take out what these two put in before\n"
	"      --psw                start at 0x10000 also where loaders start at address 0\n"
	"      --replace            KERNEL may hold a ramdisk, which is taken out\n"
	"      --strip-signature    remove the signature at the kernel's end\n"
	"      --ins FILE           also for LPAR: FILE with .img, .initrd, .prm, .addrsize\n"
	"      --reader PREFIX      also for z/VM: PREFIX.kernel, .parm, .ramdisk, .exec\n"
	"      --iso FILE           also a bootable CD image\n"
	"      --info, --verify     say what is in IMAGE or FILE.ins, and what is wrong (--json)\n"
	"      --extract DIR        write IMAGE's kernel, ramdisk and cmdline into DIR\n"
	"      --update             change IMAGE by -r, -p, --cmdline, --add-config ...\n"
	"      --verbose            say on standard error what the image is made of\n"
	"  -q, --quiet              print errors only\n"
	"  -h, --help   -v, --version\n"
	"Any one input and BOOT_IMAGE may be '-'. Exit status: 0 done, 1 failed, 2 wrong usage.\n";

enum { CALL_RAMDISK = MODE_UPDATE + 1, CALL_PXECFG };

#define TEXT(name, letter, member) USAGE_TEXT(name, letter, struct options, member)
#define FLAG(name, letter, member) USAGE_FLAG(name, letter, struct options, member)
static const struct usage_option list[] = {
	USAGE_CALL("ramdisk", 'r', true, CALL_RAMDISK),
	TEXT("parmfile", 'p', parmfile),
	TEXT("image", 'i', input),
	TEXT("output", 'o', combined),
	TEXT("parameters", 'P', cmdline),
	TEXT("cmdline", 0, cmdline),
	TEXT("append-cmdline", 0, append),
	FLAG("raw-cmdline", 0, raw_cmdline),
	TEXT("add-config", 0, add_settings),
	TEXT("add-authorized-keys", 0, add_keys),
	TEXT("add-trust", 0, add_trusted),
	FLAG("remove-added", 0, remove_added),
	FLAG("psw", 0, psw),
	FLAG("replace", 0, replace),
	FLAG("strip-signature", 0, strip_signature),
	TEXT("ins", 0, ins),
	TEXT("reader", 0, reader),
	TEXT("iso", 0, iso),
	USAGE_CALL("pxelinux-cfg", 0, true, CALL_PXECFG),
	USAGE_CALL("info", 0, false, MODE_INFO),
	FLAG("json", 0, json),
	USAGE_CALL("verify", 0, false, MODE_VERIFY),
	TEXT("extract", 0, extract_dir),
	USAGE_CALL("update", 0, false, MODE_UPDATE),
	FLAG("quiet", 'q', quiet),
	FLAG("verbose", 0, verbose),
	USAGE_CALL("help", 'h', false, MODE_HELP),
	USAGE_CALL("version", 'v', false, MODE_VERSION),
	USAGE_END,
};

static int set_mode(struct options *opt, enum mode mode, struct error *err)
{
	if (opt->mode != MODE_MAKE && opt->mode != mode)
		return usage_one_of("--info, --verify, --extract, --update", err);
	opt->mode = mode;
	return 0;
}

static int add_ramdisk(struct options *opt, const char *path, struct error *err)
{
	if (opt->ramdisks == OPTIONS_RAMDISKS)
		return error_set(err, NULL, "more than %d ramdisks", OPTIONS_RAMDISKS);
	opt->ramdisk[opt->ramdisks++] = path;
	return 0;
}

static int take(void *to, int call, const char *value, struct error *err)
{
	struct options *opt = to;

	switch (call) {
	case CALL_RAMDISK:
		return add_ramdisk(opt, value, err);
	case CALL_PXECFG:
		return error_set(err, NULL,
				 "there is no --pxelinux-cfg any more; use --ins, which QEMU's "
				 "network loader reads, too");
	case MODE_HELP:
	case MODE_VERSION:
		opt->mode = (enum mode)call;
		return USAGE_STOP;
	default:
		return set_mode(opt, (enum mode)call, err);
	}
}

/* How often standard input is an input. */
static size_t stdin_uses(const struct options *opt)
{
	const char *const file[] = {opt->input, opt->parmfile, opt->add_settings, opt->add_keys,
				    opt->add_trusted};
	size_t n = 0, i;

	for (i = 0; i < sizeof(file) / sizeof(file[0]); i++)
		n += file[i] && !strcmp(file[i], "-");
	for (i = 0; i < opt->ramdisks; i++)
		n += !strcmp(opt->ramdisk[i], "-");
	return n;
}

static int check(const struct options *opt, struct error *err)
{
	bool changes = opt->ramdisks || opt->parmfile || opt->cmdline || opt->append || opt->psw ||
		       opt->add_settings || opt->add_keys || opt->add_trusted ||
		       opt->remove_added || opt->strip_signature;
	bool outputs = opt->ins || opt->reader || opt->iso;

	if (!opt->input)
		return error_set(err, NULL,
				 opt->mode == MODE_MAKE ? "the kernel is missing"
							: "the image is missing");
	if (opt->mode == MODE_MAKE && !opt->combined && !outputs)
		return error_set(err, NULL, "the name of the boot image to write is missing");
	if (opt->quiet && opt->verbose)
		return usage_both("--quiet", "--verbose", err);
	if (opt->parmfile && opt->cmdline)
		return usage_both("--parmfile", "--cmdline", err);
	if (stdin_uses(opt) > 1)
		return error_set(err, NULL, "only one input can be standard input");
	if (opt->json && opt->mode != MODE_INFO)
		return error_set(err, NULL, "--json goes with --info");
	if (opt->mode != MODE_MAKE && (opt->combined || outputs || opt->replace))
		return error_set(err, NULL,
				 "this mode takes exactly one image and writes no other output");
	if (opt->mode != MODE_MAKE && opt->mode != MODE_UPDATE && (changes || opt->raw_cmdline))
		return error_set(err, NULL, "to change an image, use --update");
	if (opt->mode == MODE_UPDATE && !changes)
		return error_set(err, NULL,
				 "--update needs something to change: -r, -p, --cmdline, "
				 "--append-cmdline, --add-config, --add-authorized-keys, "
				 "--add-trust, --remove-added, --psw or --strip-signature");
	if (opt->mode == MODE_UPDATE && !strcmp(opt->input, "-"))
		return error_set(err, NULL, "--update needs a file, not standard input");
	return 0;
}

int options_parse(struct options *opt, int argc, char **argv, struct error *err)
{
	int i, ret;

	memset(opt, 0, sizeof(*opt));
	ret = usage_parse(opt, list, take, false, argc, argv, err);
	if (ret)
		return ret == USAGE_STOP ? 0 : -1;
	if (opt->extract_dir && set_mode(opt, MODE_EXTRACT, err))
		return -1;
	for (i = optind; i < argc; i++) {
		if (opt->input && opt->combined)
			return usage_argument(argv[i], err);
		*(opt->input ? &opt->combined : &opt->input) = argv[i];
	}
	return check(opt, err);
}
