/* SPDX-License-Identifier: MIT */
/*
 * .note.dlopen: the shared objects a program opens at run time, told in JSON.
 * Format: https://uapi-group.org/specifications/specs/elf_dlopen_metadata/
 */
#ifndef DLOPEN_NOTE_H
#define DLOPEN_NOTE_H

#include <stddef.h>

#include "elf_file.h"
#include "error.h"

/* Adds what the notes in the LEN bytes at NOTE say to ELF->dlopen. */
int dlopen_note_read(struct elf_file *elf, const unsigned char *note, size_t len, const char *name,
		     struct error *err);

#endif
