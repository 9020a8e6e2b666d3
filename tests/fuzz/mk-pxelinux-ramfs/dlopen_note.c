// SPDX-License-Identifier: MIT
/* .note.dlopen and its JSON, in either byte order. */
#include <elf.h>
#include <stddef.h>
#include <stdint.h>

#include "dlopen_note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct elf_file elf = {0};
	struct error err = {0};

	if (!size)
		return 0;
	elf.arch.order = data[0] & 1 ? ELFDATA2MSB : ELFDATA2LSB;
	dlopen_note_read(&elf, data + 1, size - 1, "fuzz", &err);
	elf_free(&elf);
	return 0;
}
