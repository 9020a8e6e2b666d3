// SPDX-License-Identifier: MIT
#include "machine.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "word.h"

void machine_init(struct machine *m)
{
	*m = (struct machine){"", "", "", "", "", "", "", "", "", "", "", "", {0}};
	for (int i = 0; i < MACHINE_SYSAPPEND; i++)
		m->sysappend[i] = "";
}

/* True if S has the form of PATTERN, in which x is a hexadecimal digit and - may be a colon. */
static bool like(const char *s, const char *pattern)
{
	for (; *pattern; s++, pattern++)
		if (*pattern == 'x' ? !isxdigit((unsigned char)*s)
				    : *s != '-' && (*s != ':' || *pattern != ':'))
			return false;
	return !*s;
}

/* In lower case, with - for : */
static const char *lower(struct arena *a, const char *prefix, const char *s)
{
	char *out = arena_alloc(a, strlen(prefix) + strlen(s) + 1), *p;

	if (!out)
		return "";
	p = stpcpy(out, prefix);
	for (; *s; s++)
		*p++ = *s == ':' ? '-' : word_lower(*s);
	return out;
}

bool machine_is_uuid(const char *s)
{
	return like(s, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
}

/* PXELINUX asks for it if the version is not 0 or 15: core/sysappend.c (is_valid_uuid). */
const char *machine_uuid_name(struct arena *a, const char *uuid)
{
	if (!machine_is_uuid(uuid) || uuid[14] == '0' || word_lower(uuid[14]) == 'f')
		return NULL;
	return lower(a, "", uuid);
}

const char *machine_mac_name(struct arena *a, const char *mac)
{
	return like(mac, "xx:xx:xx:xx:xx:xx") ? lower(a, "01-", mac) : NULL;
}

const char *machine_ip_name(struct arena *a, const char *ip)
{
	unsigned int byte[4];
	const char *p = ip;

	for (int i = 0; i < 4; i++) {
		size_t digits = strspn(p, "0123456789");

		if (!digits || digits > 3 || p[digits] != (i < 3 ? '.' : 0))
			return NULL;
		byte[i] = (unsigned int)word_atoi(p);
		if (byte[i] > 255)
			return NULL;
		p += digits + 1;
	}
	return arena_printf(a, "%02X%02X%02X%02X", byte[0], byte[1], byte[2], byte[3]);
}

/* White space becomes _, as in core/sysappend.c (copy_and_mangle). */
static const char *mangled(struct arena *a, const char *name, const char *value)
{
	char *out = *value ? arena_alloc(a, strlen(name) + strlen(value) + 1) : NULL;
	size_t n = strlen(name);
	bool blank = true;

	if (!out)
		return "";
	memcpy(out, name, n);
	for (; *value; value++) {
		if (!word_blank(*value) && *value != 0x7f) {
			out[n++] = *value;
			blank = false;
		} else if (!blank) {
			out[n++] = '_';
			blank = true;
		}
	}
	if (blank && n > strlen(name))
		n--;
	out[n] = 0;
	return n > strlen(name) ? out : "";
}

static bool only_zeros(const char *s)
{
	return strspn(s, "0") == strlen(s);
}

static const struct field {
	const char *name;
	int bit;
	const char *option;
} fields[] = {
	{"Type", 3, "CPU="},
	{"Manufacturer", 4, "SYSVENDOR="},
	{"Type", 5, "SYSPRODUCT="},
	{"Model", 6, "SYSVERSION="},
	{"Sequence Code", 7, "SYSSERIAL="},
	{"Model Capacity", 8, "SYSSKU="},
	{"VM00 Control Program", 10, "MBVENDOR="},
	{"LPAR Name", 11, "MBPRODUCT="},
	{"VM00 Name", 14, "MBASSET="},
	{"VM00 Extended Name", 14, "MBASSET="},
};

/* The name of a z/VM guest or else of an LPAR, in lower case. KVM guests have none: their LPAR's
 * name is the same for all of them. */
static const char *own_name(struct arena *a, const char *control, const char *guest,
			    const char *lpar)
{
	const char *name = !strncmp(control, "z/VM", 4) ? guest : *control ? "" : lpar;

	for (const char *p = name; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("_@$-", *p))
			return "";
	return lower(a, "", name);
}

void machine_sysinfo(struct machine *m, struct arena *a, const struct bytes *sysinfo)
{
	const char *p = (const char *)sysinfo->data, *end = p + sysinfo->len;
	const char *control = "", *guest = "", *lpar = "";

	while (p && p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p)), *stop = lf ? lf : end;
		const char *line = arena_copy(a, p, (size_t)(stop - p)), *colon = strchr(line, ':'),
			   *value;
		size_t n;

		p = stop + 1;
		if (!colon)
			continue;
		value = word_skip(colon + 1);
		value = arena_copy(a, value, word_trimmed(value));
		n = (size_t)(colon - line);
		if (!*value)
			continue;
		for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
			/* zeros only: QEMU has no serial number */
			if (strlen(fields[i].name) == n && !strncmp(line, fields[i].name, n) &&
			    (fields[i].bit != 7 || !only_zeros(value)))
				m->sysappend[fields[i].bit] = mangled(a, fields[i].option, value);
		if (!strncmp(line, "VM00 UUID:", 10) && !*m->uuid)
			m->uuid = value;
		else if (!strncmp(line, "VM00 Control Program:", 21))
			control = value;
		else if (!strncmp(line, "VM00 Name:", 10))
			guest = value;
		else if (!strncmp(line, "LPAR Name:", 10))
			lpar = value;
	}
	if (!*m->name)
		m->name = own_name(a, control, guest, lpar);
}

void machine_strings(struct machine *m, struct arena *a)
{
	const char *uuid = machine_uuid_name(a, m->uuid), *mac = machine_mac_name(a, m->mac);

	if (*m->ip)
		m->sysappend[0] = mangled(
			a, "ip=",
			arena_printf(a, "%s:%s:%s:%s", m->ip, m->server, m->gateway, m->netmask));
	m->sysappend[1] = mangled(a, "BOOTIF=", mac ? mac : "");
	m->sysappend[2] = mangled(a, "SYSUUID=", uuid ? uuid : "");
}
