// SPDX-License-Identifier: MIT
#include "iso.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "byteorder.h"

/* What is in which sector (ECMA-119, El Torito 1.0); sectors 0 to 15 are the system's. */
enum {
	SECTOR = 2048,
	VOLUME = 16,
	BOOT_RECORD,
	TERMINATOR,
	PATHS_LITTLE = 20,
	PATHS_BIG = 22,
	DIRECTORY = 24,
	CATALOG,
	IMAGE,
	PATHS = 10, /* bytes of a path table with nothing but the top */
};

static void put(uint8_t *p, const char *s, size_t n)
{
	while (n--)
		p[n] = (uint8_t)s[n];
}

/* A number in both byte orders, little-endian first. */
static void both32(uint8_t *p, uint32_t v)
{
	be32_put(p + 4, v);
	for (int i = 0; i < 4; i++)
		p[i] = p[7 - i];
}

static void both16(uint8_t *p, uint8_t v)
{
	p[0] = p[3] = v;
}

static void text(uint8_t *p, size_t size, const char *s)
{
	memset(p, ' ', size);
	put(p, s, strlen(s));
}

/* ECMA-119 9.1; how long it is. The date is that of no file: 1970-01-01. */
static size_t record(uint8_t *p, const char *name, size_t len, uint32_t sector, uint32_t size,
		     bool directory)
{
	p[0] = (uint8_t)((33 + len + 1) & ~(size_t)1);
	both32(p + 2, sector);
	both32(p + 10, size);
	p[18] = 70;
	p[19] = p[20] = 1;
	p[25] = directory ? 2 : 0;
	both16(p + 28, 1);
	p[32] = (uint8_t)len;
	put(p + 33, name, len);
	return p[0];
}

static uint8_t *descriptor(uint8_t *iso, int sector, uint8_t type)
{
	uint8_t *p = iso + sector * SECTOR;

	p[0] = type;
	put(p + 1, "CD001\1", 6);
	return p;
}

/* ECMA-119 8.4 */
static void volume(uint8_t *iso, uint32_t sectors)
{
	static const char date[17] = "1970010100000000", never[17] = "0000000000000000";
	uint8_t *p = descriptor(iso, VOLUME, 1);

	text(p + 8, 32, "LINUX");
	text(p + 40, 32, "LINUX_S390X");
	both32(p + 80, sectors);
	both16(p + 120, 1);
	both16(p + 124, 1);
	p[129] = p[130] = SECTOR >> 8;
	both32(p + 132, PATHS);
	p[140] = PATHS_LITTLE;
	p[151] = PATHS_BIG;
	record(p + 156, "", 1, DIRECTORY, SECTOR, true);
	text(p + 190, 623, "");
	text(p + 574, 128, "MK-S390IMAGE");
	for (int i = 0; i < 4; i++)
		memcpy(p + 813 + 17 * i, i == 2 ? never : date, sizeof(date));
	p[881] = 1;
	text(p + 883, 512, "");
}

/* The top has the number 1 and is its own parent. */
static void paths(uint8_t *iso)
{
	uint8_t *little = iso + PATHS_LITTLE * SECTOR, *big = iso + PATHS_BIG * SECTOR;

	little[0] = big[0] = 1;
	little[2] = big[5] = DIRECTORY;
	little[6] = big[7] = 1;
}

static void directory(uint8_t *iso, uint32_t size)
{
	uint8_t *p = iso + DIRECTORY * SECTOR;

	p += record(p, "", 1, DIRECTORY, SECTOR, true);
	p += record(p, "\1", 1, DIRECTORY, SECTOR, true);
	p += record(p, "BOOT.CAT;1", 10, CATALOG, SECTOR, false);
	record(p, "BOOT.IMG;1", 10, IMAGE, size, false);
}

/* El Torito 2.1, 2.2: without emulation, of the image the first 4 sectors of 512 bytes. */
static void catalog(uint8_t *iso)
{
	static const uint8_t head[] = {1, [30] = 0x55, 0xaa, 0x88};
	uint8_t *p = iso + CATALOG * SECTOR;

	memcpy(p, head, sizeof(head));
	/* the sum of the first 16 numbers is 0 */
	p[28] = 0xaa;
	p[29] = 0x55;
	p[38] = 4;
	p[40] = IMAGE;
	p = descriptor(iso, BOOT_RECORD, 0);
	put(p + 7, "EL TORITO SPECIFICATION", 23);
	p[71] = CATALOG;
}

int iso_write(const struct extents *boot, struct outfile *out, struct error *err)
{
	uint8_t *iso = calloc(IMAGE, SECTOR);
	int rc;

	if (!iso)
		return error_memory(err);
	volume(iso, IMAGE + (uint32_t)((boot->size + SECTOR - 1) / SECTOR));
	descriptor(iso, TERMINATOR, 255);
	paths(iso);
	directory(iso, (uint32_t)boot->size);
	catalog(iso);
	rc = outfile_write(out, iso, (size_t)IMAGE * SECTOR, err) ||
			     extents_write(boot, out, err) ||
			     outfile_zeros(out, -boot->size % SECTOR, err)
		     ? -1
		     : 0;
	free(iso);
	return rc;
}
