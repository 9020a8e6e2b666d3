// SPDX-License-Identifier: MIT
#include "fetch/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RESERVE = 16384 }; /* KiB that the programs of the loader need */

uint64_t limits_memory(void)
{
	static const char key[] = "MemAvailable:";
	FILE *f = fopen("/proc/meminfo", "re");
	uint64_t free = UINT64_MAX;
	char line[128];

	while (f && free == UINT64_MAX && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, sizeof(key) - 1))
			free = strtoull(line + sizeof(key) - 1, NULL, 10);
	if (f)
		fclose(f);
	if (free == UINT64_MAX)
		return UINT64_C(1) << 40;
	return free > RESERVE ? (free - RESERVE) * 1024 : 1;
}

long limits_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
