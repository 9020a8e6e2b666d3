// SPDX-License-Identifier: MIT
/* The ELF reader and .modinfo on any bytes. */
#include <stddef.h>
#include <stdint.h>

#include "busybox.h"
#include "elf/elf_file.h"
#include "elf/ldconf.h"
#include "modules/modinfo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct names names = {0};
	struct error err = {0};
	struct elf_file elf;
	struct modinfo mi;
	struct bytes b = {0};

	if (bytes_append(&b, data, size))
		return 0;
	if (!elf_read(&elf, &b, "fuzz", &err))
		elf_free(&elf);
	modinfo_read(&mi, &b, "fuzz", &err);
	modinfo_free(&mi);
	busybox_applets(&b, "fuzz", &names, &err);
	ldconf_builtin(&b, &names);
	names_free(&names);
	bytes_free(&b);
	return 0;
}
