/* SPDX-License-Identifier: MIT */
/*
 * Packets of TFTP (RFC 1350) with its options (RFC 2347): block size (2348), time and size of
 * the file (2349), window (7440). Functions of bytes only.
 */
#ifndef TFTP_PACKET_H
#define TFTP_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tftp_opcode { TFTP_RRQ = 1, TFTP_DATA = 3, TFTP_ACK = 4, TFTP_ERROR = 5, TFTP_OACK = 6 };

enum {
	TFTP_HEADER = 4,      /* before the data of a block */
	TFTP_REQUEST = 512,   /* no request is longer (RFC 2347) */
	TFTP_PLAIN = 512,     /* bytes of a block without the option */
	TFTP_LARGEST = 65464, /* and with it; the smallest is 8 */
	TFTP_TEXT = 160,      /* bytes of a server's text that are kept */
};

enum tftp_code {
	TFTP_UNDEFINED = 0,
	TFTP_NOT_FOUND = 1,
	TFTP_ACCESS = 2,
	TFTP_DISK_FULL = 3,
	TFTP_ILLEGAL = 4,
	TFTP_UNKNOWN_ID = 5,
	TFTP_BAD_OPTION = 8,
};

struct tftp_packet {
	enum tftp_opcode opcode;
	uint16_t number;     /* a block's, or an error's code */
	const uint8_t *data; /* of a block, the text of an error, the options */
	size_t len;
};

/* What is asked for; then what was agreed on. */
struct tftp_options {
	unsigned int blksize;	 /* 8 to TFTP_LARGEST */
	unsigned int windowsize; /* blocks for one acknowledgement */
	uint64_t tsize;		 /* of the file; 0: it is not known */
};

/* Writes a request to BUF; OPTIONS may be NULL. Its length, 0 if it does not fit. */
size_t tftp_request(uint8_t buf[TFTP_REQUEST], const char *path,
		    const struct tftp_options *options);

size_t tftp_ack(uint8_t buf[TFTP_HEADER], uint16_t block);
/* An error with CODE and without a text: TFTP_HEADER + 1 bytes. */
size_t tftp_error(uint8_t buf[TFTP_HEADER + 1], enum tftp_code code);

/* False for what is not a block, an error or an answer to options. *P points into BUF. */
bool tftp_parse(struct tftp_packet *p, const uint8_t *buf, size_t len);

/*
 * What the answer P makes of the options that were asked for. False if it is not one: cut off,
 * not a number, larger than what was asked for. Options that were not asked for are ignored.
 */
bool tftp_agree(struct tftp_options *agreed, const struct tftp_options *asked,
		const struct tftp_packet *p);

/* The text of the error P without control characters, or what its code means. */
void tftp_error_text(const struct tftp_packet *p, char out[4 * TFTP_TEXT + 1]);

#endif
