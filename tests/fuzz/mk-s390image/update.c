// SPDX-License-Identifier: MIT
/* --update of any image: what is not changed stays, and the result can be updated. */
#include "../fuzzfile.h"

#include "combined.h"
#include "payload.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t *contents(const struct extents *x)
{
	uint8_t *buf = malloc(x->size ? x->size : 1);

	if (!buf || extents_read(x, 0, buf, x->size, NULL))
		abort();
	return buf;
}

/* The ramdisk of the result is the one of P; the kernel's code is untouched. */
static void check(const uint8_t *old, const struct extents *out, const struct payload *p)
{
	uint8_t *new = contents(out), *rd = contents(&p->ramdisk);

	if (out->size < p->ramdisk.size ||
	    memcmp(new + out->size - p->ramdisk.size, rd, p->ramdisk.size))
		abort();
	if (memcmp(new + 0x10000, old + 0x10000, 0x408))
		abort();
	free(new);
	free(rd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct options opt = {.mode = MODE_UPDATE, .append = "quiet"};
	struct extents out = {0}, again = {0};
	struct fuzzfile f, g;
	struct payload p, q;
	struct error err = {0};
	size_t len;
	uint8_t *img = fuzz_image(data, size, &len), *made;

	if (!img)
		return 0;
	fuzzfile_open(&f, img, len);
	opt.input = f.path;
	opt.raw_cmdline = data[23] & 1;
	if (!payload_open(&p, &opt, &err) && !combined_compose(&p, &out, &err)) {
		check(img, &out, &p);
		made = contents(&out);
		fuzzfile_open(&g, made, out.size);
		opt.input = g.path;
		opt.append = "";
		if (payload_open(&q, &opt, &err) || combined_compose(&q, &again, &err))
			abort();
		check(made, &again, &q);
		extents_free(&again);
		payload_close(&q);
		fuzzfile_close(&g);
		free(made);
	}
	extents_free(&out);
	payload_close(&p);
	fuzzfile_close(&f);
	free(img);
	return 0;
}
