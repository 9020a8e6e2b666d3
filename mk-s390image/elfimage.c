// SPDX-License-Identifier: MIT
#include "elfimage.h"

#include <stdlib.h>
#include <string.h>

#include "s390hdr.h"

/* field offsets of Elf64_Ehdr and Elf64_Phdr */
enum {
	EI_CLASS_AT = 4,
	EI_DATA_AT = 5,
	E_TYPE = 16,
	E_MACHINE = 18,
	E_ENTRY = 24,
	E_PHOFF = 32,
	E_PHENTSIZE = 54,
	E_PHNUM = 56,
	EHDR_SIZE = 64,
	P_TYPE = 0,
	P_OFFSET = 8,
	P_PADDR = 24,
	P_FILESZ = 32,
	P_MEMSZ = 40,
	PHDR_SIZE = 56,
	CLASS64 = 2,
	DATA_MSB = 2,
	TYPE_EXEC = 2,
	TYPE_DYN = 3,
	MACHINE_S390 = 22,
	SEG_LOAD = 1,
	MAX_SEGMENTS = 64,
};

struct segment {
	uint64_t offset, addr, filesz, memsz;
};

bool elfimage_is_elf(const void *buf, size_t len)
{
	return len >= 4 && !memcmp(buf, "\177ELF", 4);
}

static int check_header(const struct infile *file, const uint8_t *h, struct error *err)
{
	unsigned type, machine;

	if (h[EI_DATA_AT] != DATA_MSB)
		return error_set(err, file->name,
				 "is an ELF file for a little-endian machine; an s390x kernel is "
				 "needed");
	machine = be16_get(h + E_MACHINE);
	if (machine != MACHINE_S390)
		return error_set(err, file->name,
				 "is an ELF file for another machine (number %u); an s390x kernel "
				 "is needed",
				 machine);
	if (h[EI_CLASS_AT] != CLASS64)
		return error_set(err, file->name,
				 "is a 31-bit ELF file; a 64-bit kernel is needed");
	type = be16_get(h + E_TYPE);
	if (type != TYPE_EXEC && type != TYPE_DYN)
		return error_set(err, file->name, "is an ELF file that is no program (type %u)",
				 type);
	return 0;
}

static int by_address(const void *a, const void *b)
{
	const struct segment *s = a, *t = b;

	return s->addr < t->addr ? -1 : s->addr > t->addr;
}

/* Reads the loadable segments, sorted by address; their number or -1. */
static int read_segments(const struct infile *file, const uint8_t *h, struct segment *seg,
			 struct error *err)
{
	uint64_t phoff = be64_get(h + E_PHOFF), at;
	unsigned phnum = be16_get(h + E_PHNUM), i;
	uint8_t p[PHDR_SIZE];
	int n = 0;

	if (be16_get(h + E_PHENTSIZE) != PHDR_SIZE || !phnum || phnum > MAX_SEGMENTS)
		return error_set_at(
			err, file->name, E_PHENTSIZE,
			"has no usable ELF program headers; give arch/s390/boot/bzImage");
	for (i = 0; i < phnum; i++) {
		at = phoff + (uint64_t)i * PHDR_SIZE;
		if (at < phoff)
			at = UINT64_MAX;
		if (infile_read(file, at, p, sizeof(p), err))
			return error_set_at(err, file->name, at,
					    "is a truncated ELF file (program headers)");
		if (be32_get(p + P_TYPE) != SEG_LOAD || !be64_get(p + P_MEMSZ))
			continue;
		seg[n].offset = be64_get(p + P_OFFSET);
		seg[n].addr = be64_get(p + P_PADDR);
		seg[n].filesz = be64_get(p + P_FILESZ);
		seg[n].memsz = be64_get(p + P_MEMSZ);
		if (seg[n].filesz > seg[n].memsz || seg[n].offset > file->size ||
		    seg[n].filesz > file->size - seg[n].offset)
			return error_set_at(err, file->name, at,
					    "is a truncated or damaged ELF file (a segment lies "
					    "outside of it)");
		n++;
	}
	qsort(seg, (size_t)n, sizeof(*seg), by_address);
	return n;
}

int elfimage_flatten(const struct infile *file, struct extents *flat, struct error *err)
{
	struct segment seg[MAX_SEGMENTS];
	uint8_t h[EHDR_SIZE];
	int i, n;

	if (infile_read(file, 0, h, sizeof(h), err))
		return error_set(err, file->name, "is a truncated ELF file");
	if (check_header(file, h, err))
		return -1;
	n = read_segments(file, h, seg, err);
	if (n < 0)
		return -1;
	if (!n || seg[0].addr >= S390_ENTRY || be64_get(h + E_ENTRY) != S390_ENTRY)
		return error_set(err, file->name,
				 "is an ELF file that does not start at 0x10000, as the top-level "
				 "vmlinux; give arch/s390/boot/bzImage or arch/s390/boot/vmlinux");
	for (i = 0; i < n; i++) {
		if (seg[i].addr < flat->size)
			return error_set(err, file->name, "has ELF segments that overlap at 0x%llx",
					 (unsigned long long)seg[i].addr);
		if (seg[i].addr > S390_IMAGE_MAX || seg[i].memsz > S390_IMAGE_MAX - seg[i].addr)
			return error_set(err, file->name,
					 "has an ELF segment at 0x%llx that ends above 2 GiB",
					 (unsigned long long)seg[i].addr);
		if (extents_add_zeros(flat, seg[i].addr - flat->size, err) ||
		    extents_add_file(flat, file, seg[i].offset, seg[i].filesz, err) ||
		    extents_add_zeros(flat, seg[i].memsz - seg[i].filesz, err))
			return -1;
	}
	return 0;
}
