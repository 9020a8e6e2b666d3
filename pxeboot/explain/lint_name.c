// SPDX-License-Identifier: MIT
/* Names of files: those in a configuration, and those of configurations. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "lint.h"
#include "word.h"

void lint_file_name(struct lint *l, const char *what, const char *value, size_t len)
{
	const char *name = arena_copy(l->arena, value, len), *scheme = strstr(name, "://");
	const char *path = scheme ? scheme + 3 : name;

	if (strstr(path, "//") && !(scheme && word_is(name, 4, "tftp")))
		lint_warn(l, l->at, "%s %s: doubled slash", what, name);
	if (strchr(path, '\\'))
		lint_warn(l, l->at, "%s %s: a backslash is no separator for a TFTP server", what,
			  name);
	if (len > 255 && l->readers.pxelinux)
		lint_warn(l, l->at,
			  "%s: a name of %zu bytes: PXELINUX and the firmware take at most 255",
			  what, len);
	if (scheme && word_is(name, (size_t)(scheme - name), "https"))
		lint_warn(l, l->at,
			  "%s %s: HTTPS is refused unless the loader has the parameter "
			  "pxeboot.tls=insecure",
			  what, name);
	for (const char *p = path; (p = strstr(p, "..")); p += 2)
		if ((p == path || p[-1] == '/') && (p[2] == '/' || !p[2])) {
			lint_warn(l, l->at, "%s %s: most TFTP servers refuse ..", what, name);
			break;
		}
}

void lint_file_list(struct lint *l, const char *what, const char *value)
{
	size_t len = word_length(value), n;
	bool several = memchr(value, ',', len) != NULL;

	for (const char *p = value; p <= value + len; p += n + 1) {
		n = 0;
		while (p + n < value + len && p[n] != ',')
			n++;
		if (n)
			lint_file_name(l, what, p, n);
		else if (several)
			lint_warn(l, l->at, "%s %.*s: an empty name in the list", what, (int)len,
				  value);
	}
	if (several && (l->readers.firmware || l->readers.petitboot || l->readers.uboot))
		lint_warn(l, l->at,
			  "the firmware, petitboot and U-Boot take a list of initrds as one name");
}

static bool has(const char *s, const char *set)
{
	return s[strcspn(s, set)] != 0;
}

/* aa-bb-cc-dd-ee-ff, with or without the hardware type before it */
static bool like_mac(const char *s)
{
	size_t n = strlen(s);

	if ((n != 17 && n != 20) || strspn(s, "0123456789ABCDEFabcdef-:") != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((i % 3 == 2) != (s[i] == '-' || s[i] == ':'))
			return false;
	return true;
}

void lint_name(struct lint *l, const char *shown, const char *name)
{
	struct origin at = {shown, 1};
	size_t n = strlen(name);

	if (like_mac(name)) {
		if (has(name, "ABCDEF"))
			lint_warn(l, at,
				  "this name is never asked for: a MAC address in it must be in "
				  "lower case");
		else if (has(name, ":"))
			lint_warn(l, at,
				  "this name is never asked for: a MAC address in it is written "
				  "with -");
		else if (n != 20 || strncmp(name, "01-", 3) != 0)
			lint_warn(l, at,
				  "this name is never asked for: an Ethernet address begins with "
				  "01-");
	} else if (machine_is_uuid(name)) {
		if (has(name, "ABCDEF"))
			lint_warn(
				l, at,
				"this name is never asked for: a UUID in it must be in lower case");
		else if (!machine_uuid_name(l->arena, name))
			lint_warn(l, at,
				  "this name is never asked for: no UUID of a machine has this "
				  "version");
	} else if (n <= 8 && strspn(name, "0123456789ABCDEFabcdef") == n && has(name, "abcdef") &&
		   has(name, "0123456789")) {
		lint_warn(l, at,
			  "this name is never asked for: an IP address in it is in upper-case "
			  "hexadecimal");
	} else if (!strncasecmp(name, "default", 7) && strcmp(name, "default") != 0 &&
		   (!name[7] || name[7] == '.')) {
		lint_warn(l, at, "this name is never asked for: the last one is default");
	}
}

static bool is_read(const struct lint *l, const char *shown)
{
	for (const struct note *n = l->files.first; n; n = n->next)
		if (!strcmp(n->text, shown))
			return true;
	return false;
}

static bool is_named(const struct config *c, const char *name)
{
	for (const struct entry *e = c->entries; e; e = e->next)
		if (strstr(e->kernel, name) || (e->append && strstr(e->append, name)))
			return true;
	return false;
}

void lint_directory(struct lint *l, const char *path, const char *dir, const struct config *c)
{
	struct dirent **list;
	int n = scandir(path, &list, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		const char *name = arena_copy(l->arena, list[i]->d_name, strlen(list[i]->d_name));
		const char *shown = arena_printf(l->arena, "%s%s", dir, name);

		if (*name != '.' && !is_read(l, shown) && !is_named(c, name))
			lint_name(l, shown, name);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
}
