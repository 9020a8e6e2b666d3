// SPDX-License-Identifier: MIT
#include "isodate.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "byteorder.h"

enum {
	SECTOR = 2048,
	PVD = 16 * SECTOR, /* primary volume descriptor */
	ROOT = 156,	   /* in it: the directory record of the root */
	DATES = 813,	   /* in it: created, modified, expires, effective */
	LONG_DATE = 17,
	EXTENT = 2,
	LENGTH = 10,
	SHORT_DATE = 18,
	RECORD_MIN = 33,    /* in a directory record */
	INFO = 19 * SECTOR, /* libarchive: date, version and options as text */
};

static const uint8_t short_date[7] = {70, 1, 1};	     /* 1970-01-01 00:00:00 UTC */
static const char long_date[LONG_DATE] = "1970010100000000"; /* and the zone's zero */

static int read_sector(struct outfile *out, uint64_t at, uint8_t buf[SECTOR], struct error *err)
{
	if (pread(outfile_fd(out), buf, SECTOR, (off_t)at) != SECTOR)
		return error_set_errno(err, NULL, errno, "cannot read back the ISO image");
	return 0;
}

static int fix_directory(struct outfile *out, uint64_t at, struct error *err)
{
	uint8_t dir[SECTOR];
	size_t i;

	if (read_sector(out, at, dir, err))
		return -1;
	for (i = 0; i + RECORD_MIN < SECTOR && dir[i] > RECORD_MIN; i += dir[i])
		memcpy(dir + i + SHORT_DATE, short_date, sizeof(short_date));
	return outfile_patch(out, at, dir, SECTOR, err);
}

int isodate_fix(struct outfile *out, struct error *err)
{
	static const uint8_t zeros[SECTOR];
	uint8_t pvd[SECTOR], info[SECTOR];
	int i;

	if (read_sector(out, PVD, pvd, err) || read_sector(out, INFO, info, err))
		return -1;
	if (memcmp(pvd, "\1CD001", 6) || le32_get(pvd + ROOT + LENGTH) != SECTOR)
		return error_set(err, NULL,
				 "libarchive made an ISO image that is laid out in a way "
				 "this program does not know");
	memcpy(pvd + ROOT + SHORT_DATE, short_date, sizeof(short_date));
	for (i = 0; i < 4; i++)
		/* "does not expire" stays */
		if (i != 2)
			memcpy(pvd + DATES + i * LONG_DATE, long_date, LONG_DATE);
	if (outfile_patch(out, PVD, pvd, SECTOR, err))
		return -1;
	if (!memcmp(info, "INFO ", 5) && outfile_patch(out, INFO, zeros, SECTOR, err))
		return -1;
	return fix_directory(out, (uint64_t)le32_get(pvd + ROOT + EXTENT) * SECTOR, err);
}
