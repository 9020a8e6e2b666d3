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

enum {
	OPT_CMDLINE = 256,
	OPT_APPEND,
	OPT_ADD_CONFIG,
	OPT_ADD_KEYS,
	OPT_REMOVE_ADDED,
	OPT_RAW,
	OPT_PSW,
	OPT_REPLACE,
	OPT_STRIP,
	OPT_INS,
	OPT_READER,
	OPT_ISO,
	OPT_PXECFG,
	OPT_INFO,
	OPT_JSON,
	OPT_VERIFY,
	OPT_EXTRACT,
	OPT_UPDATE,
	OPT_VERBOSE,
};

static const struct option longopts[] = {
	{"ramdisk", required_argument, NULL, 'r'},
	{"parmfile", required_argument, NULL, 'p'},
	{"image", required_argument, NULL, 'i'},
	{"output", required_argument, NULL, 'o'},
	{"parameters", required_argument, NULL, 'P'},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'v'},
	{"quiet", no_argument, NULL, 'q'},
	{"verbose", no_argument, NULL, OPT_VERBOSE},
	{"cmdline", required_argument, NULL, OPT_CMDLINE},
	{"append-cmdline", required_argument, NULL, OPT_APPEND},
	{"add-config", required_argument, NULL, OPT_ADD_CONFIG},
	{"add-authorized-keys", required_argument, NULL, OPT_ADD_KEYS},
	{"remove-added", no_argument, NULL, OPT_REMOVE_ADDED},
	{"raw-cmdline", no_argument, NULL, OPT_RAW},
	{"psw", no_argument, NULL, OPT_PSW},
	{"replace", no_argument, NULL, OPT_REPLACE},
	{"strip-signature", no_argument, NULL, OPT_STRIP},
	{"ins", required_argument, NULL, OPT_INS},
	{"reader", required_argument, NULL, OPT_READER},
	{"iso", required_argument, NULL, OPT_ISO},
	{"pxelinux-cfg", required_argument, NULL, OPT_PXECFG},
	{"info", no_argument, NULL, OPT_INFO},
	{"json", no_argument, NULL, OPT_JSON},
	{"verify", no_argument, NULL, OPT_VERIFY},
	{"extract", required_argument, NULL, OPT_EXTRACT},
	{"update", no_argument, NULL, OPT_UPDATE},
	{NULL, 0, NULL, 0},
};

static const struct usage_setting settings[] = {
	{'i', true, offsetof(struct options, input)},
	{'o', true, offsetof(struct options, combined)},
	{'p', true, offsetof(struct options, parmfile)},
	{'P', true, offsetof(struct options, cmdline)},
	{OPT_CMDLINE, true, offsetof(struct options, cmdline)},
	{OPT_APPEND, true, offsetof(struct options, append)},
	{OPT_ADD_CONFIG, true, offsetof(struct options, add_settings)},
	{OPT_ADD_KEYS, true, offsetof(struct options, add_keys)},
	{OPT_INS, true, offsetof(struct options, ins)},
	{OPT_READER, true, offsetof(struct options, reader)},
	{OPT_ISO, true, offsetof(struct options, iso)},
	{OPT_EXTRACT, true, offsetof(struct options, extract_dir)},
	{'q', false, offsetof(struct options, quiet)},
	{OPT_VERBOSE, false, offsetof(struct options, verbose)},
	{OPT_REMOVE_ADDED, false, offsetof(struct options, remove_added)},
	{OPT_RAW, false, offsetof(struct options, raw_cmdline)},
	{OPT_PSW, false, offsetof(struct options, psw)},
	{OPT_REPLACE, false, offsetof(struct options, replace)},
	{OPT_STRIP, false, offsetof(struct options, strip_signature)},
	{OPT_JSON, false, offsetof(struct options, json)},
	{0, false, offsetof(struct options, json)},
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

static int take(struct options *opt, int c, struct error *err)
{
	if (usage_set(opt, settings, c, longopts, err) < 0)
		return -1;
	switch (c) {
	case 'r':
		return add_ramdisk(opt, optarg, err);
	case OPT_PXECFG:
		return error_set(err, NULL,
				 "there is no --pxelinux-cfg any more; use --ins, which QEMU's "
				 "network loader reads, too");
	case OPT_INFO:
		return set_mode(opt, MODE_INFO, err);
	case OPT_VERIFY:
		return set_mode(opt, MODE_VERIFY, err);
	case OPT_UPDATE:
		return set_mode(opt, MODE_UPDATE, err);
	case OPT_EXTRACT:
		return set_mode(opt, MODE_EXTRACT, err);
	}
	return 0;
}

/* How often standard input is an input. */
static size_t stdin_uses(const struct options *opt)
{
	const char *const file[] = {opt->input, opt->parmfile, opt->add_settings, opt->add_keys};
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
		       opt->add_settings || opt->add_keys || opt->remove_added ||
		       opt->strip_signature;
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
				 "--remove-added, --psw or --strip-signature");
	if (opt->mode == MODE_UPDATE && !strcmp(opt->input, "-"))
		return error_set(err, NULL, "--update needs a file, not standard input");
	return 0;
}

int options_parse(struct options *opt, int argc, char **argv, struct error *err)
{
	int c, i;

	memset(opt, 0, sizeof(*opt));
	opterr = 0;
	while ((c = getopt_long(argc, argv, ":r:p:i:o:P:qhv", longopts, NULL)) != -1) {
		if (c == 'h' || c == 'v') {
			opt->mode = c == 'h' ? MODE_HELP : MODE_VERSION;
			return 0;
		}
		if (c == ':' || c == '?')
			return usage_option(c, argv, err);
		if (take(opt, c, err))
			return -1;
	}
	for (i = optind; i < argc; i++) {
		if (opt->input && opt->combined)
			return usage_argument(argv[i], err);
		*(opt->input ? &opt->combined : &opt->input) = argv[i];
	}
	return check(opt, err);
}
