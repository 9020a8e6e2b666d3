// SPDX-License-Identifier: MIT
#include "make.h"

#include <string.h>

#include "combined.h"
#include "insfile.h"
#include "iso.h"
#include "outputs.h"
#include "reader.h"

static int add_combined(struct outputs *o, const char *path, const struct payload *p,
			struct error *err)
{
	struct output *out = outputs_add(o, path, err);

	if (!out)
		return -1;
	/* changed in place: "mk-s390image image image -r ramdisk" */
	out->over_input = true;
	return combined_compose(p, &out->contents, err);
}

static int add_iso(struct outputs *o, const char *path, const struct payload *p, struct error *err)
{
	struct output *out;

	if (!strcmp(path, "-"))
		return error_set(err, NULL,
				 "an ISO image cannot go to standard output; name a file");
	out = outputs_add(o, path, err);
	if (!out)
		return -1;
	out->write = iso_write;
	return combined_compose(p, &out->contents, err);
}

static int add_all(struct outputs *o, const struct options *opt, const struct payload *p,
		   struct error *err)
{
	if (opt->mode == MODE_UPDATE)
		return add_combined(o, opt->input, p, err);
	if (opt->combined && add_combined(o, opt->combined, p, err))
		return -1;
	if (opt->iso && add_iso(o, opt->iso, p, err))
		return -1;
	if (opt->ins && insfile_add(o, opt->ins, p, err))
		return -1;
	return opt->reader ? reader_add(o, opt->reader, p, err) : 0;
}

int make_run(const struct options *opt, struct payload *p, struct error *err)
{
	struct outputs o = {0};
	int rc;

	rc = payload_open(p, opt, err);
	if (!rc && !opt->quiet)
		rc = payload_judge(p, err);
	if (!rc)
		rc = add_all(&o, opt, p, err);
	if (!rc)
		rc = outputs_write(&o, err);
	outputs_free(&o);
	return rc;
}
