// SPDX-License-Identifier: MIT
#include "lease/lease_line.h"

#include <string.h>

#include "error.h"

static const struct {
	const char *name, *what;
} keys[LEASE_KEYS] = {
	[IP] = {"ip", "the address"},
	[SUBNET] = {"subnet", "the netmask"},
	[ROUTER] = {"router", "the router"},
	[DNS] = {"dns", "the name server"},
	[DOMAIN] = {"domain", "the domain"},
	[MTU] = {"mtu", "the MTU"},
	[SERVER_ID] = {"serverid", "option 54"},
	[SIADDR] = {"siaddr", "siaddr"},
	[SNAME] = {"sname", "sname"},
	[BOOT_FILE] = {"boot_file", "the boot file"},
	[OPTION33] = {"hostroutes", "option 33"},
	[OPTION43] = {"opt43", "option 43"},
	[OPTION66] = {"tftp", "option 66"},
	[OPTION67] = {"bootfile", "option 67"},
	[OPTION121] = {"routes", "option 121"},
	[OPTION150] = {"opt150", "option 150"},
	[OPTION209] = {"opt209", "option 209"},
	[OPTION210] = {"opt210", "option 210"},
	[OPTION211] = {"opt211", "option 211"},
	[OPTION249] = {"msroutes", "option 249"},
};

void lease_ignore(struct lease_reader *r, const char *what, const char *value, const char *why)
{
	char shown[128];

	error_clean(value, shown, sizeof(shown));
	note_add(&r->l->notes, r->a, arena_printf(r->a, "%s '%s' %s, ignored", what, shown, why));
}

/* Control characters of ASCII, and those after it as UTF-8 has them */
bool lease_has_control(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < ' ' || c == 0x7f ||
		    (c == 0xc2 && i + 1 < len && ((unsigned char)s[i + 1] & 0xe0) == 0x80))
			return true;
	}
	return false;
}

void lease_ignore_control(struct lease_reader *r, const char *what)
{
	note_add(&r->l->notes, r->a,
		 arena_printf(r->a, "%s has control characters, ignored", what));
}

static enum lease_key find_key(const char *name, size_t len)
{
	enum lease_key k = 0;

	while (k < LEASE_KEYS &&
	       (strlen(keys[k].name) != len || memcmp(keys[k].name, name, len) != 0))
		k++;
	return k;
}

static void take_line(struct lease_reader *r, const char *line, size_t len)
{
	const char *equals = memchr(line, '=', len), *value = equals ? equals + 1 : line + len;
	size_t name = (size_t)(value - line) - (equals != NULL), n = len - (size_t)(value - line);
	enum lease_key k = find_key(line, name);

	if (name == 7 && !memcmp(line, "refused", 7)) {
		/* whoever wrote the lines has found them */
		k = find_key(value, n);
		if (k < LEASE_KEYS)
			lease_ignore_control(r, keys[k].what);
	} else if (k < LEASE_KEYS && lease_has_control(value, n)) {
		lease_ignore_control(r, keys[k].what);
	} else if (k < LEASE_KEYS) {
		r->value[k] = arena_copy(r->a, value, n);
	}
}

const char *lease_what(enum lease_key k)
{
	return keys[k].what;
}

void lease_lines(struct lease_reader *r, const char *text, size_t len)
{
	for (int k = 0; k < LEASE_KEYS; k++)
		r->value[k] = "";
	while (len) {
		const char *lf = memchr(text, '\n', len);
		size_t n = lf ? (size_t)(lf - text) : len;

		take_line(r, text, n);
		n += lf != NULL;
		text += n;
		len -= n;
	}
}
