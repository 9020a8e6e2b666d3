// SPDX-License-Identifier: MIT
#include "programs.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "busybox.h"
#include "debfile.h"
#include "skel.h"

/* The kernel itself runs /sbin/modprobe (CONFIG_MODPROBE_PATH). */
static const char *const sbin_applets[] = {"modprobe", "init", "reboot", "poweroff", "halt"};

static int check_applets(const struct names *have, const char *busybox, const char *skel,
			 struct error *err)
{
	struct names need = {0}, lack = {0};
	struct bytes list = {0};
	int ret = skel_applets(skel, &need, err);

	for (size_t i = 0; !ret && i < need.n; i++)
		if (!names_has(have, need.v[i]) && names_add(&lack, need.v[i]))
			ret = error_memory(err);
	for (size_t i = 0; i < lack.n; i++)
		bytes_printf(&list, "%s%s", i ? ", " : "", lack.v[i]);
	if (!ret && lack.n)
		ret = error_set(
			err, busybox,
			"lacks applets that the boot scripts need: %s; use a busybox that has "
			"them, such as Debian's busybox-static",
			(char *)list.data);
	bytes_free(&list);
	names_free(&lack);
	names_free(&need);
	return ret;
}

static int link_applets(struct tree *t, const struct names *applets, struct error *err)
{
	static const struct origin from = {GROUP_BUSYBOX, NULL, "applet of busybox"};
	char path[64];

	for (size_t i = 0; i < applets->n; i++) {
		snprintf(path, sizeof(path), "bin/%s", applets->v[i]);
		/* the skeleton's own program of that name goes first */
		if (strcmp(applets->v[i], "busybox") && !tree_find(t, path) &&
		    tree_link(t, path, "busybox", &from, err))
			return -1;
	}
	for (size_t i = 0; i < sizeof(sbin_applets) / sizeof(sbin_applets[0]); i++) {
		snprintf(path, sizeof(path), "sbin/%s", sbin_applets[i]);
		if (names_has(applets, sbin_applets[i]) && !tree_find(t, path) &&
		    tree_link(t, path, "../bin/busybox", &from, err))
			return -1;
	}
	return 0;
}

/* The binary itself, the directory of an installation of it, or a Debian package. */
static int read_busybox(const char *given, char name[PATH_MAX], struct bytes *b, struct error *err)
{
	static const char *const paths[] = {"bin/busybox", "usr/bin/busybox", "sbin/busybox",
					    "busybox", NULL};
	struct bytes deb = {0};
	struct stat st;
	int ret;

	snprintf(name, PATH_MAX, "%s", given);
	if (!stat(given, &st) && S_ISDIR(st.st_mode)) {
		for (size_t i = 0; paths[i]; i++) {
			if ((size_t)snprintf(name, PATH_MAX, "%s/%s", given, paths[i]) < PATH_MAX &&
			    !access(name, F_OK))
				return bytes_read_file(b, name, BYTES_FILE_MAX, err);
		}
		return error_set(err, given, "is a directory without bin/busybox");
	}
	if (bytes_read_file(b, given, BYTES_FILE_MAX, err))
		return -1;
	if (debfile_magic(b)) {
		deb = *b;
		memset(b, 0, sizeof(*b));
		ret = debfile_read(&deb, given, paths, b, err);
		bytes_free(&deb);
		return ret;
	}
	return elf_magic(b) ? 0
			    : error_set(err, given,
					"is not an ELF program; give a busybox binary, the "
					"directory it was installed in, or its Debian package");
}

static int add_busybox(struct initramfs *c, const struct options *o, const char *skel,
		       struct error *err)
{
	char name[PATH_MAX];
	struct origin from = {GROUP_BUSYBOX, name, "runs the boot scripts"};
	struct names applets = {0};
	struct bytes b = {0};
	int ret = read_busybox(o->busybox, name, &b, err);

	/* the first file: its machine is what all others are compared with */
	if (!ret)
		ret = libs_need(&c->libs, &b, name, "/bin/busybox", NULL, err);
	if (!ret)
		ret = busybox_applets(&b, name, &applets, err);
	if (!ret)
		ret = check_applets(&applets, name, skel, err);
	if (!ret)
		ret = tree_file(&c->tree, "bin/busybox", true, &b, &from, err);
	if (!ret)
		ret = link_applets(&c->tree, &applets, err);
	bytes_free(&b);
	names_free(&applets);
	return ret;
}

/* A program of the root, or of elsewhere. */
struct program {
	enum group group;
	const char *path; /* in the initramfs, with a slash before it */
	const char *given, *why, *missing;
};

static const char *program_in_root(const struct root *root, const char *path, char found[PATH_MAX])
{
	static const char *const places[] = {"/sbin", "/usr/sbin", "/bin", "/usr/bin"};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		snprintf(found, PATH_MAX, "%s%s", places[i], strrchr(path, '/'));
		if (root_is_file(root, found))
			return found;
	}
	return NULL;
}

static int add_program(struct initramfs *c, const struct options *o, const struct program *p,
		       struct error *err)
{
	char name[PATH_MAX], found[PATH_MAX];
	const char *inside = p->given ? NULL : program_in_root(&c->root, p->path, found);
	struct origin from = {p->group, name, p->why};
	struct bytes b = {0};
	int ret;

	if (inside)
		root_name(&c->root, inside, name);
	else if (p->given)
		snprintf(name, sizeof(name), "%s", p->given);
	else
		return error_set(err, o->root, "%s", p->missing);
	ret = inside ? root_read(&c->root, inside, &b, err)
		     : bytes_read_file(&b, name, BYTES_FILE_MAX, err);
	if (!ret)
		ret = libs_need(&c->libs, &b, name, p->path, inside, err);
	if (!ret)
		ret = tree_file(&c->tree, p->path, true, &b, &from, err);
	bytes_free(&b);
	return ret;
}

/* A skeleton of another's may have its own, or scripts that need none. */
static int add_pxeboot(struct initramfs *c, const struct options *o, struct error *err)
{
	char found[PATH_MAX];
	struct program p = {GROUP_PXEBOOT, "/sbin/pxeboot", o->pxeboot,
			    "chooses what is booted; the boot scripts run it",
			    "has no pxeboot in sbin, nor does this program come with one; name the "
			    "one that guest/build pxeboot makes, with --pxeboot"};

	if (!p.given &&
	    (tree_find(&c->tree, "sbin/pxeboot") || !tree_find(&c->tree, "lib/pxeboot/loop")))
		return 0;
	if (!p.given && !program_in_root(&c->root, p.path, found) &&
	    skel_find_file(found, sizeof(found), "guest/s390x/sbin/pxeboot"))
		p.given = found;
	return add_program(c, o, &p, err);
}

/* pxeboot is kexec, too; a skeleton without it has one of elsewhere. */
static int add_kexec(struct initramfs *c, const struct options *o, struct error *err)
{
	static const struct origin from = {GROUP_PXEBOOT, NULL, "pxeboot under another name"};
	const struct program p = {GROUP_KEXEC, "/sbin/kexec", o->kexec,
				  "starts the kernel that was fetched",
				  "has no kexec in sbin or usr/sbin; unpack kexec-tools there, or "
				  "name one with --kexec"};

	if (p.given || !tree_find(&c->tree, "sbin/pxeboot"))
		return add_program(c, o, &p, err);
	return tree_find(&c->tree, "sbin/kexec")
		       ? 0
		       : tree_link(&c->tree, "sbin/kexec", "pxeboot", &from, err);
}

int programs_add(struct initramfs *c, const struct options *o, const char *skel, struct error *err)
{
	if (c->kernel.have_arch &&
	    libs_check_arch(&c->libs, &c->kernel.arch, c->kernel.image_name, err))
		return -1;
	return add_busybox(c, o, skel, err) || add_pxeboot(c, o, err) || add_kexec(c, o, err) ? -1
											      : 0;
}
