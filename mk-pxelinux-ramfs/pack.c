// SPDX-License-Identifier: MIT
#include "pack_format.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"

static int none_open(struct packer *p, const struct pack_options *o, struct error *err)
{
	(void)p, (void)o, (void)err;
	return 0;
}

static int none_write(struct packer *p, const void *buf, size_t len, struct error *err)
{
	return p->sink(p->ctx, buf, len, err);
}

static int none_finish(struct packer *p, struct error *err)
{
	(void)p, (void)err;
	return 0;
}

static void none_free(struct packer *p)
{
	(void)p;
}

static const struct pack_ops none_ops = {
	"none", 0, 0, 0, none_open, none_write, none_finish, none_free,
};

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
	if (p->ops->open(p, &o, err)) {
		free(p);
		return -1;
	}
	*out = p;
	return 0;
}

int pack_write(struct packer *p, const void *buf, size_t len, struct error *err)
{
	return p->ops->write(p, buf, len, err);
}

int pack_finish(struct packer *p, struct error *err)
{
	return p->ops->finish(p, err);
}

void pack_free(struct packer *p)
{
	if (!p)
		return;
	p->ops->free(p);
	free(p);
}
