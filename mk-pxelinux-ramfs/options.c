// SPDX-License-Identifier: MIT
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

const char options_help[] =
	"Usage: mk-pxelinux-ramfs -b BUSYBOX [-k KERNEL_VERSION] [OPTION]... INITRAMFS_FILE\n"
	"Build the initramfs of a pxelinux.0: busybox, kexec, kernel modules and the\n"
	"network boot scripts.\n"
	"\n"
	"  -b, --busybox FILE          the busybox binary\n"
	"  -k, --kernel-version VER    modules of this kernel (default: that of the image,\n"
	"                              else the only one in the root)\n"
	"  -i, --kernel-image FILE     the kernel that will run it, to check that all fits\n"
	"  -r, --root DIR              take kexec, libraries and modules from here (/)\n"
	"  -s, --skel DIR              the scripts (default: those of this program)\n"
	"  -m, --modules NAME[,NAME]   modules and sets of modules (default: kvm)\n"
	"      --kexec FILE            the kexec binary (default: the one in the root)\n"
	"      --no-kexec-check        do not ask whether the kernel can kexec\n"
	"  -c, --compress FORMAT       xz, gzip, zstd or none (default: xz)\n"
	"  -h, --help                  show this\n"
	"  -V, --version               show the version\n";

enum { OPT_KEXEC = 256, OPT_NO_KEXEC_CHECK };

static const struct option long_options[] = {
	{"busybox", required_argument, NULL, 'b'},
	{"kernel-version", required_argument, NULL, 'k'},
	{"kernel-image", required_argument, NULL, 'i'},
	{"root", required_argument, NULL, 'r'},
	{"skel", required_argument, NULL, 's'},
	{"modules", required_argument, NULL, 'm'},
	{"compress", required_argument, NULL, 'c'},
	{"kexec", required_argument, NULL, OPT_KEXEC},
	{"no-kexec-check", no_argument, NULL, OPT_NO_KEXEC_CHECK},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'V'},
	{NULL, 0, NULL, 0},
};

/* A value that must not be empty. */
static int set(const char **out, const char *option, const char *value, struct error *err)
{
	if (!*value)
		return error_set(err, NULL, "the value of %s is empty", option);
	*out = value;
	return 0;
}

static int one(struct options *o, int c, const char *arg, struct error *err)
{
	switch (c) {
	case 'b':
		return set(&o->busybox, "--busybox", arg, err);
	case 'k':
		return set(&o->version, "--kernel-version", arg, err);
	case 'i':
		return set(&o->image, "--kernel-image", arg, err);
	case 'r':
		return set(&o->root, "--root", arg, err);
	case 's':
		return set(&o->skel, "--skel", arg, err);
	case 'm':
		return names_split(&o->modules, arg, ", \t\n") ? error_set(err, NULL, "out of memory")
							       : 0;
	case 'c':
		if (pack_parse(arg, &o->pack.format))
			return error_set(err, NULL, "--compress knows xz, gzip, zstd and none, not \"%s\"",
					 arg);
		return 0;
	case OPT_KEXEC:
		return set(&o->kexec, "--kexec", arg, err);
	case OPT_NO_KEXEC_CHECK:
		o->no_kexec_check = true;
		return 0;
	case 'h':
		o->action = OPTIONS_HELP;
		return 0;
	case 'V':
		o->action = OPTIONS_VERSION;
		return 0;
	default:
		return -1;
	}
}

static int bad_option(int c, char **argv, struct error *err)
{
	const char *word = argv[optind - 1];

	if (c == ':')
		return error_set(err, NULL, "%s needs a value", word);
	if (optopt && optopt < 256)
		return error_set(err, NULL, "there is no option -%c", optopt);
	return error_set(err, NULL, "there is no option %s, or it takes no value", word);
}

/* https://reproducible-builds.org/specs/source-date-epoch/ */
static int source_date(uint32_t *mtime, struct error *err)
{
	const char *s = getenv("SOURCE_DATE_EPOCH");
	unsigned long long v;
	char *end;

	if (!s || !*s)
		return 0;
	errno = 0;
	v = strtoull(s, &end, 10);
	if (*end || errno || s[strspn(s, "0123456789")] || v > UINT32_MAX)
		return error_set(err, NULL,
				 "SOURCE_DATE_EPOCH=%s is no number of seconds from 0 to %u", s,
				 UINT32_MAX);
	*mtime = (uint32_t)v;
	return 0;
}

int options_parse(struct options *o, int argc, char **argv, struct error *err)
{
	int c;

	memset(o, 0, sizeof(*o));
	o->root = "/";
	o->pack.format = PACK_XZ;
	o->pack.level = -1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, ":b:k:i:r:s:m:c:hV", long_options, NULL)) != -1) {
		if (c == ':' || c == '?')
			return bad_option(c, argv, err);
		if (one(o, c, optarg, err))
			return -1;
		if (o->action != OPTIONS_BUILD)
			return 0;
	}
	if (optind + 1 < argc)
		return error_set(err, NULL, "one output file is wanted, \"%s\" is one too many",
				 argv[optind + 1]);
	if (optind == argc)
		return error_set(err, NULL, "the output file is missing");
	if (!o->busybox)
		return error_set(err, NULL, "-b BUSYBOX is missing");
	return set(&o->output, "the output file", argv[optind], err) || source_date(&o->mtime, err);
}

void options_free(struct options *o)
{
	names_free(&o->modules);
}
