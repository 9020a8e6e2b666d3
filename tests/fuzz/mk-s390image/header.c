// SPDX-License-Identifier: MIT
/* Any kernel to a boot image: what comes out has to be sound. */
#include "../fuzzfile.h"

#include "combined.h"
#include "payload.h"
#include "findings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct extents *out, const struct payload *p)
{
	uint8_t b[16];

	if (extents_read(out, S390_INITRD_START, b, sizeof(b), NULL))
		abort();
	if (be64_get(b) % S390_PAGE || be64_get(b) + be64_get(b + 8) != out->size ||
	    be64_get(b + 8) != p->ramdisk.size)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct options opt = {.mode = MODE_MAKE, .cmdline = "root=/dev/ram0 quiet\n"};
	struct extents out = {0};
	struct fuzzfile kernel, ramdisk;
	struct payload p;
	struct error err = {0};
	char line[512];
	size_t len;
	uint8_t *img = fuzz_image(data, size, &len);

	if (!img)
		return 0;
	fuzzfile_open(&kernel, img, len);
	fuzzfile_open(&ramdisk, data, size > 1000 ? 1000 : size);
	opt.input = kernel.path;
	opt.ramdisk[0] = opt.ramdisk[1] = ramdisk.path;
	opt.ramdisks = 1 + data[155 - 1] % 2;
	opt.replace = data[23] & 1;
	opt.strip_signature = data[23] & 2;
	opt.psw = data[23] & 4;
	if (payload_open(&p, &opt, &err) || combined_compose(&p, &out, &err))
		error_format(&err, line, sizeof(line));
	else
		check(&out, &p);
	extents_free(&out);
	payload_close(&p);
	fuzzfile_close(&kernel);
	fuzzfile_close(&ramdisk);
	free(img);
	return 0;
}
