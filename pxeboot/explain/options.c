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

#define TEXT(name, letter, member) USAGE_TEXT(name, letter, struct options, member)
#define FLAG(name, letter, member) USAGE_FLAG(name, letter, struct options, member)
static const struct usage_option list[] = {
	ARGUMENTS_OPTIONS
		/* and the program's own */
		TEXT("command", 0, command),
	FLAG("resolve", 0, resolve),
	FLAG("json", 0, json),
	FLAG("lint", 0, lint),
	FLAG("menu", 0, menu),
	TEXT("fleet", 0, fleet),
	TEXT("against", 0, against),
	FLAG("pxelinux", 0, readers.pxelinux),
	FLAG("firmware", 0, readers.firmware),
	FLAG("petitboot", 0, readers.petitboot),
	FLAG("uboot", 0, readers.uboot),
	FLAG("quiet", 'q', quiet),
	FLAG("help", 'h', help),
	FLAG("version", 'V', version),
	USAGE_END,
};

int options_parse(int argc, char **argv, struct options *opt, struct error *err)
{
	if (usage_parse(opt, list, NULL, false, argc, argv, err))
		return -1;
	if (opt->help || opt->version)
		return 0;
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
