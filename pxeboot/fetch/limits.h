/* SPDX-License-Identifier: MIT */
/* How large a file may be, and how long it may take; pxeboot(7) has the parameters. */
#ifndef LIMITS_H
#define LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct limits {
	uint64_t size;	      /* bytes of a file */
	bool small;	      /* it is for a configuration or a text: pxeboot.maxsize= is not */
	bool start;	      /* it is what can be stored and started in the free memory */
	unsigned int tries;   /* attempts, at least 1 */
	long stall;	      /* milliseconds without more data; also for a connection */
	long first;	      /* until the first data of a file, once a connection is there */
	long whole;	      /* for one attempt; 0: no limit */
	unsigned int blksize; /* of TFTP */
};

/* What can be stored now: the free memory, less what the loader needs to go on. */
uint64_t limits_memory(void);

/*
 * Lowers SIZE for a file that is to be started together with STORED bytes of others: kexec makes a
 * copy of each.
 */
void limits_start(struct limits *l, uint64_t stored);

/* Milliseconds that only grow. */
long limits_now(void);

#endif
