// SPDX-License-Identifier: MIT
/* Kernels for kexec: 3 bytes of the image's length, flags, the command line up to a NUL, then what
 * is in the image from its entry on. And what the rest says as /proc/iomem and /proc/sysinfo. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kexec/segments.h"
#include "kexec/system.h"
#include "s390hdr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INITRD = 1, CMDLINE = 2, RENEW = 4, MAGIC = 8 };

static volatile uint8_t touched;

/* Whole pages that do not overlap, filled from what was given, with the entry in one of them. */
static void check(const struct segments *s, const struct segments_input *in)
{
	uint64_t end = 0, entry = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct segment *g = &s->list[i];

		if (g->at % S390_PAGE || g->size % S390_PAGE || g->len > g->size || g->at < end)
			abort();
		/* the sanitizer looks whether they are there */
		touched = (uint8_t)(g->data[0] + g->data[g->len - 1]);
		end = g->at + g->size;
		entry += s->entry >= g->at && s->entry < end;
	}
	if (end != s->end || entry != 1 || s->entry >= UINT64_C(0x80000000))
		abort();
	if (in->cmdline && strcmp((char *)in->kernel + S390_CMDLINE, in->cmdline) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t initrd[4097];
	struct segments_input in = {.name = "k"};
	struct error err = {0};
	struct segments s;
	char *text;
	uint8_t flags;
	size_t len;

	if (size < 4)
		return 0;
	len = ((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) % 0x20000;
	flags = data[3];
	text = malloc(size);
	in.kernel = calloc(1, len + 1);
	if (!text || !in.kernel)
		abort();
	memcpy(text, data + 4, size - 4);
	text[size - 4] = 0;
	data += 4 + strlen(text);
	size -= 4 + strlen(text);
	in.kernel = realloc(in.kernel, len ? len : 1); /* so that nothing is behind it */
	in.kernel_len = len;
	if (len > S390_ENTRY)
		memcpy(in.kernel + S390_ENTRY, data,
		       size < len - S390_ENTRY ? size : len - S390_ENTRY);
	if ((flags & MAGIC) && len >= S390_MAGIC + 8)
		memcpy(in.kernel + S390_MAGIC, "S390EP\0\1", 8);
	in.cmdline = flags & CMDLINE ? text : NULL;
	in.initrd = flags & INITRD ? initrd : NULL;
	in.initrd_len = sizeof(initrd);
	in.renew = system_memory(text);
	if (flags & RENEW || system_emulated(text))
		in.renew += 4096;
	if (!segments_make(&s, &in, &err))
		check(&s, &in);
	free(in.kernel);
	free(text);
	return 0;
}
