// SPDX-License-Identifier: MIT
#include "hosts.h"

#include <string.h>

#include "machine.h"
#include "word.h"

enum { COLUMNS = 16 };
enum column { OTHER, MAC, IP, UUID, NAME };

/* The next field of a line, without blanks and quotes around it; NULL after the last */
static const char *field(struct arena *a, const char **at)
{
	const char *s = *at, *value;
	size_t n;

	if (!s)
		return NULL;
	n = strcspn(s, ",;\t");
	*at = s[n] ? s + n + 1 : NULL;
	value = word_skip(arena_copy(a, s, n));
	return word_name(a, value);
}

static enum column column_of(const char *title)
{
	static const char *const titles[] = {"", "mac", "ip", "uuid", "name"};

	for (int i = MAC; i <= NAME; i++)
		if (word_equal(titles[i], title))
			return (enum column)i;
	return OTHER;
}

/* What kind of value dnsmasq would take it for */
static enum column kind_of(struct arena *a, const char *value)
{
	size_t n = strlen(value);

	if (machine_mac_name(a, value))
		return MAC;
	if (machine_ip_name(a, value))
		return IP;
	if (machine_is_uuid(value))
		return UUID;
	/* tags, client ids, IPv6 addresses, lease times */
	if (!n || strchr(value, ':') || *value == '[' || !strcmp(value, "infinite") ||
	    !strcmp(value, "ignore") ||
	    (strspn(value, "0123456789") >= n - 1 && strchr("0123456789smhdw", value[n - 1])))
		return OTHER;
	return NAME;
}

static void set(struct host *h, enum column c, const char *value, bool dnsmasq)
{
	if (c == MAC && !*h->mac)
		h->mac = value;
	else if (c == IP)
		h->ip = value;
	else if (c == UUID)
		h->uuid = value;
	else if (c == NAME)
		h->shown = value;
	/* what dnsmasq calls a machine is not what z/VM or an LPAR says of itself */
	if (c == NAME && !dnsmasq)
		h->name = value;
}

/* A list whose first line names columns */
static bool read_titles(struct arena *a, const char *line, enum column *columns)
{
	bool any = false;

	for (int i = 0; i < COLUMNS; i++) {
		const char *title = field(a, &line);

		columns[i] = title ? column_of(title) : OTHER;
		any |= columns[i] != OTHER;
	}
	return any;
}

static struct host *read_host(struct arena *a, const char *line, const enum column *columns)
{
	struct host *h = arena_alloc(a, sizeof(*h));
	const char *value;

	if (!h)
		return NULL;
	*h = (struct host){NULL, "", "", "", "", ""};
	for (int i = 0; (value = field(a, &line)); i++)
		set(h, columns ? i < COLUMNS ? columns[i] : OTHER : kind_of(a, value), value,
		    !columns);
	/* as the name of its file is */
	h->name = word_lowered(a, h->name);
	if (!*h->shown)
		h->shown = *h->mac ? h->mac : *h->ip ? h->ip : h->uuid;
	return h;
}

static bool sound(struct arena *a, const struct host *h)
{
	return (*h->mac || *h->ip || *h->uuid || *h->name) &&
	       (!*h->mac || machine_mac_name(a, h->mac)) &&
	       (!*h->ip || machine_ip_name(a, h->ip)) && (!*h->uuid || kind_of(a, h->uuid) == UUID);
}

int hosts_read(struct host **first, struct arena *a, const struct bytes *text, const char *file,
	       struct error *err)
{
	const char *p = (const char *)text->data, *end = p + text->len;
	enum column columns[COLUMNS];
	bool titles = false, begun = false;
	struct host **last = first;

	*first = NULL;
	for (unsigned int number = 1; p && p < end; number++) {
		const char *lf = memchr(p, '\n', (size_t)(end - p)), *stop = lf ? lf : end;
		const char *line = word_skip(arena_copy(a, p, (size_t)(stop - p)));
		struct host *h;

		p = stop + 1;
		line = arena_copy(a, line, word_trimmed(line));
		if (!strncmp(line, "dhcp-host=", 10))
			line += 10;
		if (!*line || *line == '#')
			continue;
		if (!begun && (begun = true) && (titles = read_titles(a, line, columns)))
			continue;
		h = read_host(a, line, titles ? columns : NULL);
		if (!h)
			return error_memory(err);
		if (!sound(a, h))
			return error_set(
				err, file,
				"line %u: no MAC address, IP address or UUID, or a wrong one: %s",
				number, line);
		*last = h;
		last = &h->next;
	}
	if (!*first)
		return error_set(err, file, "it lists no machine");
	return 0;
}
