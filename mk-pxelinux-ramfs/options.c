// SPDX-License-Identifier: MIT
#include "options.h"

#include <string.h>

#include "modules/modset.h"
#include "source_date.h"
#include "usage.h"

enum { CALL_MODULES = OPTIONS_DIFF + 1, CALL_ADD, CALL_ADD_TREE };

#define TEXT(name, letter, member) USAGE_TEXT(name, letter, struct options, member)
#define FLAG(name, letter, member) USAGE_FLAG(name, letter, struct options, member)
static const struct usage_option list[] = {
	TEXT("busybox", 'b', busybox),
	TEXT("kernel-version", 'k', version),
	TEXT("kernel-image", 'i', image),
	TEXT("root", 'r', root),
	TEXT("skel", 's', skel),
	USAGE_CALL("modules", 'm', true, CALL_MODULES),
	TEXT("modules-from", 0, modules_from),
	USAGE_CALL("add", 'a', true, CALL_ADD),
	USAGE_CALL("add-tree", 0, true, CALL_ADD_TREE),
	TEXT("config", 0, config),
	TEXT("authorized-keys", 0, authorized_keys),
	FLAG("ssh", 0, ssh),
	TEXT("compress", 'c', compress),
	TEXT("level", 'l', level),
	TEXT("threads", 'T', threads),
	TEXT("kexec", 0, kexec),
	TEXT("pxeboot", 0, pxeboot),
	FLAG("no-kexec-check", 0, no_kexec_check),
	TEXT("manifest", 0, manifest),
	TEXT("manifest-json", 0, manifest_json),
	TEXT("sbom", 0, sbom),
	TEXT("depfile", 0, depfile),
	FLAG("size", 0, size),
	FLAG("dry-run", 'n', dry_run),
	USAGE_CALL("list-sets", 0, false, OPTIONS_SETS),
	USAGE_CALL("list", 0, false, OPTIONS_LIST),
	USAGE_CALL("cat", 0, false, OPTIONS_CAT),
	USAGE_CALL("extract", 0, false, OPTIONS_EXTRACT),
	USAGE_CALL("diff", 0, false, OPTIONS_DIFF),
	FLAG("quiet", 'q', quiet),
	FLAG("verbose", 0, verbose),
	USAGE_CALL("help", 'h', false, OPTIONS_HELP),
	USAGE_CALL("version", 'v', false, OPTIONS_VERSION),
	USAGE_END,
};

static int add(struct names *to, const char *value, struct error *err)
{
	return names_add(to, value) ? error_memory(err) : 0;
}

static int take(void *to, int call, const char *value, struct error *err)
{
	struct options *o = to;

	if (value && !*value)
		return error_set(err, NULL, "the value of an option is empty");
	switch (call) {
	case CALL_MODULES:
		return modset_split(&o->modules, value) ? error_memory(err) : 0;
	case CALL_ADD:
		return add(&o->add, value, err);
	case CALL_ADD_TREE:
		return add(&o->add_tree, value, err);
	case OPTIONS_HELP:
	case OPTIONS_VERSION:
	case OPTIONS_SETS:
		o->action = (enum options_action)call;
		return USAGE_STOP;
	default:
		if (o->action != OPTIONS_BUILD && (int)o->action != call)
			return usage_one_of("--list, --cat, --extract, --diff", err);
		o->action = (enum options_action)call;
		return 0;
	}
}

static int check_texts(const struct options *o, struct error *err)
{
	for (const struct usage_option *u = list; u->name; u++) {
		const char *const *value = (const char *const *)((const char *)o + u->offset);

		if (u->has_value && !u->call && *value && !**value)
			return error_set(err, NULL, "the value of an option is empty");
	}
	return 0;
}

static int check_pack(struct options *o, struct error *err)
{
	int min, max, def;
	int64_t v = -1;

	if (o->compress && pack_parse(o->compress, &o->pack.format))
		return error_set(err, NULL, "--compress knows xz, gzip, zstd and none, not \"%s\"",
				 o->compress);
	if (usage_number("threads", o->threads, 1, 1024, &v, err))
		return -1;
	if (o->threads)
		o->pack.threads = (unsigned int)v;
	if (!o->level)
		return 0;
	if (usage_number("level", o->level, 0, 99, &v, err))
		return -1;
	o->pack.level = (int)v;
	pack_levels(o->pack.format, &min, &max, &def);
	if (v >= min && v <= max)
		return 0;
	return error_set(err, NULL, "%s has the levels %d to %d, not %d", pack_name(o->pack.format),
			 min, max, o->pack.level);
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
	int ret;

	memset(o, 0, sizeof(*o));
	o->pack.format = PACK_XZ;
	o->pack.level = -1;
	ret = usage_parse(o, list, take, false, argc, argv, err);
	if (ret)
		return ret == USAGE_STOP ? 0 : -1;
	if (check_texts(o, err))
		return -1;
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
