// SPDX-License-Identifier: MIT
#include "lease/dhcp_packet.h"

#include <string.h>

#include "byteorder.h"

/* Offsets: of IPv4 and UDP (RFC 791, 768), then of DHCP (RFC 2131, figure 1) */
enum {
	IP_FRAGMENT = 6,
	IP_PROTOCOL = 9,
	UDP_TARGET = 2,
	UDP_HEADER = 8,
	OP = 0,
	HLEN = 2,
	SIADDR = 20,
	CHADDR = 28,
	SNAME = 44,
	SNAME_SIZE = 64,
	FILE_NAME = 108,
	FILE_SIZE = 128,
	COOKIE = 236,
};
enum { UDP = 17, CLIENT_PORT = 68, BOOTREPLY = 2, OFFER = 2 };
enum { PAD = 0, OVERLOAD = 52, MESSAGE_TYPE = 53, SERVER_ID = 54, END = 255 };

bool dhcp_options_whole(const uint8_t *at, size_t len)
{
	while (len && *at != END) {
		size_t n = *at == PAD ? 1 : len > 1 ? 2u + at[1] : len + 1;

		if (n > len)
			return false;
		at += n;
		len -= n;
	}
	return true;
}

size_t dhcp_options_find(const uint8_t *at, size_t len, uint8_t code, uint8_t value[DHCP_LONGEST],
			 size_t have)
{
	while (len && *at != END) {
		size_t n = len > 1 ? at[1] : 0;

		if (*at == PAD) {
			at++;
			len--;
			continue;
		}
		if (len < 2 || len - 2 < n)
			break;
		if (*at == code && n <= DHCP_LONGEST - have) {
			memcpy(value + have, at + 2, n);
			have += n;
		}
		at += 2 + n;
		len -= 2 + n;
	}
	return have;
}

size_t dhcp_option(const struct dhcp_packet *p, uint8_t code, uint8_t value[DHCP_LONGEST])
{
	size_t n = dhcp_options_find(p->data + DHCP_HEADER, p->len - DHCP_HEADER, code, value, 0);

	if (p->overload & 1)
		n = dhcp_options_find(p->data + FILE_NAME, FILE_SIZE, code, value, n);
	if (p->overload & 2)
		n = dhcp_options_find(p->data + SNAME, SNAME_SIZE, code, value, n);
	return n;
}

/* The DHCP message in an IPv4 packet to port 68, or NULL. */
static const uint8_t *message(const uint8_t *ip, size_t *len)
{
	size_t head = *len ? (size_t)(ip[0] & 15) * 4 : 0, size;

	if (*len < 20 || ip[0] >> 4 != 4 || head < 20 || *len < head + UDP_HEADER ||
	    ip[IP_PROTOCOL] != UDP || (be16_get(ip + IP_FRAGMENT) & 0x3fff) ||
	    be16_get(ip + head + UDP_TARGET) != CLIENT_PORT)
		return NULL;
	size = be16_get(ip + head + 4);
	if (size < UDP_HEADER + DHCP_HEADER || size > *len - head)
		return NULL;
	*len = size - UDP_HEADER;
	return ip + head + UDP_HEADER;
}

bool dhcp_offer(struct dhcp_packet *p, const uint8_t *ip, size_t len, const uint8_t mac[6])
{
	static const uint8_t cookie[] = {99, 130, 83, 99};
	uint8_t value[DHCP_LONGEST];

	*p = (struct dhcp_packet){.data = message(ip, &len)};
	p->len = len;
	if (!p->data || p->data[OP] != BOOTREPLY || p->data[HLEN] != 6 ||
	    memcmp(p->data + CHADDR, mac, 6) != 0 || memcmp(p->data + COOKIE, cookie, 4) != 0)
		return false;
	if (dhcp_option(p, OVERLOAD, value) == 1)
		p->overload = value[0];
	return dhcp_option(p, MESSAGE_TYPE, value) == 1 && value[0] == OFFER;
}

uint32_t dhcp_server(const struct dhcp_packet *p)
{
	uint8_t value[DHCP_LONGEST];

	return dhcp_option(p, SERVER_ID, value) == 4 ? be32_get(value) : be32_get(p->data + SIADDR);
}

/* --- lines --------------------------------------------------------------------------- */

static int print_address(struct bytes *out, const char *name, const uint8_t *a)
{
	return be32_get(a) ? bytes_printf(out, "%s=%u.%u.%u.%u\n", name, a[0], a[1], a[2], a[3])
			   : 0;
}

/* A text ends at its first NUL. */
static int print_text(struct bytes *out, const char *name, const uint8_t *text, size_t len)
{
	size_t n = strnlen((const char *)text, len);

	if (!n)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (text[i] < ' ' || text[i] == 0x7f)
			return bytes_printf(out, "refused=%s\n", name);
	return bytes_printf(out, "%s=%.*s\n", name, (int)n, (const char *)text);
}

static int print_hex(struct bytes *out, const char *name, const uint8_t *data, size_t len)
{
	int bad = bytes_printf(out, "%s=", name);

	for (size_t i = 0; i < len; i++)
		bad |= bytes_printf(out, "%02x", data[i]);
	return bad | bytes_string(out, "\n");
}

static const struct {
	uint8_t code;
	enum { ADDRESS, TEXT, HEX, NUMBER } kind;
	const char *name; /* in the lease */
} options[] = {
	{SERVER_ID, ADDRESS, "serverid"},
	{66, TEXT, "tftp"},
	{67, TEXT, "bootfile"},
	{43, HEX, "opt43"},
	{150, HEX, "opt150"},
	{209, TEXT, "opt209"},
	{210, TEXT, "opt210"},
	{211, NUMBER, "opt211"},
};

static int print_option(const struct dhcp_packet *p, struct bytes *out, size_t i)
{
	uint8_t value[DHCP_LONGEST];
	size_t n = dhcp_option(p, options[i].code, value);
	const char *name = options[i].name;

	switch (options[i].kind) {
	case ADDRESS:
		return n == 4 ? print_address(out, name, value) : 0;
	case TEXT:
		return print_text(out, name, value, n);
	case HEX:
		return n ? print_hex(out, name, value, n) : 0;
	default:
		return n == 4 ? bytes_printf(out, "%s=%lu\n", name, (unsigned long)be32_get(value))
			      : 0;
	}
}

int dhcp_print(const struct dhcp_packet *p, struct bytes *out)
{
	int bad = print_address(out, "siaddr", p->data + SIADDR);

	if (!(p->overload & 2))
		bad |= print_text(out, "sname", p->data + SNAME, SNAME_SIZE);
	if (!(p->overload & 1))
		bad |= print_text(out, "boot_file", p->data + FILE_NAME, FILE_SIZE);
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		bad |= print_option(p, out, i);
	return bad;
}
