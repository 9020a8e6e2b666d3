// SPDX-License-Identifier: MIT
#include "trusted_keys.h"

#include <stdbool.h>
#include <string.h>

#define BEGIN "-----BEGIN PUBLIC KEY-----\n"
#define END "-----END PUBLIC KEY-----"

static bool is_since(const char *line)
{
	static const char form[] = "since dddd-dd-dd\n";

	if (!strncmp(line, "since none\n", strlen("since none\n")))
		return true;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' && i > 5 ? line[i] < '0' || line[i] > '9' : line[i] != form[i])
			return false;
	return true;
}

int trusted_keys_check(const struct bytes *text, const char *name, size_t *keys, struct error *err)
{
	const char *p = (const char *)text->data, *end;

	*keys = 0;
	if (memchr(p, 0, text->len))
		return error_set(err, name, "not a text file");
	if (strstr(p, "PRIVATE KEY"))
		return error_set(err, name,
				 "has a private key in it; the loader needs public ones");
	if (!is_since(p))
		return error_set(err, name,
				 "does not begin with a line \"since YYYY-MM-DD\", the day from "
				 "which on signed lists are taken, or \"since none\"");
	for (p = strstr(p, "-----BEGIN "); p; p = strstr(end, "-----BEGIN ")) {
		end = strncmp(p, BEGIN, strlen(BEGIN)) ? NULL : strstr(p, END);
		if (!end)
			return error_set(err, name, "has more than whole public keys (PEM) in it");
		++*keys;
	}
	return *keys ? 0 : error_set(err, name, "has no public key (PEM) in it");
}
