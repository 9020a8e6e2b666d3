// SPDX-License-Identifier: MIT
#include "elf_file.h"

#include <elf.h>
#include <gelf.h>
#include <libelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool elf_magic(const struct bytes *b)
{
	return b->len >= SELFMAG && !memcmp(b->data, ELFMAG, SELFMAG);
}

bool elf_arch_equal(const struct elf_arch *a, const struct elf_arch *b)
{
	return a->machine == b->machine && a->class == b->class && a->order == b->order;
}

const char *elf_arch_name(const struct elf_arch *a, char buf[32])
{
	static const struct {
		uint16_t machine;
		uint8_t class;
		const char *name;
	} known[] = {
		{EM_S390, ELFCLASS64, "s390x"},	   {EM_S390, ELFCLASS32, "s390 (31 bits)"},
		{EM_X86_64, ELFCLASS64, "x86-64"}, {EM_X86_64, ELFCLASS32, "x32"},
		{EM_386, ELFCLASS32, "i386"},	   {EM_AARCH64, ELFCLASS64, "aarch64"},
		{EM_PPC64, ELFCLASS64, "ppc64"},   {EM_ARM, ELFCLASS32, "arm"},
		{EM_RISCV, ELFCLASS64, "riscv64"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].machine == a->machine && known[i].class == a->class)
			return known[i].name;
	snprintf(buf, 32, "machine %u", a->machine);
	return buf;
}

static Elf *open_elf(const struct bytes *b, GElf_Ehdr *eh, const char *name, struct error *err)
{
	Elf *e;

	if (elf_version(EV_CURRENT) == EV_NONE) {
		error_set(err, NULL, "libelf has an unknown version");
		return NULL;
	}
	if (!elf_magic(b)) {
		error_set(err, name, "is not an ELF file");
		return NULL;
	}
	e = elf_memory((char *)b->data, b->len);
	if (!e || elf_kind(e) != ELF_K_ELF || !gelf_getehdr(e, eh)) {
		error_set(err, name, "is a damaged ELF file");
		elf_end(e);
		return NULL;
	}
	return e;
}

static void arch_of(const GElf_Ehdr *eh, struct elf_arch *arch)
{
	arch->machine = eh->e_machine;
	arch->class = eh->e_ident[EI_CLASS];
	arch->order = eh->e_ident[EI_DATA];
}

int elf_read_arch(struct elf_arch *arch, const struct bytes *b, const char *name, struct error *err)
{
	GElf_Ehdr eh;
	Elf *e = open_elf(b, &eh, name, err);

	if (!e)
		return -1;
	arch_of(&eh, arch);
	elf_end(e);
	return 0;
}

/* True if LEN bytes at OFFSET are in the file. */
static bool inside(const struct bytes *b, uint64_t offset, uint64_t len)
{
	return offset <= b->len && len <= b->len - offset;
}

/* The file offset of the virtual address ADDR, and how many bytes follow it in its segment. */
static bool addr_to_offset(Elf *e, const struct bytes *b, size_t phnum, uint64_t addr,
			   uint64_t *offset, uint64_t *room)
{
	for (size_t i = 0; i < phnum; i++) {
		GElf_Phdr ph;

		if (!gelf_getphdr(e, (int)i, &ph) || ph.p_type != PT_LOAD || addr < ph.p_vaddr ||
		    addr - ph.p_vaddr >= ph.p_filesz || !inside(b, ph.p_offset, ph.p_filesz))
			continue;
		*offset = ph.p_offset + (addr - ph.p_vaddr);
		*room = ph.p_filesz - (addr - ph.p_vaddr);
		return true;
	}
	return false;
}

/* A copy of the string at OFFSET of the table; NULL if it does not end inside. */
static char *table_string(const unsigned char *tab, uint64_t len, uint64_t offset)
{
	if (offset >= len || !memchr(tab + offset, 0, len - offset))
		return NULL;
	return strdup((const char *)tab + offset);
}

struct dynamic {
	Elf_Data *data;
	size_t n;
	const unsigned char *strings;
	uint64_t strings_len;
};

/* Finds the string table that the dynamic section DYN names. */
static int dynamic_strings(Elf *e, const struct bytes *b, size_t phnum, struct dynamic *dyn)
{
	uint64_t addr = 0, size = 0, offset, room;
	GElf_Dyn d;

	for (size_t i = 0; i < dyn->n && gelf_getdyn(dyn->data, (int)i, &d); i++) {
		if (d.d_tag == DT_NULL)
			break;
		if (d.d_tag == DT_STRTAB)
			addr = d.d_un.d_ptr;
		if (d.d_tag == DT_STRSZ)
			size = d.d_un.d_val;
	}
	if (!addr_to_offset(e, b, phnum, addr, &offset, &room) || size > room)
		return -1;
	dyn->strings = b->data + offset;
	dyn->strings_len = size;
	return 0;
}

static int set_string(char **out, const struct dynamic *dyn, uint64_t offset)
{
	free(*out);
	*out = table_string(dyn->strings, dyn->strings_len, offset);
	return *out ? 0 : -1;
}

static int dynamic_entry(struct elf_file *elf, const struct dynamic *dyn, const GElf_Dyn *d)
{
	char *s;
	int ret;

	switch (d->d_tag) {
	case DT_NEEDED:
	case DT_FILTER:
	case DT_AUXILIARY:
		s = table_string(dyn->strings, dyn->strings_len, d->d_un.d_val);
		ret = s ? names_add(d->d_tag == DT_AUXILIARY ? &elf->auxiliary : &elf->needed, s)
			: -1;
		free(s);
		return ret;
	case DT_SONAME:
		return set_string(&elf->soname, dyn, d->d_un.d_val);
	case DT_RPATH:
		return set_string(&elf->rpath, dyn, d->d_un.d_val);
	case DT_RUNPATH:
		return set_string(&elf->runpath, dyn, d->d_un.d_val);
	case DT_FLAGS_1:
		elf->nodeflib = d->d_un.d_val & DF_1_NODEFLIB;
		return 0;
	default:
		return 0;
	}
}

static int read_dynamic(struct elf_file *elf, Elf *e, const struct bytes *b, size_t phnum,
			const GElf_Phdr *ph)
{
	size_t entry = gelf_fsize(e, ELF_T_DYN, 1, EV_CURRENT);
	struct dynamic dyn = {0};
	GElf_Dyn d;

	elf->dynamic = true;
	if (!entry || !inside(b, ph->p_offset, ph->p_filesz))
		return -1;
	dyn.n = ph->p_filesz / entry;
	if (!dyn.n)
		return 0;
	dyn.data = elf_getdata_rawchunk(e, (int64_t)ph->p_offset, dyn.n * entry, ELF_T_DYN);
	if (!dyn.data || dynamic_strings(e, b, phnum, &dyn) ||
	    bytes_append(&elf->strings, dyn.strings, dyn.strings_len))
		return -1;
	for (size_t i = 0; i < dyn.n && gelf_getdyn(dyn.data, (int)i, &d); i++) {
		if (d.d_tag == DT_NULL)
			break;
		if (dynamic_entry(elf, &dyn, &d))
			return -1;
	}
	return 0;
}

static int read_segments(struct elf_file *elf, Elf *e, const struct bytes *b)
{
	size_t phnum;

	if (elf_getphdrnum(e, &phnum))
		return -1;
	for (size_t i = 0; i < phnum; i++) {
		GElf_Phdr ph;

		if (!gelf_getphdr(e, (int)i, &ph))
			return -1;
		if (ph.p_type == PT_INTERP) {
			if (!inside(b, ph.p_offset, ph.p_filesz) || elf->interp)
				return -1;
			elf->interp = table_string(b->data + ph.p_offset, ph.p_filesz, 0);
			if (!elf->interp)
				return -1;
		} else if (ph.p_type == PT_DYNAMIC && !elf->dynamic) {
			if (read_dynamic(elf, e, b, phnum, &ph))
				return -1;
		}
	}
	return 0;
}

int elf_read(struct elf_file *elf, const struct bytes *b, const char *name, struct error *err)
{
	GElf_Ehdr eh;
	Elf *e = open_elf(b, &eh, name, err);
	int ret;

	memset(elf, 0, sizeof(*elf));
	if (!e)
		return -1;
	arch_of(&eh, &elf->arch);
	elf->type = eh.e_type;
	ret = read_segments(elf, e, b);
	elf_end(e);
	if (!ret)
		return 0;
	elf_free(elf);
	return error_set(err, name, "is a damaged ELF file: a table lies outside of it");
}

bool elf_mentions(const struct elf_file *elf, const char *text)
{
	size_t n = strlen(text) + 1;
	const unsigned char *p = elf->strings.data, *end = p ? p + elf->strings.len : p;

	/* every string begins after a NUL; the first one of a table is empty */
	while (p && (p = memmem(p, (size_t)(end - p), text, n))) {
		if (p == elf->strings.data || !p[-1])
			return true;
		p++;
	}
	return false;
}

int elf_section(const struct bytes *b, const char *name, const char *section,
		const unsigned char **data, size_t *len, struct error *err)
{
	GElf_Ehdr eh;
	Elf *e = open_elf(b, &eh, name, err);
	Elf_Scn *scn = NULL;
	size_t strndx;
	GElf_Shdr sh, str;
	int ret = 0;

	if (!e)
		return -1;
	if (elf_getshdrstrndx(e, &strndx) || strndx == SHN_UNDEF) {
		elf_end(e);
		return 0;
	}
	if (!gelf_getshdr(elf_getscn(e, strndx), &str) || str.sh_type == SHT_NOBITS ||
	    !inside(b, str.sh_offset, str.sh_size))
		ret = -1;
	while (!ret && (scn = elf_nextscn(e, scn))) {
		size_t n = strlen(section) + 1;

		if (!gelf_getshdr(scn, &sh)) {
			ret = -1;
		} else if (sh.sh_name < str.sh_size && n <= str.sh_size - sh.sh_name &&
			   !memcmp(b->data + str.sh_offset + sh.sh_name, section, n)) {
			ret = sh.sh_type != SHT_NOBITS && inside(b, sh.sh_offset, sh.sh_size) ? 1
											      : -1;
			*data = b->data + (ret > 0 ? sh.sh_offset : 0);
			*len = ret > 0 ? (size_t)sh.sh_size : 0;
		}
	}
	elf_end(e);
	return ret < 0 ? error_set(err, name, "is a damaged ELF file: its section table is wrong")
		       : ret;
}

void elf_free(struct elf_file *elf)
{
	free(elf->interp);
	free(elf->soname);
	free(elf->rpath);
	free(elf->runpath);
	names_free(&elf->needed);
	names_free(&elf->auxiliary);
	bytes_free(&elf->strings);
	memset(elf, 0, sizeof(*elf));
}
