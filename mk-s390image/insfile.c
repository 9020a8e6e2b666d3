// SPDX-License-Identifier: MIT
#include "insfile.h"

#include <stdio.h>
#include <string.h>

#include "component.h"
#include "s390hdr.h"

/* QEMU takes a file of less than 2047 bytes for an .ins file; four names fit */
enum { NAME_MAX_LEN = 200 };

static size_t stem_length(const char *file)
{
	size_t len = strlen(file);

	return len > 4 && !strcmp(file + len - 4, ".ins") ? len - 4 : len;
}

static int fill_parm(const struct payload *p, struct extents *out, struct error *err)
{
	struct cmdline line = {0};
	int rc = component_cmdline(p, &line, err);

	if (!rc)
		rc = extents_add_bytes(out, line.text, line.len, err);
	/* loaders stop at a file without a byte; the kernel drops the newline */
	if (!rc && line.len < p->cmdline_size - 1)
		rc = extents_add_bytes(out, "\n", 1, err);
	cmdline_free(&line);
	return rc;
}

static int fill_addrsize(const struct payload *p, struct extents *out, struct error *err)
{
	uint64_t addr;
	uint8_t b[16];

	if (component_address(p, &addr, err))
		return -1;
	be64_put(b, addr);
	be64_put(b + 8, p->ramdisk.size);
	return extents_add_bytes(out, b, sizeof(b), err);
}

static int add_list(struct output *out, const char *name, int len, const struct payload *p,
		    uint64_t addr, struct error *err)
{
	char text[2048];
	int n;

	/* the star and the blank are what QEMU knows such a file by */
	n = snprintf(text, sizeof(text), "* Linux for s390x\n%.*s.img 0x00000000\n", len, name);
	if (p->ramdisk.size)
		n += snprintf(text + n, sizeof(text) - (size_t)n, "%.*s.initrd 0x%08llx\n", len,
			      name, (unsigned long long)addr);
	n += snprintf(text + n, sizeof(text) - (size_t)n, "%.*s.prm 0x%08x\n", len, name,
		      S390_CMDLINE);
	if (p->ramdisk.size)
		n += snprintf(text + n, sizeof(text) - (size_t)n, "%.*s.addrsize 0x%08x\n", len,
			      name, S390_INITRD_START);
	return extents_add_bytes(&out->contents, text, (size_t)n, err);
}

int insfile_add(struct outputs *o, const char *file, const struct payload *p, struct error *err)
{
	size_t stem = stem_length(file), len;
	struct output *out = outputs_add(o, file, err);
	const char *name;
	uint64_t addr;

	if (!out || component_name(file, stem, NAME_MAX_LEN, &name, &len, err) ||
	    component_address(p, &addr, err) || add_list(out, name, (int)len, p, addr, err) ||
	    component_add(o, file, stem, ".img", component_kernel, 1, p, err) ||
	    component_add(o, file, stem, ".prm", fill_parm, 1, p, err))
		return -1;
	if (p->ramdisk.size &&
	    (component_add(o, file, stem, ".initrd", component_ramdisk, 1, p, err) ||
	     component_add(o, file, stem, ".addrsize", fill_addrsize, 1, p, err)))
		return -1;
	return 0;
}
