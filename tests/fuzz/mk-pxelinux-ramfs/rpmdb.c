// SPDX-License-Identifier: MIT
/* rpm's database in its three forms, and a package's header; the first byte says which. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "pkgdb.h"
#include "rpmdb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static rpmdb_form *const forms[] = {rpmdb_ndb, rpmdb_bdb, rpmdb_sqlite};
	/* what the packages in the corpus have */
	size_t owners[] = {PKGDB_NONE, PKGDB_NONE};
	struct pkgdb_key keys[] = {{(char[]){"/lib/ld64.so.1"}, 0}, {(char[]){"/sbin/kexec"}, 1}};
	struct pkgdb db = {.owners = owners, .files_n = 2, .keys = keys, .keys_n = 2};
	struct error err = {0};
	struct bytes b = {0};

	if (!size || bytes_append(&b, data + 1, size - 1))
		return 0;
	if (data[0] % 4 < 3)
		forms[data[0] % 4](&b, "fuzz", pkgdb_rpm_header, &db, &err);
	else
		pkgdb_rpm_header(&db, b.data, b.len);
	bytes_free(&b);
	db.files_n = db.keys_n = 0;
	db.owners = NULL;
	db.keys = NULL;
	pkgdb_free(&db);
	return 0;
}
