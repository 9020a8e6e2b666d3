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
	unsigned int tries;   /* attempts, at least 1 */
	long stall;	      /* milliseconds without more data; also for a connection */
	long first;	      /* until the first data of a file, once a connection is there */
	long whole;	      /* for one attempt; 0: no limit */
	unsigned int blksize; /* of TFTP */
};

/* What can be stored now: the free memory, less what the loader needs to go on. */
uint64_t limits_memory(void);

/* Milliseconds that only grow. */
long limits_now(void);

#endif
