// SPDX-License-Identifier: MIT
/* Names of files. The bytes are split at 0xff: the name, the prefix, the server, the domain, the
 * boot file, /proc/sysinfo. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "name.h"
#include "search.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No control character, and a scheme that can be fetched */
static void check_url(const char *url)
{
	static const char *const schemes[] = {"tftp://", "http://", "https://", "ftp://"};
	size_t known = 0;

	for (const char *p = url; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			abort();
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		known += !strncmp(url, schemes[i], strlen(schemes[i]));
	if (*url && known != 1)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	const char *part[6] = {"", "", "", "", "", ""};
	struct bytes sysinfo;
	struct machine m;
	struct name_base base;
	struct search s;
	struct name n;

	for (int i = 0; i < 6 && size; i++) {
		const uint8_t *end = memchr(data, 0xff, size);
		size_t len = end ? (size_t)(end - data) : size;

		part[i] = arena_copy(&a, (const char *)data, len);
		data += len + (end != NULL);
		size -= len + (end != NULL);
	}
	machine_init(&m);
	m.ip = m.mac = m.uuid = part[0];
	m.option209 = part[0];
	m.bootfile = part[4];
	sysinfo = (struct bytes){(unsigned char *)(uintptr_t)part[5], strlen(part[5]), 0};
	machine_sysinfo(&m, &a, &sysinfo);
	machine_strings(&m, &a);
	for (int i = 0; i < MACHINE_SYSAPPEND; i++)
		if (strpbrk(m.sysappend[i], " \t\n\r"))
			abort();
	base = (struct name_base){name_prefix(&a, part[4], part[1]), "10.0.0.1", part[3]};
	/* a server is an address or a host's name, which lease.c has checked */
	if (strspn(part[2], "0123456789abcdef.:") == strlen(part[2]))
		base.server = part[2];
	if (strspn(part[3], "abcdefghijklmnopqrstuvwxyz.-") != strlen(part[3]))
		base.domain = "";
	search_names(&s, &a, &m);
	for (size_t i = 0; i <= s.count; i++)
		if (name_resolve(&a, &base, i < s.count ? s.name[i] : part[0], &n)) {
			check_url(n.url);
			check_url(n.alt);
			check_url(n.nohost);
		}
	arena_free(&a);
	return 0;
}
