// SPDX-License-Identifier: MIT
#include "manifest.h"

#include <string.h>
#include <sys/stat.h>

#include "json.h"

static char type_of(const struct entry *e)
{
	static const char types[] = "?pc?d?b?f?l?s";

	return types[(e->mode & S_IFMT) >> 12];
}

static const char *source_of(const struct entry *e)
{
	return S_ISLNK(e->mode) ? (const char *)e->data.data : e->source;
}

static const char *digest_of(const struct entry *e)
{
	return S_ISREG(e->mode) ? e->sha256 : "-";
}

int manifest_text(const struct tree *t, struct bytes *out, struct error *err)
{
	int bad = 0;

	for (size_t i = 0; i < t->n && !bad; i++) {
		const struct entry *e = &t->v[i];

		bad |= line_string(out, e->path);
		bad |= bytes_printf(out, "\t%c\t%04o\t%llu\t%s\t", type_of(e), e->mode & 07777,
				    (unsigned long long)e->size, digest_of(e));
		bad |= line_string(out, source_of(e)) | bytes_string(out, "\t") |
		       line_string(out, e->why) | bytes_string(out, "\n");
	}
	return bad ? error_memory(err) : 0;
}

int manifest_json(const struct tree *t, struct bytes *out, struct error *err)
{
	int bad = bytes_string(out, "[");

	for (size_t i = 0; i < t->n && !bad; i++) {
		const struct entry *e = &t->v[i];

		bad |= bytes_printf(out, "%s\n{\"path\":", i ? "," : "") |
		       json_string(out, e->path);
		bad |= bytes_printf(out,
				    ",\"type\":\"%c\",\"mode\":\"%04o\",\"size\":%llu,\"sha256\":",
				    type_of(e), e->mode & 07777, (unsigned long long)e->size);
		bad |= json_string(out, S_ISREG(e->mode) ? e->sha256 : NULL);
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
		bytes[t->v[i].group] += t->v[i].size;
		sum += t->v[i].size;
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
