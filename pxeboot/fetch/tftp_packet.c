// SPDX-License-Identifier: MIT
#include "fetch/tftp_packet.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "byteorder.h"
#include "error.h"

static size_t put(uint8_t *buf, uint16_t opcode, uint16_t number)
{
	be32_put(buf, (uint32_t)opcode << 16 | number);
	return TFTP_HEADER;
}

size_t tftp_ack(uint8_t buf[TFTP_HEADER], uint16_t block)
{
	return put(buf, TFTP_ACK, block);
}

size_t tftp_error(uint8_t buf[TFTP_HEADER + 1], enum tftp_code code)
{
	buf[TFTP_HEADER] = 0;
	return put(buf, TFTP_ERROR, (uint16_t)code) + 1;
}

size_t tftp_request(uint8_t buf[TFTP_REQUEST], const char *path, const struct tftp_options *options)
{
	size_t room = TFTP_REQUEST - 2, name = strlen(path) + 1, n = name + sizeof("octet");
	char *out = (char *)buf + 2;
	int more;

	if (n > room)
		return 0;
	buf[0] = 0;
	buf[1] = TFTP_RRQ;
	memcpy(out, path, name);
	memcpy(out + name, "octet", sizeof("octet"));
	if (!options)
		return n + 2;
	/* its final NUL is snprintf's; a server that waits a long time before it repeats a block
	 * is asked for a second */
	more = snprintf(out + n, room - n, "blksize%c%u%ctsize%c0%ctimeout%c1%cwindowsize%c%u", 0,
			options->blksize, 0, 0, 0, 0, 0, 0, options->windowsize);
	return (size_t)more + 1 <= room - n ? n + 2 + (size_t)more + 1 : 0;
}

bool tftp_parse(struct tftp_packet *p, const uint8_t *buf, size_t len)
{
	size_t head = TFTP_HEADER;

	if (len < 2)
		return false;
	*p = (struct tftp_packet){.opcode = be16_get(buf)};
	if (p->opcode == TFTP_OACK)
		head = 2;
	else if (p->opcode != TFTP_DATA && p->opcode != TFTP_ERROR)
		return false;
	if (len < head)
		return false;
	if (head == TFTP_HEADER)
		p->number = be16_get(buf + 2);
	p->data = buf + head;
	p->len = len - head;
	return true;
}

/* The next string of what is left of P, NULL if its end is missing. */
static const char *string(struct tftp_packet *p)
{
	const uint8_t *s = p->data, *end = memchr(s, 0, p->len);

	if (!end)
		return NULL;
	p->data = end + 1;
	p->len -= (size_t)(p->data - s);
	return (const char *)s;
}

static bool number(const char *s, uint64_t least, uint64_t most, uint64_t *value)
{
	size_t len = strlen(s);

	if (!len || len > 18 || strspn(s, "0123456789") != len)
		return false;
	for (*value = 0; *s; s++)
		*value = *value * 10 + (uint64_t)(*s - '0');
	return *value >= least && *value <= most;
}

bool tftp_agree(struct tftp_options *agreed, const struct tftp_options *asked,
		const struct tftp_packet *p)
{
	struct tftp_packet rest = *p;

	*agreed = (struct tftp_options){TFTP_PLAIN, 1, 0};
	while (rest.len) {
		const char *name = string(&rest), *text = name ? string(&rest) : NULL;
		uint64_t value = 0;

		if (!text)
			return false;
		if (!strcasecmp(name, "blksize")) {
			if (!number(text, 8, asked->blksize, &value))
				return false;
			agreed->blksize = (unsigned int)value;
		} else if (!strcasecmp(name, "windowsize")) {
			if (!number(text, 1, asked->windowsize, &value))
				return false;
			agreed->windowsize = (unsigned int)value;
		} else if (!strcasecmp(name, "tsize")) {
			if (!number(text, 0, UINT64_MAX, &agreed->tsize))
				return false;
		}
	}
	return true;
}

void tftp_error_text(const struct tftp_packet *p, char out[4 * TFTP_TEXT + 1])
{
	static const char *const meaning[] = {
		"no reason given",     "File not found",    "Access violation",
		"Disk full",	       "Illegal operation", "Unknown transfer ID",
		"File already exists", "No such user",	    "Options refused",
	};
	char text[TFTP_TEXT + 1] = "";
	size_t n = strnlen((const char *)p->data, p->len < TFTP_TEXT ? p->len : TFTP_TEXT);

	memcpy(text, p->data, n);
	if (!n && p->number < sizeof(meaning) / sizeof(*meaning))
		snprintf(text, sizeof(text), "%s", meaning[p->number]);
	error_clean(text, out, 4 * TFTP_TEXT + 1);
}
