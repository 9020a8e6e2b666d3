// SPDX-License-Identifier: MIT
#include "build.h"

#include "tree_cpio.h"
#include "depfile.h"
#include "manifest.h"
#include "outfile.h"
#include "pack.h"
#include "sbom.h"

enum { OUTPUTS_MAX = 5, STEP = 1 << 16 };

struct sink {
	struct packer *packer;
	build_progress *progress;
	uint64_t done, total;
};

static int to_file(void *ctx, const void *buf, size_t len, struct error *err)
{
	return outfile_write(ctx, buf, len, err);
}

static int to_count(void *ctx, const void *buf, size_t len, struct error *err)
{
	(void)buf, (void)err;
	*(uint64_t *)ctx += len;
	return 0;
}

static int to_packer(void *ctx, const void *buf, size_t len, struct error *err)
{
	struct sink *s = ctx;
	const unsigned char *p = buf;

	/* in small steps, so that the progress is seen */
	while (len) {
		size_t n = len < STEP ? len : STEP;

		if (pack_write(s->packer, p, n, err))
			return -1;
		p += n;
		len -= n;
		s->done += n;
		if (s->progress)
			s->progress(s->done, s->total);
	}
	return 0;
}

static int write_archive(struct outfile *out, const struct initramfs *c, const struct options *o,
			 build_progress *progress, struct error *err)
{
	struct pack_options po = o->pack;
	struct sink s = {.progress = progress, .total = tree_cpio_size(&c->tree)};
	int ret;

	po.total = s.total;
	if (pack_open(&s.packer, &po, to_file, out, err))
		return -1;
	ret = tree_cpio_write(&c->tree, o->mtime, to_packer, &s, err) || pack_finish(s.packer, err)
		      ? -1
		      : 0;
	pack_free(s.packer);
	return ret;
}

static int to_group(void *ctx, const void *buf, size_t len, struct error *err)
{
	return pack_write(ctx, buf, len, err);
}

/* How large the contents of each group are when they are packed alone. */
static int pack_groups(const struct tree *t, const struct options *o, uint64_t packed[GROUP_COUNT],
		       struct error *err)
{
	for (int g = 0; g < GROUP_COUNT; g++) {
		struct pack_options po = o->pack;
		struct packer *p;
		int ret = 0;

		po.total = 0;
		for (size_t i = 0; i < t->n; i++)
			if (t->v[i].group == (enum group)g)
				po.total += t->v[i].size;
		packed[g] = 0;
		if (!po.total)
			continue;
		if (pack_open(&p, &po, to_count, &packed[g], err))
			return -1;
		for (size_t i = 0; !ret && i < t->n; i++)
			if (t->v[i].group == (enum group)g)
				ret = tree_contents(&t->v[i], to_group, p, err);
		if (!ret)
			ret = pack_finish(p, err);
		pack_free(p);
		if (ret)
			return -1;
	}
	return 0;
}

static int make_depfile(const struct initramfs *c, const struct options *o, struct bytes *out,
			struct error *err)
{
	const char *const more[] = {o->busybox,
				    o->image,
				    o->kexec,
				    o->pxeboot,
				    o->config,
				    o->modules_from,
				    c->kernel.config_from[0] ? c->kernel.config_from : NULL};
	struct names sources = {0};
	int bad = 0, ret;

	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		if (more[i])
			bad |= names_add(&sources, more[i]);
	/* directories of the scripts too: a new file in one changes its time */
	for (size_t i = 0; i < c->tree.n; i++)
		if (c->tree.v[i].source)
			bad |= names_add(&sources, c->tree.v[i].source);
	ret = bad ? error_memory(err) : depfile_make(o->output, &sources, out, err);
	names_free(&sources);
	return ret;
}

/* The texts beside the archive, each into its own output. */
static int write_texts(struct initramfs *c, const struct options *o,
		       struct outfile *out[OUTPUTS_MAX], size_t *n, struct error *err)
{
	const char *const names[] = {o->manifest, o->manifest_json, o->sbom, o->depfile};

	for (size_t i = 0; i < 4; i++) {
		struct bytes b = {0};
		int ret;

		if (!names[i])
			continue;
		if (outfile_open(&out[*n], names[i], err))
			return -1;
		(*n)++;
		ret = i == 0   ? manifest_text(&c->tree, &b, err)
		      : i == 1 ? manifest_json(&c->tree, &b, err)
		      : i == 2 ? sbom_make(&c->tree, &c->root, &c->kernel, &b, &c->warnings, err)
			       : make_depfile(c, o, &b, err);
		if (!ret)
			ret = outfile_write(out[*n - 1], b.data, b.len, err);
		bytes_free(&b);
		if (ret)
			return -1;
	}
	return 0;
}

int build_write(struct initramfs *c, const struct options *o, build_progress *progress,
		struct bytes *report, struct error *err)
{
	struct outfile *out[OUTPUTS_MAX];
	uint64_t packed[GROUP_COUNT], size;
	size_t n = 0;
	int ret;

	if ((o->dry_run || o->manifest || o->manifest_json || o->sbom) &&
	    tree_digest(&c->tree, err))
		return -1;
	if (o->dry_run)
		return manifest_text(&c->tree, report, err);
	if (outfile_open(&out[0], o->output, err))
		return -1;
	n = 1;
	ret = write_archive(out[0], c, o, progress, err) || write_texts(c, o, out, &n, err) ? -1
											    : 0;
	size = outfile_size(out[0]);
	if (!ret && o->size)
		ret = pack_groups(&c->tree, o, packed, err) ||
				      manifest_sizes(&c->tree, packed, size, report, err)
			      ? -1
			      : 0;
	ret = initramfs_outcome(c, ret, err);
	if (!ret)
		return outfile_commit(out, n, err);
	while (n-- > 0)
		outfile_discard(out[n]);
	return -1;
}
