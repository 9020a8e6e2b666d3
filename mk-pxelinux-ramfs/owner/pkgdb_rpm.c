// SPDX-License-Identifier: MIT
/*
 * rpm's database, read by the host's own rpm: in a copy, as rpm writes into the directory
 * of a database even to read it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pkgdb.h"
#include "process.h"
#include "scratch.h"

/* The files of each form, the newest form first: a system that changed it may have left the old. */
static const struct form {
	const char *backend; /* as %_db_backend names it */
	const char *files[4];
} forms[] = {
	{"sqlite", {"rpmdb.sqlite", "rpmdb.sqlite-wal", "rpmdb.sqlite-journal"}},
	{"ndb", {"Packages.db", "Index.db"}},
	{"bdb_ro", {"Packages"}},
};

/*
 * A word for each field, quoted as for a shell: blanks and newlines in a name end nothing.
 * Of the states of a file two say that it is there as the package has it
 * (rpm/include/rpm/rpmfi.h, RPMFILE_STATE_NORMAL and _NETSHARED).
 */
static const char query[] =
	"P %{NAME:shescape} %{VERSION:shescape}-%{RELEASE:shescape} %{ARCH:shescape} "
	"%|EPOCH?{%{EPOCH}}:{-}| %|LICENSE?{%{LICENSE:shescape}}:{-}|\\n"
	"[F %{FILESTATES} %{FILENAMES:shescape}\\n]";
enum { FIELDS = 5, CPU_SECONDS = 60, OUTPUT_MAX = 1 << 30 };

/* The database of ROOT: its directory in *DIR; NULL if there is none. */
static const struct form *find_database(const struct root *root, const char **dir)
{
	static const char *const dirs[] = {"/usr/lib/sysimage/rpm", "/var/lib/rpm"};
	char path[64];

	for (size_t f = 0; f < sizeof(forms) / sizeof(forms[0]); f++)
		for (size_t d = 0; d < sizeof(dirs) / sizeof(dirs[0]); d++) {
			snprintf(path, sizeof(path), "%s/%s", dirs[d], forms[f].files[0]);
			if (!root_is_file(root, path))
				continue;
			*dir = dirs[d];
			return &forms[f];
		}
	return NULL;
}

static int copy(const struct root *root, const char *dir, const struct form *form, const char *to,
		struct error *err)
{
	char path[64], target[PATH_MAX + 32];
	int ret = 0;

	for (size_t i = 0; !ret && form->files[i]; i++) {
		struct bytes b = {0};

		snprintf(path, sizeof(path), "%s/%s", dir, form->files[i]);
		snprintf(target, sizeof(target), "%s/%s", to, form->files[i]);
		if (root_is_file(root, path))
			ret = root_read(root, path, &b, err) || scratch_write(target, &b, err);
		bytes_free(&b);
	}
	return ret;
}

/* Takes the quotes off the word at *AT and goes past it; *END becomes what ended it. */
static char *next_word(char **at, char *end)
{
	char *from = *at, *to = from, *word = from;
	bool quoted = false;

	for (; *from && (quoted || (*from != ' ' && *from != '\n')); from++) {
		if (*from == '\'')
			quoted = !quoted;
		else if (*from != '\\' || quoted || !from[1])
			*to++ = *from;
		else
			*to++ = *++from;
	}
	*end = *from;
	*at = from + (*from != 0);
	*to = 0;
	return quoted ? NULL : word;
}

/* The words up to the end of the line; how many, or -1. */
static int next_line(char **at, char *words[FIELDS + 1])
{
	char end = 0;
	int n = 0;

	do {
		if (n > FIELDS || !(words[n++] = next_word(at, &end)))
			return -1;
	} while (end == ' ');
	return end == '\n' ? n : -1;
}

static int add_package(struct pkgdb *db, char *const words[])
{
	if (pkgdb_add(db, "rpm", words[0], words[1], words[2],
		      strcmp(words[3], "-") ? words[3] : NULL))
		return -1;
	if (!strcmp(words[4], "-"))
		return 0;
	db->packages[db->n - 1].license = strdup(words[4]);
	return db->packages[db->n - 1].license ? 0 : -1;
}

int pkgdb_rpm_answer(struct pkgdb *db, struct bytes *answer)
{
	char *at = (char *)answer->data, *words[FIELDS + 1], *package[FIELDS] = {NULL};
	bool added = false;

	if (strlen(at) != answer->len)
		return 0;
	while (*at) {
		int n = next_line(&at, words);

		if (n == FIELDS + 1 && !strcmp(words[0], "P")) {
			memcpy(package, words + 1, sizeof(package));
			added = false;
			continue;
		}
		if (n != 3 || strcmp(words[0], "F") || !package[0])
			return 0;
		if ((strcmp(words[1], "0") && strcmp(words[1], "3") &&
		     strcmp(words[1], "(none)")) ||
		    !pkgdb_wants(db, words[2]))
			continue;
		if (!added && add_package(db, package))
			return -1;
		added = true;
		pkgdb_claim(db, words[2], db->n - 1);
	}
	return 1;
}

/* Why it was not told whose the files are, in db->note. 0, or -1 without memory. */
static int note(struct pkgdb *db, const char *dir, const struct form *form, const char *why,
		struct error *err)
{
	return bytes_printf(&db->note,
			    "Packages are missing here: the root has rpm's database %s/%s, but %s.",
			    dir + 1, form->files[0], why)
		       ? error_memory(err)
		       : 0;
}

/* Asks for all files of all packages in the database that the directory COPY holds. */
static int ask(struct pkgdb *db, const char *copy_dir, const char *dir, const struct form *form,
	       struct error *err)
{
	static const char *const files[] = {"rpm", NULL};
	char backend[64];
	/* a name that rpm would expand as a macro is none of these */
	const char *const argv[] = {
		"rpm",		 "--dbpath",   "/proc/self/cwd", "--define", backend, "-qa",
		"--nosignature", "--nodigest", "--queryformat",	 query,	     NULL};
	const struct process rpm = {.argv = argv,
				    .files = files,
				    .dir = copy_dir,
				    .keep = OUTPUT_MAX,
				    .cpu_seconds = CPU_SECONDS};
	struct bytes answer = {0};
	int ret;

	snprintf(backend, sizeof(backend), "_db_backend %s", form->backend);
	ret = process_run(&rpm, &answer, err);
	if (ret < 0)
		ret = err->errnum == ENOENT
			      ? note(db, dir, form, "rpm is not installed on the build host", err)
			      : -1;
	else if (!ret && !answer.len)
		ret = note(db, dir, form, "rpm on the build host finds no packages in it", err);
	else if (ret || !(ret = pkgdb_rpm_answer(db, &answer)))
		ret = note(db, dir, form, "rpm on the build host cannot read it", err);
	else
		ret = ret < 0 ? error_memory(err) : 0;
	bytes_free(&answer);
	return ret;
}

int pkgdb_read_rpm(struct pkgdb *db, const struct root *root, struct error *err)
{
	struct scratch scratch = {.dir = ""};
	const char *dir;
	const struct form *form = find_database(root, &dir);
	int ret;

	if (!form)
		return 0;
	if (scratch_open(&scratch, err))
		return -1;
	ret = copy(root, dir, form, scratch.dir, err) || ask(db, scratch.dir, dir, form, err);
	scratch_close(&scratch);
	return ret ? -1 : 0;
}
