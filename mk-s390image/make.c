// SPDX-License-Identifier: MIT
#include "make.h"

#include <string.h>
#include <sys/stat.h>

#include "combined.h"
#include "insfile.h"
#include "iso.h"
#include "outputs.h"
#include "reader.h"

static int add_combined(struct outputs *o, const char *path, const struct payload *p,
			struct error *err)
{
	struct output *out = outputs_add(o, path, err);

	return out ? combined_compose(p, &out->contents, err) : -1;
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

static bool same_file(const char *path, const char *input)
{
	struct stat a, b;

	return input && !stat(path, &a) && !stat(input, &b) && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

/*
 * A file that the user named may replace an input. One whose name was made up
 * from a prefix must not: nobody asked for that.
 */
static int check_made_up_names(const struct outputs *o, const struct options *opt,
			       struct error *err)
{
	const char *named[] = {opt->combined, opt->ins, opt->iso};
	const char *path;
	size_t i, k;
	bool bad;

	for (i = 0; i < o->count && opt->mode == MODE_MAKE; i++) {
		path = o->list[i].path;
		for (k = 0; k < 3 && (!named[k] || strcmp(named[k], path)); k++)
			;
		if (k < 3)
			continue;
		bad = same_file(path, opt->input) || same_file(path, opt->parmfile) ||
		      same_file(path, opt->add_settings) || same_file(path, opt->add_keys);
		for (k = 0; k < opt->ramdisks; k++)
			bad = bad || same_file(path, opt->ramdisk[k]);
		if (bad)
			return error_set(err, path,
					 "is an input and would be replaced by an output; give the "
					 "outputs another name");
	}
	return 0;
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
		rc = check_made_up_names(&o, opt, err);
	if (!rc)
		rc = outputs_write(&o, err);
	outputs_free(&o);
	return rc;
}
