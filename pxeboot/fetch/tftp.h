/* SPDX-License-Identifier: MIT */
/*
 * One file by TFTP, octets only: see tftp_packet.h for the RFCs. The packets go through a
 * transport, so that a test can be the server.
 */
#ifndef TFTP_H
#define TFTP_H

#include <sys/socket.h>

#include "bytes.h"
#include "fetch/tftp_packet.h"

/* An address and port, compared byte by byte. */
struct tftp_peer {
	struct sockaddr_storage address;
	socklen_t len; /* 0: none yet */
};

/* What tftp_transport.receive() returns besides a length. */
enum { TFTP_NOTHING = -1, TFTP_UNREACHABLE = -2 };

struct tftp_transport {
	/* A new port of our own, for a new request. 0, or an errno. */
	int (*open)(void *ctx);
	/* To PEER, or the port that requests go to if that is NULL. 0, or an errno. */
	int (*send)(void *ctx, const struct tftp_peer *peer, const void *packet, size_t len);
	/* The length of what came within so many milliseconds, and who sent it; TFTP_NOTHING;
	 * TFTP_UNREACHABLE if the host says that nobody listens. */
	ssize_t (*receive)(void *ctx, struct tftp_peer *peer, void *buf, size_t size, long ms);
	/* Milliseconds that only grow. */
	long (*now)(void *ctx);
	void *ctx;
};

struct tftp_sink {
	/* The file's bytes in order. 0, or an errno. */
	int (*write)(void *ctx, const void *data, size_t len);
	/* How large it will be, if the server says so. */
	void (*total)(void *ctx, uint64_t bytes);
	/* It is asked for from the start in a more cautious way, because of WHY. */
	void (*caution)(void *ctx, const char *why, const struct tftp_options *asked);
	/* Nothing came for a while. */
	void (*waiting)(void *ctx);
	void *ctx;
};

/*
 * Ways to ask, each more cautious than the one before: with large blocks and windows; with
 * blocks that tunnels let through, one by one; without any option.
 */
enum tftp_manner { TFTP_LARGE_BLOCKS, TFTP_SMALL_BLOCKS, TFTP_NO_OPTIONS };

enum tftp_result {
	TFTP_DONE,
	TFTP_ABSENT,	  /* the server says that there is no such file, or not for us */
	TFTP_REFUSED,	  /* an error without a meaning of its own: absent, or the server is busy */
	TFTP_SILENT,	  /* no answer at all */
	TFTP_CLOSED,	  /* nobody listens there, or nothing can be sent there; errnum */
	TFTP_STOPPED,	  /* blocks stopped coming */
	TFTP_BROKEN,	  /* an error after data */
	TFTP_NONSENSE,	  /* an answer that no server should give */
	TFTP_WRONG_SIZE,  /* more or fewer bytes than announced */
	TFTP_TOO_LARGE,	  /* more than MAX bytes */
	TFTP_NOT_WRITTEN, /* errnum */
	TFTP_NAME_TOO_LONG,
	TFTP_NO_MEMORY,
};

struct tftp {
	/* set by the caller */
	const char *host; /* for sentences */
	const char *path;
	unsigned int blksize;	 /* that fits into a packet of the route */
	enum tftp_manner manner; /* to begin with; then the one to begin the next file with */
	long patience;		 /* milliseconds without anything new that end it */
	uint64_t max;
	const struct tftp_transport *transport;
	const struct tftp_sink *sink;
	/* afterwards */
	uint64_t size;			/* bytes that were written */
	unsigned int agreed;		/* bytes of a block */
	char error[4 * TFTP_TEXT + 32]; /* what the server said, with its code */
	int errnum;
};

enum { TFTP_WINDOW = 16 };

/* Nothing is repeated after data has come: that is for the caller, who has to empty the file. */
enum tftp_result tftp_get(struct tftp *t);

/* Adds what a result means, for people. 0, or -1 without memory. */
int tftp_explain(const struct tftp *t, enum tftp_result r, struct bytes *out);

#endif
