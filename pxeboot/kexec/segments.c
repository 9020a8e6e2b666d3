// SPDX-License-Identifier: MIT
#include "segments.h"

#include <string.h>

#include "byteorder.h"
#include "s390hdr.h"

enum { MIB = 1 << 20, LOWEST_INITRD = 8 * MIB };

static uint64_t round_up(uint64_t n, uint64_t to)
{
	return (n + to - 1) / to * to;
}

static void add(struct segments *s, const uint8_t *data, uint64_t len, uint64_t at)
{
	s->list[s->count++] = (struct segment){data, len, at, round_up(len, S390_PAGE)};
	s->end = at + round_up(len, S390_PAGE);
}

static int check(const struct segments_input *in, const struct s390hdr *hdr, struct error *err)
{
	uint64_t room = s390hdr_cmdline_size(hdr);
	size_t len = in->cmdline ? strlen(in->cmdline) : 0;

	if (!room || S390_CMDLINE + room > in->kernel_len)
		return error_set(err, in->name, "the kernel is damaged: its head makes no sense");
	if (in->kernel_len > S390_IMAGE_MAX - (uint64_t)2 * S390_PAGE)
		return error_set(err, in->name, "the kernel is larger than 2 GiB");
	if (len >= room)
		return error_set(err, in->name,
				 "the command line has %zu bytes, this kernel takes %llu", len,
				 (unsigned long long)(room - 1));
	return 0;
}

/*
 * Code that stores memory anew and starts the kernel. Works at any address and in any addressing
 * mode; takes 0.3 s a GiB. QEMU then has no translated page left to guard either, so that the
 * kernel is up a minute earlier.
 *	sam64
 *	sgr   %r2,%r2
 *	larl  %r1,lines
 *	lg    %r3,0(%r1)
 * 0:	lmg   %r4,%r11,0(%r2)
 *	stmg  %r4,%r11,0(%r2)
 *	la    %r2,64(%r2)
 *	brctg %r3,0b
 *	lgfi  %r2,0x10000
 *	br    %r2
 *	nopr  %r7
 * lines: .quad			how much memory, in units of 64 bytes
 */
static void add_code(struct segments *s, uint64_t memory)
{
	static const uint8_t code[] = {
		0x01, 0x0e, 0xb9, 0x09, 0x00, 0x22, 0xc0, 0x10, 0x00, 0x00, 0x00, 0x15,
		0xe3, 0x30, 0x10, 0x00, 0x00, 0x04, 0xeb, 0x4b, 0x20, 0x00, 0x00, 0x04,
		0xeb, 0x4b, 0x20, 0x00, 0x00, 0x24, 0x41, 0x20, 0x20, 0x40, 0xa7, 0x37,
		0xff, 0xf8, 0xc0, 0x21, 0x00, 0x01, 0x00, 0x00, 0x07, 0xf2, 0x07, 0x07,
	};

	memcpy(s->code, code, sizeof(code));
	be64_put(s->code + sizeof(code), memory / 64);
	s->entry = s->end;
	add(s, s->code, SEGMENTS_CODE, s->end);
}

int segments_make(struct segments *s, const struct segments_input *in, struct error *err)
{
	uint64_t initrd_at = 0;
	struct s390hdr hdr;

	*s = (struct segments){.entry = S390_ENTRY};
	if (!s390hdr_magic(in->kernel, in->kernel_len) ||
	    !s390hdr_get(in->kernel, in->kernel_len, &hdr))
		return error_set(err, in->name, "is not an s390 kernel image");
	if (check(in, &hdr, err))
		return -1;
	add(s, in->kernel + S390_ENTRY, in->kernel_len - S390_ENTRY, S390_ENTRY);
	if (in->renew)
		add_code(s, in->renew);
	if (in->initrd) {
		initrd_at = round_up(s->end, MIB);
		if (initrd_at < LOWEST_INITRD)
			initrd_at = LOWEST_INITRD;
		add(s, in->initrd, in->initrd_len, initrd_at);
	}
	be64_put(in->kernel + S390_INITRD_START, initrd_at);
	be64_put(in->kernel + S390_INITRD_SIZE, in->initrd ? in->initrd_len : 0);
	if (in->cmdline)
		strcpy((char *)in->kernel + S390_CMDLINE, in->cmdline);
	return 0;
}
