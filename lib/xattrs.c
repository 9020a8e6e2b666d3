// SPDX-License-Identifier: MIT
#include "xattrs.h"

#include <errno.h>
#include <linux/limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

static const char acl[] = "system.posix_acl_access";

static bool of_contents(const char *name)
{
	return !strcmp(name, "security.ima") || !strcmp(name, "security.evm") ||
	       !strcmp(name, "security.capability");
}

/* Errors that are a matter of rights or of the file system, not of its state. */
static bool refused(int error)
{
	return error == EPERM || error == EACCES || error == ENOTSUP || error == ENODATA ||
	       error == EINVAL;
}

static int copy_one(const char *path, int fd, const char *name, void *value, struct error *err)
{
	ssize_t len = getxattr(path, name, value, XATTR_SIZE_MAX);

	if (len < 0 ? refused(errno)
		    : !fsetxattr(fd, name, value, (size_t)len, 0) || refused(errno))
		return 0;
	return error_set_errno(err, path, errno, "cannot keep the extended attribute %s", name);
}

int xattrs_copy(const char *path, int fd, struct error *err)
{
	char *names = malloc(XATTR_LIST_MAX), *value = malloc(XATTR_SIZE_MAX);
	bool has_acl = false;
	ssize_t len;
	int rc = 0;

	if (!names || !value) {
		free(names);
		free(value);
		return error_memory(err);
	}
	len = listxattr(path, names, XATTR_LIST_MAX);
	if (len < 0 && !refused(errno))
		rc = error_set_errno(err, path, errno, "cannot read the extended attributes");
	for (char *name = names; !rc && len > 0 && name < names + len; name += strlen(name) + 1) {
		has_acl = has_acl || !strcmp(name, acl);
		if (!of_contents(name))
			rc = copy_one(path, fd, name, value, err);
	}
	/* what the directory's default ACL gave to the new file */
	if (!rc && !has_acl)
		fremovexattr(fd, acl);
	free(names);
	free(value);
	return rc;
}
