// SPDX-License-Identifier: MIT
#include "pack_format.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"

/* Stored as it is. */
static const struct pack_ops none_ops = {"none", 0, 0, 0, NULL, NULL, NULL};

static const struct pack_ops *const formats[PACK_FORMATS] = {
	[PACK_NONE] = &none_ops,
	[PACK_GZIP] = &pack_gzip_ops,
	[PACK_XZ] = &pack_xz_ops,
	[PACK_ZSTD] = &pack_zstd_ops,
};

const char *pack_name(enum pack_format f)
{
	return formats[f]->name;
}

int pack_parse(const char *name, enum pack_format *f)
{
	for (int i = 0; i < PACK_FORMATS; i++) {
		if (!strcmp(name, formats[i]->name)) {
			*f = (enum pack_format)i;
			return 0;
		}
	}
	return -1;
}

void pack_levels(enum pack_format f, int *min, int *max, int *def)
{
	*min = formats[f]->min;
	*max = formats[f]->max;
	*def = formats[f]->def;
}

static unsigned int cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 64 ? 64 : (unsigned int)n;
}

int pack_open(struct packer **out, const struct pack_options *options, pack_sink *sink, void *ctx,
	      struct error *err)
{
	struct pack_options o = *options;
	struct packer *p = calloc(1, sizeof(*p));

	if (!p)
		return error_memory(err);
	p->ops = formats[o.format];
	p->sink = sink;
	p->ctx = ctx;
	if (o.level < 0)
		o.level = p->ops->def;
	if (!o.threads)
		o.threads = cores();
	if (p->ops->open && p->ops->open(p, &o, err)) {
		free(p);
		return -1;
	}
	*out = p;
	return 0;
}

/* All LEN bytes at BUF; if END, then the end of the archive. */
static int run(struct packer *p, const void *buf, size_t len, bool end, struct error *err)
{
	const unsigned char *in = buf;
	size_t made;
	int ret;

	if (!p->ops->step)
		return len ? p->sink(p->ctx, buf, len, err) : 0;
	/* twice no progress is an error to liblzma */
	if (!len && !end)
		return 0;
	do {
		ret = p->ops->step(p, &in, &len, end, &made, err);
		if (ret < 0 || (made && p->sink(p->ctx, p->out, made, err)))
			return -1;
	} while (end ? !ret : len || made == PACK_OUT);
	return 0;
}

int pack_write(struct packer *p, const void *buf, size_t len, struct error *err)
{
	return run(p, buf, len, false, err);
}

int pack_finish(struct packer *p, struct error *err)
{
	return run(p, "", 0, true, err);
}

void pack_free(struct packer *p)
{
	if (!p)
		return;
	if (p->ops->free)
		p->ops->free(p);
	free(p);
}
