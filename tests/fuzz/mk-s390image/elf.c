// SPDX-License-Identifier: MIT
/* Any ELF file to a flat image. */
#include "../fuzzfile.h"

#include "elfimage.h"
#include "image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t buf[512];
	struct fuzzfile f;
	struct infile in;
	struct image img;
	struct extents flat = {0};
	struct error err = {0};

	fuzzfile_open(&f, data, size);
	if (!infile_open(&in, f.path, &err)) {
		if (!elfimage_flatten(&in, &flat, &err)) {
			if (flat.size > S390_IMAGE_MAX)
				abort();
			/* every range it was given must be readable */
			if (flat.size >= sizeof(buf) &&
			    (extents_read(&flat, 0, buf, sizeof(buf), &err) ||
			     extents_read(&flat, flat.size - sizeof(buf), buf, sizeof(buf), &err)))
				abort();
		}
		extents_free(&flat);
		infile_close(&in);
	}
	if (!image_open(&img, f.path, &err))
		image_close(&img);
	fuzzfile_close(&f);
	return 0;
}
