// SPDX-License-Identifier: MIT
/* Site values at the end of any ramdisk: what is found can be taken out and put back. */
#include "../fuzzfile.h"

#include "site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct extents ramdisk = {0};
	struct error err = {0};
	struct site s, none = {0};

	if (extents_add_bytes(&ramdisk, data, size, &err) ||
	    site_find(&s, &ramdisk, 0, ramdisk.size, &err))
		abort();
	if (!s.size && site_any(&s))
		abort();
	if (s.size) {
		if (!site_any(&s) || s.size > size)
			abort();
		none.size = s.size;
		if (site_add(&none, &ramdisk, "fuzz", 0, &err) || ramdisk.size != size - s.size)
			abort();
		/* a ramdisk that is the loader's takes it again */
		s.size = 0;
		site_add(&s, &ramdisk, "fuzz", 0, &err);
	}
	site_free(&s);
	extents_free(&ramdisk);
	return 0;
}
