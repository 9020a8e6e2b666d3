/* SPDX-License-Identifier: MIT */
/*
 * What an ELF file says of itself. The file may be of any byte order and class,
 * and may be damaged: libelf finds the tables, every string in them is checked
 * against the bounds of its table here.
 */
#ifndef ELF_FILE_H
#define ELF_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"
#include "error.h"
#include "names.h"

/* The machine a file is for; two files fit together if all three are equal. */
struct elf_arch {
	uint16_t machine; /* EM_... */
	uint8_t class;	  /* ELFCLASS32 or 64 */
	uint8_t order;	  /* ELFDATA2MSB or LSB */
};

struct elf_file {
	struct elf_arch arch;
	uint16_t type; /* ET_... */
	bool dynamic;
	char *interp; /* the loader, or NULL */
	char *soname, *rpath, *runpath;
	bool nodeflib;		/* DF_1_NODEFLIB */
	struct names needed;	/* DT_NEEDED and DT_FILTER: it does not start without them */
	struct names auxiliary; /* DT_AUXILIARY: used if they are there */
	struct bytes strings;	/* those of its dynamic section and symbols, each with its NUL */
};

/* True if B begins as an ELF file does. */
bool elf_magic(const struct bytes *b);

/* Reads the contents B of NAME. elf_free() is needed after success only. */
int elf_read(struct elf_file *elf, const struct bytes *b, const char *name, struct error *err);
void elf_free(struct elf_file *elf);
/* True if TEXT is among its strings: a symbol, a version, a library. */
bool elf_mentions(const struct elf_file *elf, const char *text);

/* Reads no more than the machine. */
int elf_read_arch(struct elf_arch *arch, const struct bytes *b, const char *name,
		  struct error *err);

/* The section SECTION of an ELF file: 1 found, 0 there is none, -1 damaged. */
int elf_section(const struct bytes *b, const char *name, const char *section,
		const unsigned char **data, size_t *len, struct error *err);

bool elf_arch_equal(const struct elf_arch *a, const struct elf_arch *b);
/* "s390x", "x86-64", ... or "machine 123" in BUF. */
const char *elf_arch_name(const struct elf_arch *a, char buf[32]);

#endif
