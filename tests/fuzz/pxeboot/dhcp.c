// SPDX-License-Identifier: MIT
/* IPv4 packets that may be a DHCP server's offer */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lease/dhcp_packet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Lines of printable text, each NAME=VALUE */
static void check(const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		if (text[n] != '\n' || !memchr(text, '=', n))
			abort();
		for (size_t i = 0; i < n; i++)
			if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
				abort();
		text += n + 1;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t mac[6] = {0x52, 0x54, 0, 0xab, 0xcd, 0xe0};
	struct dhcp_packet p;
	struct bytes out = {0};

	if (dhcp_offer(&p, data, size, mac)) {
		if (dhcp_print(&p, &out))
			abort();
		if (out.data)
			check((const char *)out.data);
		dhcp_server(&p);
	}
	bytes_free(&out);
	return 0;
}
