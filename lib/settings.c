// SPDX-License-Identifier: MIT
#include "settings.h"

#include <stdbool.h>
#include <string.h>

#include "text.h"

/* As initramfs-skel/lib/pxeboot/param.sh reads it: what follows the "=" is the value. */
static bool is_setting(const char *p)
{
	size_t n = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

	if (!n)
		return false;
	p += n;
	if (*p == '=')
		return p[1] != ' ' && p[1] != '\t';
	return !p[strspn(p, " \t")];
}

int settings_check(const struct bytes *b, const char *name, size_t *count, struct error *err)
{
	struct text t;
	int more;

	*count = 0;
	if (text_open(&t, b, name, err))
		return -1;
	while ((more = text_next(&t, err)) > 0) {
		const char *p = t.line + strspn(t.line, " \t");

		if (!*p || *p == '#')
			continue;
		if (!is_setting(p))
			return error_set(err, name,
					 "line %u is not NAME=VALUE, without blanks around the =; "
					 "the loader's parameters are needed, see pxeboot(7)",
					 t.number);
		++*count;
	}
	return more;
}
