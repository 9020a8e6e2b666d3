// SPDX-License-Identifier: MIT
#include "manifest.h"

#include <string.h>
#include <sys/stat.h>

#include "json.h"
#include "sha256.h"

static char type_of(const struct entry *e)
{
	static const char types[] = "?pc?d?b?f?l?s";

	return types[(e->mode & S_IFMT) >> 12];
}

static const char *source_of(const struct entry *e)
{
	return S_ISLNK(e->mode) ? (const char *)e->data.data : e->source;
}

static void digest(const struct entry *e, char hex[65])
{
	strcpy(hex, "-");
	if (S_ISREG(e->mode))
		sha256_hex(e->data.data, e->data.len, hex);
}

int manifest_text(const struct tree *t, struct bytes *out, struct error *err)
{
	char hex[65];
	int bad = 0;

	for (size_t i = 0; i < t->n && !bad; i++) {
		const struct entry *e = &t->v[i];

		digest(e, hex);
		bad |= line_string(out, e->path);
		bad |= bytes_printf(out, "\t%c\t%04o\t%zu\t%s\t", type_of(e), e->mode & 07777,
				    e->data.len, hex);
		bad |= line_string(out, source_of(e)) | bytes_string(out, "\t") |
		       line_string(out, e->why) | bytes_string(out, "\n");
	}
	return bad ? error_memory(err) : 0;
}

int manifest_json(const struct tree *t, struct bytes *out, struct error *err)
{
	char hex[65];
	int bad = bytes_string(out, "[");

	for (size_t i = 0; i < t->n && !bad; i++) {
		const struct entry *e = &t->v[i];

		digest(e, hex);
		bad |= bytes_printf(out, "%s\n{\"path\":", i ? "," : "") |
		       json_string(out, e->path);
		bad |= bytes_printf(out,
				    ",\"type\":\"%c\",\"mode\":\"%04o\",\"size\":%zu,\"sha256\":",
				    type_of(e), e->mode & 07777, e->data.len);
		bad |= json_string(out, S_ISREG(e->mode) ? hex : NULL);
		bad |= bytes_printf(out, ",\"group\":\"%s\",\"%s\":", group_name(e->group),
				    S_ISLNK(e->mode) ? "target" : "source");
		bad |= json_string(out, source_of(e)) | bytes_string(out, ",\"why\":") |
		       json_string(out, e->why) | bytes_string(out, "}");
	}
	bad |= bytes_string(out, "\n]\n");
	return bad ? error_memory(err) : 0;
}

int manifest_sizes(const struct tree *t, const uint64_t packed[GROUP_COUNT], uint64_t total,
		   struct bytes *out, struct error *err)
{
	uint64_t bytes[GROUP_COUNT] = {0}, sum = 0;
	size_t count[GROUP_COUNT] = {0};
	int bad = 0;

	for (size_t i = 0; i < t->n; i++) {
		bytes[t->v[i].group] += t->v[i].data.len;
		sum += t->v[i].data.len;
		count[t->v[i].group]++;
	}
	bad |= bytes_printf(out, "%-10s %8s %12s %16s\n", "group", "entries", "bytes",
			    "packed alone");
	for (int g = 0; g < GROUP_COUNT; g++)
		if (count[g])
			bad |= bytes_printf(out, "%-10s %8zu %12llu %16llu\n",
					    group_name((enum group)g), count[g],
					    (unsigned long long)bytes[g],
					    (unsigned long long)packed[g]);
	bad |= bytes_printf(out, "%-10s %8zu %12llu %16llu\n", "together", t->n,
			    (unsigned long long)sum, (unsigned long long)total);
	return bad ? error_memory(err) : 0;
}
