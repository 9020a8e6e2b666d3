// SPDX-License-Identifier: MIT
#include "ssh.h"

#include <limits.h>
#include <sys/stat.h>

#include "authorized_keys.h"

static int add_keys(struct initramfs *c, const char *file, struct error *err)
{
	struct origin from = {GROUP_ADDED, file, "asked for with --authorized-keys"};
	struct bytes b = {0};
	size_t keys;

	if (bytes_read_file(&b, file, AUTHORIZED_KEYS_MAX, err) ||
	    authorized_keys_check(&b, file, &keys, err)) {
		bytes_free(&b);
		return -1;
	}
	if (tree_dir(&c->tree, "root/.ssh", &from, err)) {
		bytes_free(&b);
		return -1;
	}
	if (tree_file(&c->tree, AUTHORIZED_KEYS_PATH, false, &b, &from, err))
		return -1;
	/* dropbear takes no keys that others can write; nobody else has to read them */
	tree_find(&c->tree, "root/.ssh")->mode = S_IFDIR | 0700;
	tree_find(&c->tree, AUTHORIZED_KEYS_PATH)->mode = S_IFREG | 0600;
	return 0;
}

/* The account, without a password, and the directory the host keys are made in. */
static int add_account(struct initramfs *c, struct error *err)
{
	static const struct origin from = {GROUP_ADDED, NULL, "needed by dropbear"};
	struct bytes b = {0};

	if (tree_dir(&c->tree, "etc/dropbear", &from, err))
		return -1;
	if (tree_find(&c->tree, "etc/passwd"))
		return 0;
	if (bytes_string(&b, "root:*:0:0:root:/root:/bin/sh\n"))
		return error_memory(err);
	return tree_file(&c->tree, "etc/passwd", false, &b, &from, err);
}

int ssh_add(struct initramfs *c, const char *file, struct error *err)
{
	static const char *const places[] = {"/usr/sbin/dropbear", "/sbin/dropbear"};
	const char *inside = NULL;
	char name[PATH_MAX];
	struct origin from = {GROUP_ADDED, name, "takes logins by key"};
	struct bytes b = {0};
	int ret;

	for (size_t i = 0; !inside && i < sizeof(places) / sizeof(places[0]); i++)
		if (root_is_file(&c->root, places[i]))
			inside = places[i];
	if (!inside)
		return error_set(err, c->root.name,
				 "has no dropbear in usr/sbin, which --authorized-keys and --ssh "
				 "need; unpack the package dropbear-bin there, or leave them out");
	root_name(&c->root, inside, name);
	c->libs.accounts = true;
	ret = root_read(&c->root, inside, &b, err) ||
	      libs_need(&c->libs, &b, name, "/sbin/dropbear", inside, err);
	if (!ret)
		ret = tree_file(&c->tree, "sbin/dropbear", true, &b, &from, err);
	bytes_free(&b);
	if (!ret && file)
		ret = add_keys(c, file, err);
	return ret || add_account(c, err) ? -1 : 0;
}
