// SPDX-License-Identifier: MIT
#include "arguments.h"

#include <string.h>

#include "word.h"

#define TEXT(member, name) {name, args->member},
int arguments_check(const struct arguments *args, struct error *err)
{
	struct arena a = {0};
	const struct {
		const char *option, *value;
	} texts[] = {ARGUMENTS_TEXTS(TEXT)};
	int ret = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i].value && word_has_control(texts[i].value))
			return error_set(err, NULL, "--%s: the value has a control character",
					 texts[i].option);
	if (args->mac && *args->mac && !machine_mac_name(&a, args->mac))
		ret = error_set(err, NULL, "--mac %s: not like 52:54:00:12:34:56", args->mac);
	else if (args->ip && *args->ip && !machine_ip_name(&a, args->ip))
		ret = error_set(err, NULL, "--ip %s: not an IPv4 address", args->ip);
	else if (args->uuid && *args->uuid && !machine_is_uuid(args->uuid))
		ret = error_set(err, NULL,
				"--uuid %s: not like b8945908-d6a6-41a9-611d-74a6ab80b83d",
				args->uuid);
	arena_free(&a);
	return ret;
}

#define TAKE(member, name) m->member = args->member ? args->member : "";
int arguments_machine(const struct arguments *args, struct machine *m, struct arena *a,
		      struct error *err)
{
	struct bytes sysinfo = {0};
	int ret = 0;

	machine_init(m);
	ARGUMENTS_TEXTS(TAKE)
	TAKE(name, "")
	if (args->sysinfo && *args->sysinfo) {
		ret = bytes_read_file(&sysinfo, args->sysinfo, 1 << 20, err);
		if (!ret)
			machine_sysinfo(m, a, &sysinfo);
		bytes_free(&sysinfo);
	}
	machine_strings(m, a);
	return ret;
}
