// SPDX-License-Identifier: MIT
#include "initramfs.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "additions.h"
#include "modules/firmware.h"
#include "kernel_check.h"
#include "init.h"
#include "modules/modset.h"
#include "modules/modtables.h"
#include "programs.h"
#include "skel.h"
#include "ssh.h"

static int add_frame(struct tree *t, struct error *err)
{
	static const char *const dirs[] = {"dev", "proc", "sys", "run", "tmp", "root", "etc"};
	static const struct origin from = {GROUP_FRAME, NULL, "mounted or written by init"};
	static const struct origin node = {GROUP_FRAME, NULL, "the kernel opens it for init"};

	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++)
		if (tree_dir(t, dirs[i], &from, err))
			return -1;
	/* Documentation/admin-guide/devices.txt */
	return tree_node(t, "dev/console", S_IFCHR | 0600, 5, 1, &node, err) ||
			       tree_node(t, "dev/null", S_IFCHR | 0666, 1, 3, &node, err)
		       ? -1
		       : 0;
}

/* init says it on the console. A skeleton may have one of its own. */
static int add_version(struct tree *t, struct error *err)
{
	static const char path[] = "etc/pxeboot/version";
	static const struct origin from = {GROUP_SCRIPTS, NULL, "the version of this program"};
	struct bytes b = {0};

	if (tree_find(t, path))
		return 0;
	if (bytes_string(&b, VERSION "\n")) {
		bytes_free(&b);
		return error_memory(err);
	}
	return tree_file(t, path, false, &b, &from, err);
}

/* The version that is asked for, the image's, or the only one there is. */
static int choose_version(struct initramfs *c, const struct options *o, struct error *err)
{
	struct kernel *k = &c->kernel;
	struct names found = {0};
	struct bytes list = {0};
	int ret = 0;

	if (o->version && k->version[0] && strcmp(o->version, k->version))
		return error_set(err, o->image, "is kernel %s, but -k says %s", k->version,
				 o->version);
	if (o->version && strlen(o->version) < sizeof(k->version))
		strcpy(k->version, o->version);
	if (k->version[0])
		return 0;
	if (modtree_versions(&c->root, &found, err))
		return -1;
	if (found.n == 1) {
		ret = (size_t)snprintf(k->version, sizeof(k->version), "%s", found.v[0]) >=
				      sizeof(k->version)
			      ? error_set(err, found.v[0], "is not a kernel version")
			      : 0;
	} else {
		for (size_t i = 0; i < found.n; i++)
			bytes_printf(&list, "%s%s", i ? ", " : "", found.v[i]);
		ret = error_set(err, o->root, "%s%s; say which kernel with -k or -i",
				found.n ? "has modules of several kernels: "
					: "has no kernel modules",
				list.data ? (char *)list.data : "");
	}
	bytes_free(&list);
	names_free(&found);
	return ret;
}

/* A set's name stands for its modules, "none" for nothing. */
static int want(struct initramfs *c, const char *name, const char *why, struct error *err)
{
	const struct modset *set = modset_find(name);
	struct names list = {0};
	char reason[128];
	int ret = 0;

	if (!strcmp(name, "none"))
		return 0;
	if (!set)
		return modules_want(&c->modules, name, why, err);
	snprintf(reason, sizeof(reason), "in the set %s (%s)", set->name, why);
	if (names_split(&list, set->modules, " "))
		ret = error_memory(err);
	for (size_t i = 0; !ret && i < list.n; i++)
		ret = modules_want(&c->modules, list.v[i], reason, err);
	names_free(&list);
	return ret;
}

/* A kernel with all its drivers built in: none is added, none can be asked for. */
static int no_modules(struct initramfs *c, const struct options *o, struct error *err)
{
	const char *asked = o->modules_from;

	for (size_t i = 0; !asked && i < o->modules.n; i++)
		if (strcmp(o->modules.v[i], "none"))
			asked = o->modules.v[i];
	if (asked)
		return error_set(
			err, c->kernel.config_from,
			"kernel %s takes no modules (CONFIG_MODULES is not set), but %s is "
			"asked for; leave it out, or use another kernel",
			c->kernel.version, asked);
	if (!o->modules.n && !kernel_has(&c->kernel, "VIRTIO_NET") &&
	    names_addf(&c->warnings,
		       "kernel %s takes no modules and has no CONFIG_VIRTIO_NET: it knows no "
		       "network card of a KVM guest",
		       c->kernel.version))
		return error_memory(err);
	return 0;
}

static int add_modules(struct initramfs *c, const struct options *o, struct error *err)
{
	struct modules *m = &c->modules;
	struct names from_file = {0};
	int ret = 0;

	if (c->kernel.config_from[0] && !kernel_has(&c->kernel, "MODULES"))
		return no_modules(c, o, err);
	modules_open(m, &c->root, c->kernel.version, &c->warnings);
	if (o->modules_from)
		ret = modset_from_file(&from_file, o->modules_from, err);
	for (size_t i = 0; !ret && i < from_file.n; i++)
		ret = want(c, from_file.v[i], "asked for with --modules-from", err);
	names_free(&from_file);
	if (!ret && !o->modules.n && !o->modules_from)
		ret = want(c, "kvm", "the default", err);
	for (size_t i = 0; !ret && i < o->modules.n; i++)
		ret = want(c, o->modules.v[i], "asked for with -m", err);
	for (size_t i = 0; !ret && i < m->n; i++)
		ret = libs_check_arch(&c->libs, &m->v[i]->arch, m->v[i]->file, err);
	return ret ? -1 : modtables_add(m, &c->tree, err);
}

static int make(struct initramfs *c, const struct options *o, struct error *err)
{
	char skel[PATH_MAX];

	if (root_open(&c->root, o->root, false, err))
		return -1;
	c->root.unreadable = &c->unreadable;
	libs_init(&c->libs, &c->root, &c->tree, &c->warnings);
	if (o->image && kernel_read_image(&c->kernel, o->image, err))
		return -1;
	if (choose_version(c, o, err))
		return -1;
	if (o->skel)
		snprintf(skel, sizeof(skel), "%s", o->skel);
	else if (skel_find(skel, sizeof(skel), err))
		return -1;
	if (kernel_check(&c->kernel, &c->root, o, &c->warnings, err) || add_frame(&c->tree, err) ||
	    skel_add(&c->tree, skel, "", GROUP_SCRIPTS, "network boot scripts", NULL, err) ||
	    add_version(&c->tree, err) || programs_add(c, o, skel, err) || add_modules(c, o, err) ||
	    firmware_add(&c->tree, &c->modules, &c->warnings, err) || additions_add(c, o, err) ||
	    ((o->ssh || o->authorized_keys) && ssh_add(c, o->authorized_keys, err)) ||
	    libs_close(&c->libs, err) || additions_merge(c, err) || init_check(c, err))
		return -1;
	tree_sort(&c->tree);
	return 0;
}

int initramfs_outcome(const struct initramfs *c, int ret, struct error *err)
{
	if (!c->unreadable.message[0])
		return ret;
	*err = c->unreadable;
	return -1;
}

int initramfs_make(struct initramfs *c, const struct options *o, struct error *err)
{
	memset(c, 0, sizeof(*c));
	c->root.fd = -1;
	return initramfs_outcome(c, make(c, o, err), err);
}

void initramfs_free(struct initramfs *c)
{
	tree_free(&c->tree);
	libs_free(&c->libs);
	modules_close(&c->modules);
	kernel_free(&c->kernel);
	names_free(&c->warnings);
	names_free(&c->merged);
	root_close(&c->root);
}
