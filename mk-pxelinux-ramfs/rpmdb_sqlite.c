// SPDX-License-Identifier: MIT
/*
 * rpmdb.sqlite, by SQLite's own library: the table Packages has a header a row.
 * The library gets the bytes, not the name: it would not stay inside of the root,
 * and would write a log beside the file.
 */
#include <sqlite3.h>
#include <string.h>

#include "rpmdb.h"

enum {
	/* https://www.sqlite.org/fileformat.html: 2 = with a log, which bytes cannot have */
	WRITE_VERSION = 18,
	READ_VERSION = 19,
	HEADER = 100,
	/* of the library's virtual machine, between two calls of out_of_steps() */
	STEPS = 1000000,
	CALLS_MAX = 2000,
};

/* Only what is hostile takes so long: a row of the table takes about ten steps. */
static int out_of_steps(void *ctx)
{
	return ++*(int *)ctx > CALLS_MAX;
}

/* The file may say what the library does when it is asked for a table: as little as can be. */
static void restrict_to_tables(sqlite3 *db, int *calls)
{
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_progress_handler(db, STEPS, out_of_steps, calls);
}

static int visit_rows(sqlite3 *db, const char *name, rpmdb_visit *visit, void *ctx,
		      struct error *err)
{
	sqlite3_stmt *rows;
	int ret =
		sqlite3_prepare_v2(db, "SELECT blob FROM Packages ORDER BY hnum", -1, &rows, NULL);
	int bad = 0;

	while (ret == SQLITE_OK || ret == SQLITE_ROW) {
		const void *blob;

		ret = sqlite3_step(rows);
		if (ret != SQLITE_ROW)
			break;
		/* the pointer first: a conversion may change the length */
		blob = sqlite3_column_blob(rows, 0);
		if (sqlite3_errcode(db) == SQLITE_NOMEM)
			ret = SQLITE_NOMEM;
		else
			bad = rpmdb_visited(
				blob ? visit(ctx, blob, (size_t)sqlite3_column_bytes(rows, 0))
				     : RPMDB_SENSELESS,
				name, err);
		if (bad)
			break;
	}
	if (!bad && ret == SQLITE_NOMEM)
		bad = error_memory(err);
	else if (!bad && ret != SQLITE_DONE)
		bad = rpmdb_damaged(name, sqlite3_errmsg(db), err);
	sqlite3_finalize(rows);
	return bad;
}

int rpmdb_sqlite(struct bytes *file, const char *name, rpmdb_visit *visit, void *ctx,
		 struct error *err)
{
	sqlite3 *db = NULL;
	int calls = 0, ret;

	if (file->len < HEADER || memcmp(file->data, "SQLite format 3", 16))
		return rpmdb_damaged(name, "it is no SQLite database", err);
	if (file->data[WRITE_VERSION] == 2 && file->data[READ_VERSION] == 2)
		file->data[WRITE_VERSION] = file->data[READ_VERSION] = 1;
	ret = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE, NULL);
	if (ret == SQLITE_OK)
		ret = sqlite3_deserialize(db, "main", file->data, (sqlite3_int64)file->len,
					  (sqlite3_int64)file->len, SQLITE_DESERIALIZE_READONLY);
	if (ret == SQLITE_OK) {
		restrict_to_tables(db, &calls);
		ret = visit_rows(db, name, visit, ctx, err);
	} else {
		ret = ret == SQLITE_NOMEM || !db ? error_memory(err)
						 : rpmdb_damaged(name, sqlite3_errmsg(db), err);
	}
	sqlite3_close(db);
	return ret;
}
