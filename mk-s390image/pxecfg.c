// SPDX-License-Identifier: MIT
#include "pxecfg.h"

#include <stdio.h>
#include <string.h>

#include "component.h"
#include "s390hdr.h"

enum { NAME_MAX_LEN = 200 };

static size_t stem_length(const char *file)
{
	size_t len = strlen(file);

	return len > 4 && !strcmp(file + len - 4, ".cfg") ? len - 4 : len;
}

static int add_entry(struct output *out, const char *name, int len, const struct cmdline *line,
		     struct error *err)
{
	char text[2048]; /* the loader takes no more than 2047 bytes */
	int n;

	/* it knows such a file by its first words when it is the boot file itself */
	n = snprintf(text, sizeof(text),
		     "# pxelinux.cfg entry for QEMU's s390 network loader\n"
		     "default linux\n"
		     "label linux\n"
		     "kernel %.*s.img\n"
		     "initrd %.*s.initrd\n"
		     "append %.*s\n",
		     len, name, len, name, (int)line->len, line->text);
	return extents_add_bytes(&out->contents, text, (size_t)n, err);
}

int pxecfg_add(struct outputs *o, const char *file, const struct parts *p, struct error *err)
{
	size_t stem = stem_length(file), len;
	struct output *out = outputs_add(o, file, err);
	struct cmdline line = {0};
	const char *name;
	uint64_t addr;
	int rc;

	if (!out || component_name(file, stem, NAME_MAX_LEN, &name, &len, err) ||
	    component_address(p, &addr, err) || component_add(o, file, stem, p, true, err))
		return -1;
	rc = component_cmdline(p, &line, err);
	if (!rc && line.len > S390_CMDLINE_LEGACY - 1)
		rc = error_set(
			err, file,
			"the command line has %zu bytes, and QEMU's loader cuts it after %d; "
			"use --ins, which it loads too",
			line.len, S390_CMDLINE_LEGACY - 1);
	if (!rc)
		rc = add_entry(out, name, (int)len, &line, err);
	cmdline_free(&line);
	return rc;
}
