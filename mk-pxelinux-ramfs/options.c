// SPDX-License-Identifier: MIT
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "modules/modset.h"
#include "source_date.h"
#include "usage.h"

enum {
	OPT_KEXEC = 256,
	OPT_PXEBOOT,
	OPT_NO_KEXEC_CHECK,
	OPT_MODULES_FROM,
	OPT_ADD_TREE,
	OPT_CONFIG,
	OPT_AUTHORIZED_KEYS,
	OPT_MANIFEST,
	OPT_MANIFEST_JSON,
	OPT_SBOM,
	OPT_DEPFILE,
	OPT_SIZE,
	OPT_SETS,
	OPT_SSH,
	OPT_LIST,
	OPT_CAT,
	OPT_EXTRACT,
	OPT_DIFF,
	OPT_VERBOSE,
};

static const struct option long_options[] = {
	{"busybox", required_argument, NULL, 'b'},
	{"kernel-version", required_argument, NULL, 'k'},
	{"kernel-image", required_argument, NULL, 'i'},
	{"root", required_argument, NULL, 'r'},
	{"skel", required_argument, NULL, 's'},
	{"modules", required_argument, NULL, 'm'},
	{"modules-from", required_argument, NULL, OPT_MODULES_FROM},
	{"add", required_argument, NULL, 'a'},
	{"add-tree", required_argument, NULL, OPT_ADD_TREE},
	{"config", required_argument, NULL, OPT_CONFIG},
	{"authorized-keys", required_argument, NULL, OPT_AUTHORIZED_KEYS},
	{"ssh", no_argument, NULL, OPT_SSH},
	{"compress", required_argument, NULL, 'c'},
	{"level", required_argument, NULL, 'l'},
	{"threads", required_argument, NULL, 'T'},
	{"kexec", required_argument, NULL, OPT_KEXEC},
	{"pxeboot", required_argument, NULL, OPT_PXEBOOT},
	{"no-kexec-check", no_argument, NULL, OPT_NO_KEXEC_CHECK},
	{"manifest", required_argument, NULL, OPT_MANIFEST},
	{"manifest-json", required_argument, NULL, OPT_MANIFEST_JSON},
	{"sbom", required_argument, NULL, OPT_SBOM},
	{"depfile", required_argument, NULL, OPT_DEPFILE},
	{"size", no_argument, NULL, OPT_SIZE},
	{"dry-run", no_argument, NULL, 'n'},
	{"list-sets", no_argument, NULL, OPT_SETS},
	{"list", no_argument, NULL, OPT_LIST},
	{"cat", no_argument, NULL, OPT_CAT},
	{"extract", no_argument, NULL, OPT_EXTRACT},
	{"diff", no_argument, NULL, OPT_DIFF},
	{"quiet", no_argument, NULL, 'q'},
	{"verbose", no_argument, NULL, OPT_VERBOSE},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'v'},
	{NULL, 0, NULL, 0},
};

static const struct usage_setting settings[] = {
	{'b', true, offsetof(struct options, busybox)},
	{'k', true, offsetof(struct options, version)},
	{'i', true, offsetof(struct options, image)},
	{'r', true, offsetof(struct options, root)},
	{'s', true, offsetof(struct options, skel)},
	{'c', true, offsetof(struct options, compress)},
	{'l', true, offsetof(struct options, level)},
	{'T', true, offsetof(struct options, threads)},
	{OPT_KEXEC, true, offsetof(struct options, kexec)},
	{OPT_PXEBOOT, true, offsetof(struct options, pxeboot)},
	{OPT_MODULES_FROM, true, offsetof(struct options, modules_from)},
	{OPT_CONFIG, true, offsetof(struct options, config)},
	{OPT_AUTHORIZED_KEYS, true, offsetof(struct options, authorized_keys)},
	{OPT_MANIFEST, true, offsetof(struct options, manifest)},
	{OPT_MANIFEST_JSON, true, offsetof(struct options, manifest_json)},
	{OPT_SBOM, true, offsetof(struct options, sbom)},
	{OPT_DEPFILE, true, offsetof(struct options, depfile)},
	{OPT_SSH, false, offsetof(struct options, ssh)},
	{OPT_NO_KEXEC_CHECK, false, offsetof(struct options, no_kexec_check)},
	{OPT_SIZE, false, offsetof(struct options, size)},
	{'n', false, offsetof(struct options, dry_run)},
	{'q', false, offsetof(struct options, quiet)},
	{OPT_VERBOSE, false, offsetof(struct options, verbose)},
	{0, false, offsetof(struct options, verbose)},
};

static int number(const char *option, const char *s, long min, long max, long *v, struct error *err)
{
	char *end;

	if (!s)
		s = "";
	errno = 0;
	/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): getopt gives a value */
	*v = strtol(s, &end, 10);
	if (!*s || *end || errno || strspn(s, "0123456789") != strlen(s) || *v < min || *v > max)
		return error_set(err, NULL, "%s takes a number from %ld to %ld, not \"%s\"", option,
				 min, max, s);
	return 0;
}

/* Options that can be given several times. */
static int add(struct options *o, int c, const char *arg, struct error *err)
{
	int bad = c == 'm'   ? modset_split(&o->modules, arg)
		  : c == 'a' ? names_add(&o->add, arg)
			     : names_add(&o->add_tree, arg);

	return bad ? error_memory(err) : 0;
}

/* 1: C says what to do; 0: it does not; -1: another has said so. */
static int action(struct options *o, int c, struct error *err)
{
	static const struct {
		int c;
		enum options_action action;
	} actions[] = {
		{'h', OPTIONS_HELP},	  {'v', OPTIONS_VERSION}, {OPT_SETS, OPTIONS_SETS},
		{OPT_LIST, OPTIONS_LIST}, {OPT_CAT, OPTIONS_CAT}, {OPT_EXTRACT, OPTIONS_EXTRACT},
		{OPT_DIFF, OPTIONS_DIFF},
	};

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		if (actions[i].c != c)
			continue;
		if (i > 2 && o->action != OPTIONS_BUILD && o->action != actions[i].action)
			return usage_one_of("--list, --cat, --extract, --diff", err);
		o->action = actions[i].action;
		return 1;
	}
	return 0;
}

static int check_pack(struct options *o, struct error *err)
{
	int min, max, def;
	long v;

	if (o->compress && pack_parse(o->compress, &o->pack.format))
		return error_set(err, NULL, "--compress knows xz, gzip, zstd and none, not \"%s\"",
				 o->compress);
	if (o->threads) {
		if (number("--threads", o->threads, 1, 1024, &v, err))
			return -1;
		o->pack.threads = (unsigned int)v;
	}
	if (!o->level)
		return 0;
	if (number("--level", o->level, 0, 99, &v, err))
		return -1;
	o->pack.level = (int)v;
	pack_levels(o->pack.format, &min, &max, &def);
	if (v >= min && v <= max)
		return 0;
	return error_set(err, NULL, "%s has the levels %d to %d, not %ld",
			 pack_name(o->pack.format), min, max, v);
}

/* What is left of the command line after the options. */
static int operands(struct options *o, int n, char **args, struct error *err)
{
	bool build = o->action == OPTIONS_BUILD;
	int want = build || o->action == OPTIONS_LIST ? 1 : 2;

	if (build && o->dry_run && n == 0)
		want = 0;
	if (o->quiet && o->verbose)
		return usage_both("--quiet", "--verbose", err);
	if (n > want)
		return usage_argument(args[want], err);
	if (n < want)
		return error_set(err, NULL,
				 build ? "the output file is missing"
				       : "a name is missing after the options");
	for (int i = 0; i < n; i++)
		if (!*args[i])
			return error_set(err, NULL, "a file's name is empty");
	if (!build) {
		o->args[0] = args[0];
		o->args[1] = n > 1 ? args[1] : NULL;
		return 0;
	}
	o->output = n ? args[0] : NULL;
	if (!o->busybox)
		return error_set(err, NULL, "-b BUSYBOX is missing");
	return check_pack(o, err) || source_date(&o->mtime, err) ? -1 : 0;
}

int options_parse(struct options *o, int argc, char **argv, struct error *err)
{
	int c, ret;

	memset(o, 0, sizeof(*o));
	o->pack.format = PACK_XZ;
	o->pack.level = -1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, ":b:k:i:r:s:m:a:c:l:T:nqvh", long_options, NULL)) !=
	       -1) {
		if (c == ':' || c == '?')
			return usage_option(c, argv, err);
		if (optarg && !*optarg)
			return error_set(err, NULL, "the value of an option is empty");
		ret = usage_set(o, settings, c, long_options, err);
		if (!ret)
			ret = action(o, c, err);
		if (!ret)
			ret = add(o, c, optarg, err);
		if (ret < 0)
			return -1;
		if (o->action == OPTIONS_HELP || o->action == OPTIONS_VERSION ||
		    o->action == OPTIONS_SETS)
			return 0;
	}
	if (!o->root)
		o->root = "/";
	return operands(o, argc - optind, argv + optind, err);
}

void options_free(struct options *o)
{
	names_free(&o->modules);
	names_free(&o->add);
	names_free(&o->add_tree);
}
