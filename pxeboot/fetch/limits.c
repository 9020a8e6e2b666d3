// SPDX-License-Identifier: MIT
#include "fetch/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RESERVE = 16 << 20 }; /* that the programs of the loader need */

/* Bytes; as many as nobody has where the kernel does not say it. */
static uint64_t available(void)
{
	static const char key[] = "MemAvailable:";
	FILE *f = fopen("/proc/meminfo", "re");
	uint64_t kib = UINT64_C(1) << 30;
	char line[128];

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, sizeof(key) - 1)) {
			kib = strtoull(line + sizeof(key) - 1, NULL, 10);
			break;
		}
	if (f)
		fclose(f);
	return kib * 1024;
}

uint64_t limits_memory(void)
{
	uint64_t free = available();

	return free > RESERVE ? free - RESERVE : 1;
}

void limits_start(struct limits *l, uint64_t stored)
{
	uint64_t free = available(), most = free > stored ? (free - stored) / 2 : 1;

	l->start = most < l->size;
	if (l->start)
		l->size = most;
}

long limits_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
