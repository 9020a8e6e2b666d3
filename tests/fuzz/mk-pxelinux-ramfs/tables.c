// SPDX-License-Identifier: MIT
/* Texts of the sysroot: ld.so.conf, the kernel's configuration, IKCONFIG. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "kernel.h"
#include "elf/ldconf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct names lines = {0};
	struct error err = {0};
	struct bytes image = {0};
	struct kernel k;

	memset(&k, 0, sizeof(k));
	ldconf_parse((const char *)data, size, &lines);
	names_free(&lines);
	k.image_name = "fuzz";
	if (!bytes_append(&image, data, size) && !bytes_append(&k.config, data, size)) {
		kernel_has(&k, "KEXEC");
		bytes_free(&k.config);
		kernel_look_inside(&k, &image, &err);
	}
	bytes_free(&image);
	kernel_free(&k);
	return 0;
}
