// SPDX-License-Identifier: MIT
#include "arguments.h"

#include <string.h>

#define AT(n, member)                                                                              \
	{                                                                                          \
		ARGUMENTS_FIRST + (n), true, offsetof(struct arguments, member)                    \
	}
const struct usage_setting arguments_settings[] = {
	AT(0, mac),	  AT(1, ip),	   AT(2, uuid),	    AT(3, netmask),   AT(4, gateway),
	AT(5, server),	  AT(6, domain),   AT(7, bootfile), AT(8, option209), AT(9, option210),
	AT(10, loadparm), AT(11, sysinfo), {0, false, 0},
};

static const struct {
	const char *option;
	size_t offset;
} texts[] = {
	{"mac", offsetof(struct arguments, mac)},
	{"ip", offsetof(struct arguments, ip)},
	{"uuid", offsetof(struct arguments, uuid)},
	{"netmask", offsetof(struct arguments, netmask)},
	{"gateway", offsetof(struct arguments, gateway)},
	{"server", offsetof(struct arguments, server)},
	{"domain", offsetof(struct arguments, domain)},
	{"bootfile", offsetof(struct arguments, bootfile)},
	{"option-209", offsetof(struct arguments, option209)},
	{"option-210", offsetof(struct arguments, option210)},
	{"loadparm", offsetof(struct arguments, loadparm)},
};

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

static bool uuid_sound(const char *s)
{
	return strlen(s) == 36 && strspn(s, "0123456789ABCDEFabcdef-") == 36 && s[8] == '-' &&
	       s[13] == '-' && s[18] == '-' && s[23] == '-';
}

int arguments_check(const struct arguments *args, struct error *err)
{
	struct arena a = {0};
	int ret = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *value =
			*(const char *const *)(const void *)((const char *)args + texts[i].offset);

		if (value && has_control(value))
			return error_set(err, NULL, "--%s: the value has a control character",
					 texts[i].option);
	}
	if (args->mac && *args->mac && !machine_mac_name(&a, args->mac))
		ret = error_set(err, NULL, "--mac %s: not like 52:54:00:12:34:56", args->mac);
	else if (args->ip && *args->ip && !machine_ip_name(&a, args->ip))
		ret = error_set(err, NULL, "--ip %s: not an IPv4 address", args->ip);
	else if (args->uuid && *args->uuid && !uuid_sound(args->uuid))
		ret = error_set(err, NULL,
				"--uuid %s: not like b8945908-d6a6-41a9-611d-74a6ab80b83d",
				args->uuid);
	arena_free(&a);
	return ret;
}

static const char *value(const char *s)
{
	return s ? s : "";
}

int arguments_machine(const struct arguments *args, struct machine *m, struct arena *a,
		      struct error *err)
{
	struct bytes sysinfo = {0};
	int ret = 0;

	machine_init(m);
	m->mac = value(args->mac);
	m->ip = value(args->ip);
	m->uuid = value(args->uuid);
	m->name = value(args->name);
	m->netmask = value(args->netmask);
	m->gateway = value(args->gateway);
	m->server = value(args->server);
	m->domain = value(args->domain);
	m->bootfile = value(args->bootfile);
	m->option209 = value(args->option209);
	m->option210 = value(args->option210);
	m->loadparm = value(args->loadparm);
	if (args->sysinfo && *args->sysinfo) {
		ret = bytes_read_file(&sysinfo, args->sysinfo, 1 << 20, err);
		if (!ret)
			machine_sysinfo(m, a, &sysinfo);
		bytes_free(&sysinfo);
	}
	machine_strings(m, a);
	return ret;
}
