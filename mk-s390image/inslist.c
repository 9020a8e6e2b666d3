// SPDX-License-Identifier: MIT
#include "inslist.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 65536, AREA = 0x10400 }; /* the parameter area, arch/s390/include/asm/setup.h */

/* Cuts "NAME ADDRESS" in two; false if LINE is something else. */
static bool split(char *line, const char **name, uint64_t *address)
{
	char *number, *end;

	*name = line;
	number = line + strcspn(line, " \t");
	if (number == line || !*number)
		return false;
	*number++ = 0;
	number += strspn(number, " \t");
	if (*number < '0' || *number > '9')
		return false;
	errno = 0;
	*address = strtoull(number, &end, 0);
	return !errno && !end[strspn(end, " \t\r")];
}

/* The next line of *TEXT, terminated there; NULL at the end. Comments and blank ones are skipped.
 */
static char *next_line(char **text, unsigned int *number)
{
	char *line;

	while (*text && **text) {
		line = *text;
		*text = strchr(line, '\n');
		if (*text)
			*(*text)++ = 0;
		++*number;
		line += strspn(line, " \t\r");
		if (*line && *line != '*')
			return line;
	}
	return NULL;
}

bool inslist_detect(const void *buf, size_t len)
{
	char text[2048], *at = text, *line;
	unsigned int number = 0;
	const char *name;
	uint64_t address;
	size_t n = len < sizeof(text) ? len : sizeof(text) - 1;

	memcpy(text, buf, n);
	text[n] = 0;
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)text[i] < 0x20 && !strchr("\t\r\n", text[i])) || !text[i])
			return false;
	line = next_line(&at, &number);
	return line && (strstr(line, " 0x") || strstr(line, "\t0x")) &&
	       split(line, &name, &address);
}

static int open_file(struct inslist_file *f, const char *list, const char *name, struct error *err)
{
	const char *slash = strrchr(list, '/');
	int dir = slash ? (int)(slash - list + 1) : 0, rc;
	struct error why = {0};
	char *path;

	if (asprintf(&path, "%.*s%s", dir, list, name + strspn(name, "/")) < 0)
		return error_memory(err);
	rc = infile_open(&f->file, path, &why);
	if (rc)
		error_set_errno(err, list, why.errnum, "line %u: %s: %s", f->line, path,
				why.message);
	free(path);
	return rc;
}

static int parse(struct inslist *l, const char *list, char *text, struct error *err)
{
	struct inslist_file *f;
	unsigned int number = 0;
	const char *name;
	char *line;

	while ((line = next_line(&text, &number))) {
		if (l->count == INSLIST_FILES)
			return error_set(err, list, "lists more than %d files", INSLIST_FILES);
		f = &l->list[l->count];
		f->line = number;
		if (!split(line, &name, &f->address))
			return error_set(err, list,
					 "line %u is not a file's name and an address such as "
					 "0x00010480",
					 number);
		if (open_file(f, list, name, err))
			return -1;
		l->count++;
		if (f->address > S390_IMAGE_MAX || f->file.size > S390_IMAGE_MAX - f->address)
			return error_set(err, list, "line %u: %s would end above 2 GiB", number,
					 name);
		if (!f->file.size)
			return error_set(err, list,
					 "line %u: %s is empty; loaders stop at an empty file",
					 number, name);
	}
	return 0;
}

int inslist_open(struct inslist *l, const struct infile *list, struct error *err)
{
	char *text;
	int rc;

	memset(l, 0, sizeof(*l));
	if (list->size > TEXT_MAX)
		return error_set(err, list->name, "is too large for an .ins file");
	text = calloc(1, (size_t)list->size + 1);
	if (!text)
		return error_memory(err);
	rc = infile_read(list, 0, text, (size_t)list->size, err);
	if (!rc)
		rc = parse(l, list->name, text, err);
	free(text);
	return rc;
}

static bool in_area(const struct inslist *l, const struct inslist_file *f)
{
	return f->address >= AREA && f->address < l->area_end;
}

static int patch(struct extents *memory, const struct inslist_file *f, const char *name,
		 uint64_t room, struct error *err)
{
	uint8_t buf[S390_CMDLINE_LEGACY];
	uint64_t done = 0;
	size_t n;

	if (f->file.size > room)
		return error_set(err, name,
				 "line %u: %s has %llu bytes, and the kernel has room for %llu at "
				 "0x%llx",
				 f->line, f->file.name, (unsigned long long)f->file.size,
				 (unsigned long long)room, (unsigned long long)f->address);
	for (; done < f->file.size; done += n) {
		n = f->file.size - done < sizeof(buf) ? (size_t)(f->file.size - done) : sizeof(buf);
		if (infile_read(&f->file, done, buf, n, err) ||
		    extents_patch(memory, f->address + done, buf, n, err))
			return -1;
	}
	return 0;
}

/* The file after F by address, then by its place in the list, that is not in the area. */
static const struct inslist_file *after(const struct inslist *l, const struct inslist_file *f)
{
	const struct inslist_file *best = NULL, *g;

	for (g = l->list; g < l->list + l->count; g++)
		if (!in_area(l, g) &&
		    (!f || g->address > f->address || (g->address == f->address && g > f)) &&
		    (!best || g->address < best->address))
			best = g;
	return best;
}

/* The end of the kernel's parameter area, which depends on the kernel. */
static uint64_t area_of(const struct inslist_file *kernel)
{
	struct s390hdr hdr = {0};
	uint64_t size;

	s390hdr_read(kernel->file.fd, kernel->file.size, "", &hdr, NULL);
	size = s390hdr_cmdline_size(&hdr);
	return S390_CMDLINE + (size ? size : S390_CMDLINE_LEGACY);
}

int inslist_compose(struct inslist *l, const char *name, struct extents *memory, struct error *err)
{
	const struct inslist_file *kernel = after(l, NULL), *f, *before = kernel;

	if (!kernel || kernel->address)
		return error_set(err, name, "lists no file that is loaded to address 0");
	l->area_end = area_of(kernel);
	for (f = kernel; f; before = f, f = after(l, f)) {
		if (f->address < memory->size)
			return error_set(err, name,
					 "line %u: %s at 0x%llx overlaps %s (line %u), which ends "
					 "at 0x%llx",
					 f->line, f->file.name, (unsigned long long)f->address,
					 before->file.name, before->line,
					 (unsigned long long)memory->size);
		if (extents_add_zeros(memory, f->address - memory->size, err) ||
		    extents_add_file(memory, &f->file, 0, f->file.size, err))
			return -1;
	}
	for (f = l->list; f < l->list + l->count; f++) {
		if (!in_area(l, f))
			continue;
		if (f < kernel)
			return error_set(err, name,
					 "line %u: %s is loaded before the kernel (line %u), which "
					 "overwrites it; list it after the kernel",
					 f->line, f->file.name, kernel->line);
		if (patch(memory, f, name, l->area_end - f->address, err))
			return -1;
	}
	return 0;
}

const struct inslist_file *inslist_ramdisk(const struct inslist *l)
{
	return after(l, after(l, NULL));
}

void inslist_close(struct inslist *l)
{
	for (size_t i = 0; i < l->count; i++)
		infile_close(&l->list[i].file);
	l->count = 0;
}
