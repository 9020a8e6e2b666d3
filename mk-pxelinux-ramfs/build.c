// SPDX-License-Identifier: MIT
#include "build.h"

#include <string.h>
#include <sys/stat.h>

#include "newc_write.h"
#include "outfile.h"
#include "pack.h"

static int to_file(void *ctx, const void *buf, size_t len, struct error *err)
{
	return outfile_write(ctx, buf, len, err);
}

static int to_packer(void *ctx, const void *buf, size_t len, struct error *err)
{
	return pack_write(ctx, buf, len, err);
}

/* An output that is one of the inputs would destroy it. */
static int not_an_input(const char *output, const struct options *o, struct error *err)
{
	const char *const inputs[] = {o->busybox, o->image, o->kexec};
	struct stat out, in;

	if (!strcmp(output, "-") || stat(output, &out))
		return 0;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		if (inputs[i] && !stat(inputs[i], &in) && in.st_dev == out.st_dev &&
		    in.st_ino == out.st_ino)
			return error_set(err, output,
					 "is an input, too; choose another name for the output");
	return 0;
}

static int write_archive(struct outfile *out, const struct contents *c, const struct options *o,
			 struct error *err)
{
	struct pack_options po = o->pack;
	struct packer *p;
	int ret;

	po.total = newc_size(&c->tree);
	if (pack_open(&p, &po, to_file, out, err))
		return -1;
	ret = newc_write(&c->tree, o->mtime, to_packer, p, err) || pack_finish(p, err) ? -1 : 0;
	pack_free(p);
	return ret;
}

int build_write(const struct contents *c, const struct options *o, struct error *err)
{
	struct outfile *out;

	if (not_an_input(o->output, o, err) || outfile_open(&out, o->output, err))
		return -1;
	if (write_archive(out, c, o, err)) {
		outfile_discard(out);
		return -1;
	}
	return outfile_commit(&out, 1, err);
}
