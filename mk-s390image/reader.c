// SPDX-License-Identifier: MIT
#include "reader.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "component.h"
#include "s390hdr.h"

enum { RECORD = 80, CMS_NAME = 8 };

/* The PSW that starts the reader's loader at 0x200, whatever the image starts with. */
static int fill_kernel(const struct payload *p, struct extents *out, struct error *err)
{
	static const uint8_t psw[8] = {0x00, 0x08, 0x00, 0x00, 0x80, 0x00, 0x02, 0x00};

	return component_kernel(p, out, err) || extents_patch(out, S390_PSW, psw, sizeof(psw), err)
		       ? -1
		       : 0;
}

/* Records are joined again by the kernel, so the line is cut anywhere; blanks fill the last. */
static int fill_parm(const struct payload *p, struct extents *out, struct error *err)
{
	struct cmdline line = {0};
	char blanks[RECORD];
	int rc = component_cmdline(p, &line, err);

	memset(blanks, ' ', sizeof(blanks));
	if (!rc)
		rc = extents_add_bytes(out, line.text, line.len, err);
	if (!rc && (out->size % RECORD || !out->size))
		rc = extents_add_bytes(out, blanks, RECORD - out->size % RECORD, err);
	cmdline_free(&line);
	return rc;
}

static int add_exec(struct outputs *o, const char *prefix, const char *fn, bool ramdisk,
		    struct error *err)
{
	struct output *out = outputs_add_suffix(o, prefix, strlen(prefix), ".exec", err);
	char text[2048];
	int n;

	if (!out)
		return -1;
	n = snprintf(text, sizeof(text),
		     "/* REXX: IPL Linux from the reader.                       */\n"
		     "/* %-8s KERNEL, PARM%s: sent as binary, RECFM F, LRECL 80;  */\n"
		     "/* this file as text.                                     */\n"
		     "address command\n"
		     "files = 'KERNEL PARM%s'\n"
		     "do i = 1 to words(files)\n"
		     "  'STATE %s' word(files, i) '*'\n"
		     "  if rc \\= 0 then do\n"
		     "    say '%s' word(files, i) 'is missing; nothing was punched'\n"
		     "    exit 28\n"
		     "  end\n"
		     "end\n"
		     "'CP SPOOL PUNCH * RDR CLASS A NOCONT'\n"
		     "'CP CLOSE READER'\n"
		     "'CP PURGE READER CLASS A'\n"
		     "do i = 1 to words(files)\n"
		     "  'PUNCH %s' word(files, i) '* (NOHEADER'\n"
		     "  if rc \\= 0 then exit rc\n"
		     "end\n"
		     "'CP SPOOL READER CLASS A KEEP NOHOLD'\n"
		     "'CP IPL 00C CLEAR'\n",
		     fn, ramdisk ? ", RAMDISK" : "", ramdisk ? " RAMDISK" : "", fn, fn, fn);
	return extents_add_bytes(&out->contents, text, (size_t)n, err);
}

int reader_add(struct outputs *o, const char *prefix, const struct payload *p, struct error *err)
{
	char fn[CMS_NAME + 1];
	const char *name;
	size_t stem = strlen(prefix), len, i;
	uint64_t addr;

	if (component_name(prefix, stem, CMS_NAME, &name, &len, err) ||
	    component_address(p, &addr, err))
		return -1;
	for (i = 0; i < len; i++)
		fn[i] = (char)toupper((unsigned char)name[i]);
	fn[len] = 0;
	if (strchr(fn, '.'))
		return error_set(err, prefix, "the name of a CMS file cannot have a dot");
	if (component_add(o, prefix, stem, ".kernel", fill_kernel, RECORD, p, err) ||
	    component_add(o, prefix, stem, ".parm", fill_parm, RECORD, p, err))
		return -1;
	if (p->ramdisk.size &&
	    component_add(o, prefix, stem, ".ramdisk", component_ramdisk, RECORD, p, err))
		return -1;
	return add_exec(o, prefix, fn, p->ramdisk.size > 0, err);
}
