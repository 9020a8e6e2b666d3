// SPDX-License-Identifier: MIT
/* Tables of depmod, as they are checked before libkmod maps them. */
#include <stddef.h>
#include <stdint.h>

#include "modules/depindex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes b = {0};

	if (!bytes_append(&b, data, size))
		depindex_sound(&b);
	bytes_free(&b);
	return 0;
}
