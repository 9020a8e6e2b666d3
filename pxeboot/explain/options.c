// SPDX-License-Identifier: MIT
#include "options.h"

const char options_help[] =
	"Usage: explain-pxeconfig [OPTION ...] FILE | DIRECTORY | URL\n"
	"       explain-pxeconfig --fleet HOSTS [--against OLDTREE] [OPTION ...] DIRECTORY\n"
	"Say which files a guest would ask for, and what it would boot.\n"
	"\n"
	"  FILE        a configuration (- reads standard input); DIRECTORY  the root of a TFTP\n"
	"  server, searched as a guest would; URL  a configuration, or with a final slash a tree\n"
	"\n"
	" the guest\n"
	"  --mac MAC  --ip IP  --uuid UUID  --netmask MASK  --loadparm TEXT\n"
	"  --sysinfo FILE       a copy of a guest's /proc/sysinfo, for SYSAPPEND\n"
	" what DHCP told it\n"
	"  --server HOST  --gateway IP  --domain NAME  --bootfile NAME\n"
	"  --option-209 FILE  --option-210 PREFIX\n"
	" what is printed\n"
	"  --command TEXT       as if TEXT had been typed at the boot prompt\n"
	"  --resolve            full URLs instead of names\n"
	"  --json               JSON instead of KEY=VALUE lines\n"
	"  --menu               the entries of the menus, and what each would start\n"
	"  --lint               warnings as well, as FILE:LINE: TEXT\n"
	"  --pxelinux --firmware --petitboot --uboot   also of what these read otherwise\n"
	"  --fleet HOSTS        what each machine of a list boots (CSV with a first line of mac, "
	"ip,\n"
	"                       uuid, name; or dnsmasq's hosts); --against OLDTREE  only what "
	"changes\n"
	"  -q, --quiet          nothing on standard error but errors\n"
	"  -h, --help   -V, --version\n"
	"\n"
	"Exit status: 0 something would boot, 1 nothing would, 2 wrong usage; with --fleet 1 when "
	"a\n"
	"machine boots nothing, or with --against when something changes.\n";

enum {
	OPT_COMMAND = 256,
	OPT_RESOLVE,
	OPT_JSON,
	OPT_LINT,
	OPT_MENU,
	OPT_FLEET,
	OPT_AGAINST,
	OPT_PXELINUX,
	OPT_FIRMWARE,
	OPT_PETITBOOT,
	OPT_UBOOT
};

static const struct option longopts[] = {
	ARGUMENTS_OPTIONS
	/* and the program's own */
	{"command", required_argument, NULL, OPT_COMMAND},
	{"resolve", no_argument, NULL, OPT_RESOLVE},
	{"json", no_argument, NULL, OPT_JSON},
	{"lint", no_argument, NULL, OPT_LINT},
	{"menu", no_argument, NULL, OPT_MENU},
	{"fleet", required_argument, NULL, OPT_FLEET},
	{"against", required_argument, NULL, OPT_AGAINST},
	{"pxelinux", no_argument, NULL, OPT_PXELINUX},
	{"firmware", no_argument, NULL, OPT_FIRMWARE},
	{"petitboot", no_argument, NULL, OPT_PETITBOOT},
	{"uboot", no_argument, NULL, OPT_UBOOT},
	{"quiet", no_argument, NULL, 'q'},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'V'},
	{NULL, 0, NULL, 0},
};

static const struct usage_setting settings[] = {
	{OPT_COMMAND, true, offsetof(struct options, command)},
	{OPT_RESOLVE, false, offsetof(struct options, resolve)},
	{OPT_JSON, false, offsetof(struct options, json)},
	{OPT_LINT, false, offsetof(struct options, lint)},
	{OPT_MENU, false, offsetof(struct options, menu)},
	{OPT_FLEET, true, offsetof(struct options, fleet)},
	{OPT_AGAINST, true, offsetof(struct options, against)},
	{OPT_PXELINUX, false, offsetof(struct options, readers.pxelinux)},
	{OPT_FIRMWARE, false, offsetof(struct options, readers.firmware)},
	{OPT_PETITBOOT, false, offsetof(struct options, readers.petitboot)},
	{OPT_UBOOT, false, offsetof(struct options, readers.uboot)},
	{'q', false, offsetof(struct options, quiet)},
	{'h', false, offsetof(struct options, help)},
	{'V', false, offsetof(struct options, version)},
	{0, false, 0},
};

int options_parse(int argc, char **argv, struct options *opt, struct error *err)
{
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, ":qhV", longopts, NULL)) != -1) {
		if (c == ':' || c == '?')
			return usage_option(c, argv, err);
		if (usage_set(&opt->machine, arguments_settings, c, longopts, err) < 0 ||
		    usage_set(opt, settings, c, longopts, err) < 0)
			return -1;
		if (opt->help || opt->version)
			return 0;
	}
	opt->target = argv[optind];
	if (!opt->target || !*opt->target)
		return error_set(err, NULL, "a FILE, DIRECTORY or URL is needed");
	if (argv[optind + 1])
		return usage_argument(argv[optind + 1], err);
	if (opt->readers.pxelinux || opt->readers.firmware || opt->readers.petitboot ||
	    opt->readers.uboot)
		opt->lint = true;
	if (opt->against && !opt->fleet)
		return error_set(err, NULL, "--against is for --fleet");
	if (opt->fleet && (opt->command || opt->lint || opt->menu || opt->resolve))
		return error_set(
			err, NULL,
			"--fleet goes with the options of a machine, --against and --json alone");
	return arguments_check(&opt->machine, err);
}
