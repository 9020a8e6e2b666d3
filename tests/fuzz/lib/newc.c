// SPDX-License-Identifier: MIT
/* The newc reader with its compressed segments. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "newc_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct newc_list l;
	struct error err = {0};

	memset(&l, 0, sizeof(l));
	if (!newc_read(&l, data, size, "fuzz", &err)) {
		for (size_t i = 0; i < l.n; i++)
			newc_body(&l, &l.v[i]);
		newc_find(&l, "init");
	}
	newc_free(&l);
	return 0;
}
