// SPDX-License-Identifier: MIT
#include "lease/ipv4.h"

bool ipv4_parse(const char *s, uint32_t *address)
{
	uint32_t all = 0;

	for (int i = 0; i < 4; i++) {
		const char *start = s;
		unsigned int byte = 0;

		while (*s >= '0' && *s <= '9' && s - start < 3)
			byte = byte * 10 + (unsigned int)(*s++ - '0');
		if (s == start || byte > 255 || (*start == '0' && s - start > 1) ||
		    *s != (i < 3 ? '.' : 0))
			return false;
		s++;
		all = all << 8 | byte;
	}
	*address = all;
	return true;
}

bool ipv4_is_host(uint32_t address)
{
	uint32_t first = address >> 24;

	return first != 0 && first != 127 && first < 224;
}

const char *ipv4_text(struct arena *a, uint32_t address)
{
	return arena_printf(a, "%u.%u.%u.%u", address >> 24, address >> 16 & 255,
			    address >> 8 & 255, address & 255);
}

uint32_t ipv4_mask(int length)
{
	return length ? ~UINT32_C(0) << (32 - length) : 0;
}

int ipv4_mask_length(uint32_t mask)
{
	for (int length = 32; length; length--)
		if (ipv4_mask(length) == mask)
			return length;
	return 0;
}

int ipv4_class_length(uint32_t address)
{
	return address >> 31 == 0 ? 8 : address >> 30 == 2 ? 16 : 24;
}
