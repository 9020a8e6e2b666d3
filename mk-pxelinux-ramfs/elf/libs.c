// SPDX-License-Identifier: MIT
#include "libs.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ldconf.h"
#include "libs_search.h"

void libs_init(struct libs *l, const struct root *root, struct tree *tree, struct names *warnings)
{
	memset(l, 0, sizeof(*l));
	l->root = root;
	l->tree = tree;
	l->warnings = warnings;
}

void libs_free(struct libs *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->items[i].path);
		free(l->items[i].source);
		free(l->items[i].needed_as);
		elf_free(&l->items[i].elf);
	}
	free(l->items);
	free(l->arch_from);
	names_free(&l->conf);
	names_free(&l->defaults);
}

int libs_check_arch(struct libs *l, const struct elf_arch *arch, const char *name,
		    struct error *err)
{
	char a[32], b[32];

	if (!l->have_arch) {
		l->arch = *arch;
		l->have_arch = true;
		l->arch_from = strdup(name);
		return l->arch_from ? 0 : error_memory(err);
	}
	if (elf_arch_equal(&l->arch, arch))
		return 0;
	return error_set(err, name,
			 "is for %s, but %s is for %s; all files must be for one machine",
			 elf_arch_name(arch, a), l->arch_from, elf_arch_name(&l->arch, b));
}

/* Takes over ELF. */
static int add_item(struct libs *l, struct elf_file *elf, const char *path, const char *source,
		    const char *needed_as, size_t parent, struct error *err)
{
	struct libs_item *it;

	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 16;
		struct libs_item *v = realloc(l->items, cap * sizeof(*v));

		if (!v) {
			elf_free(elf);
			return error_memory(err);
		}
		l->items = v;
		l->cap = cap;
	}
	it = &l->items[l->n];
	memset(it, 0, sizeof(*it));
	it->elf = *elf;
	it->parent = parent;
	it->scope = parent == LIBS_NO_PARENT ? l->n : l->items[parent].scope;
	l->n++;
	it->path = strdup(path);
	it->source = source ? strdup(source) : NULL;
	it->needed_as = needed_as ? strdup(needed_as) : NULL;
	return it->path && (!source || it->source) && (!needed_as || it->needed_as)
		       ? 0
		       : error_memory(err);
}

int libs_need(struct libs *l, const struct bytes *b, const char *name, const char *path,
	      const char *source, struct error *err)
{
	struct elf_file elf;

	if (elf_read(&elf, b, name, err))
		return -1;
	if (elf.type != ET_EXEC && elf.type != ET_DYN) {
		elf_free(&elf);
		return 0;
	}
	if (libs_check_arch(l, &elf.arch, name, err)) {
		elf_free(&elf);
		return -1;
	}
	return add_item(l, &elf, path, source, NULL, LIBS_NO_PARENT, err);
}

/* Puts the library FOUND, needed as NAME by item I, into the tree and the queue. */
static int take(struct libs *l, size_t i, const char *name, struct libs_found *found,
		struct error *err)
{
	char host[PATH_MAX], why[PATH_MAX + 32];
	struct origin from = {GROUP_LIBRARIES, host, why};
	struct elf_file elf;

	root_name(l->root, found->source, host);
	snprintf(why, sizeof(why), "needed by %s as %s", l->items[i].path, name);
	if (elf_read(&elf, &found->data, host, err))
		return -1;
	if (libs_check_arch(l, &elf.arch, host, err)) {
		elf_free(&elf);
		return -1;
	}
	if (add_item(l, &elf, found->path, found->source, name, i, err))
		return -1;
	return tree_file(l->tree, found->path, true, &found->data, &from, err);
}

static bool is_musl(const char *interp)
{
	const char *slash = strrchr(interp, '/');

	return !strncmp(slash ? slash + 1 : interp, "ld-musl-", 8);
}

/* The directories that the loader INTERP with the contents B has built in. */
static int loader_dirs(struct libs *l, const char *interp, const struct bytes *b, struct error *err)
{
	if (l->defaults.n)
		return 0;
	if (is_musl(interp))
		return ldconf_musl(l->root, interp, &l->conf, &l->defaults, err);
	return ldconf_builtin(b, &l->defaults) ? error_memory(err) : 0;
}

/* The loader that item I names; its directories become the default ones. */
static int take_interp(struct libs *l, size_t i, struct error *err)
{
	struct libs_found found = {0};
	const char *interp = l->items[i].elf.interp, *slash = strrchr(interp, '/');
	char host[PATH_MAX];
	int ret;

	root_name(l->root, interp, host);
	if (interp[0] != '/' || strlen(interp) >= sizeof(found.path))
		return error_set(err, l->items[i].path,
				 "names \"%s\" as its loader, which is not an absolute path",
				 interp);
	if (!root_is_file(l->root, interp))
		return error_set(err, host,
				 "is not there, but it is the loader that %s needs; unpack the "
				 "package of the C library into the root",
				 l->items[i].path);
	strcpy(found.path, interp);
	strcpy(found.source, interp);
	ret = root_read(l->root, interp, &found.data, err);
	if (!ret)
		ret = loader_dirs(l, interp, &found.data, err);
	if (!ret)
		ret = take(l, i, slash + 1, &found, err);
	bytes_free(&found.data);
	return ret;
}

static bool have(const struct libs *l, size_t scope, const char *name)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct libs_item *it = &l->items[i];

		if (it->scope == scope && ((it->needed_as && !strcmp(it->needed_as, name)) ||
					   (it->parent != LIBS_NO_PARENT && it->elf.soname &&
					    !strcmp(it->elf.soname, name))))
			return true;
	}
	return false;
}

/* musl's loader is the C library under all of these names (musl/ldso/dynlink.c, load_library()). */
static bool is_loader(const struct libs *l, size_t i, const char *name)
{
	static const char *const names[] = {"libc.",  "libpthread.", "librt.",	"libm.",
					    "libdl.", "libutil.",    "libxnet."};
	const char *interp = l->items[l->items[i].scope].elf.interp;

	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		if (!strncmp(name, names[k], strlen(names[k])))
			return interp && is_musl(interp);
	return false;
}

/* One name that item I needs: 1 taken or there, 0 not found, -1 error. */
static int need(struct libs *l, size_t i, const char *name, struct error *err)
{
	struct libs_found found = {0};
	int ret;

	if (have(l, l->items[i].scope, name) || is_loader(l, i, name))
		return 1;
	ret = libs_search(l, i, name, &found, err);
	if (ret > 0 && take(l, i, name, &found, err))
		ret = -1;
	bytes_free(&found.data);
	return ret;
}

static int not_found(struct libs *l, size_t i, const char *name, struct error *err)
{
	struct bytes list = {0};
	char arch[32];

	libs_searched(l, i, &list);
	error_set(err, l->items[i].path,
		  "needs %s, which is not in the root %s for %s (searched:%s)", name,
		  l->root->name[0] ? l->root->name : "/", elf_arch_name(&l->arch, arch),
		  list.data ? (char *)list.data : "");
	bytes_free(&list);
	return -1;
}

static int need_all(struct libs *l, size_t i, struct error *err)
{
	/* items may move while others are added, so by index each time */
	for (size_t k = 0; k < l->items[i].elf.needed.n; k++) {
		int ret = need(l, i, l->items[i].elf.needed.v[k], err);

		if (ret < 0)
			return -1;
		if (ret == 0)
			return not_found(l, i, l->items[i].elf.needed.v[k], err);
	}
	for (size_t k = 0; k < l->items[i].elf.auxiliary.n; k++)
		if (need(l, i, l->items[i].elf.auxiliary.v[k], err) < 0)
			return -1;
	return 0;
}

/*
 * What glibc itself opens at run time: libgcc_s to end a thread (glibc/sysdeps/nptl/
 * unwind-forcedunwind.c), and before 2.34 libnss_files to read /etc/passwd.
 */
static int need_opened(struct libs *l, size_t i, struct error *err)
{
	static const char unwinder[] = "libgcc_s.so.1", accounts[] = "libnss_files.so.2";
	const struct elf_file *elf = &l->items[i].elf;
	const char *soname = elf->soname ? elf->soname : "";
	bool is_libc = !strcmp(soname, "libc.so.6");
	int ret = 1;

	if (names_has(&elf->needed, "libc.so.6") && strcmp(soname, "libpthread.so.0") &&
	    (elf_mentions(elf, "pthread_cancel") || elf_mentions(elf, "pthread_exit")))
		ret = need(l, i, unwinder, err);
	if (!ret && names_addf(l->warnings,
			       "%s may end threads, for which the C library opens %s at run time; "
			       "that is not in the root",
			       l->items[i].path, unwinder))
		return error_memory(err);
	if (ret < 0 || !is_libc || !l->accounts || elf_mentions(&l->items[i].elf, "GLIBC_2.34"))
		return ret < 0 ? -1 : 0;
	ret = need(l, i, accounts, err);
	return ret ? (ret < 0 ? -1 : 0) : not_found(l, i, accounts, err);
}

int libs_close(struct libs *l, struct error *err)
{
	if (!l->have_conf) {
		if (ldconf_read(l->root, &l->conf, err))
			return -1;
		l->have_conf = true;
	}
	for (size_t i = 0; i < l->n; i++) {
		if (l->items[i].closed)
			continue;
		l->items[i].closed = true;
		if (l->items[i].elf.interp && l->items[i].parent == LIBS_NO_PARENT &&
		    take_interp(l, i, err))
			return -1;
		if (need_all(l, i, err) || need_opened(l, i, err))
			return -1;
	}
	return 0;
}
