// SPDX-License-Identifier: MIT
#include "sbom.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "json.h"
#include "owner/license.h"
#include "owner/pkgdb.h"

/* The part of PATH below the directory ROOT, with its slash, or NULL. */
static const char *below(const char *path, const char *root)
{
	size_t n = strlen(root);

	while (n && root[n - 1] == '/')
		n--;
	return !strncmp(path, root, n) && path[n] == '/' ? path + n : NULL;
}

/*
 * Where files of the initramfs come from: the root first, then the directories that guest/build
 * makes, in which a list tells what the programs in bin/ and sbin/ were compiled from.
 */
struct place {
	struct root root;
	char *real; /* its name without symlinks; or NULL */
	struct names paths;
	struct pkgdb db;
};
enum { PLACES_MAX = 8 };
struct places {
	struct place v[PLACES_MAX];
	size_t n;
};

/*
 * The path inside the place of what E came from; "" if it is from elsewhere. A name
 * outside may lead into it by symlinks: "-b busybox" of a build directory does.
 */
static int inside(const struct entry *e, struct place *p)
{
	const char *path = NULL;
	char real[PATH_MAX];

	if (S_ISREG(e->mode) && e->source) {
		path = below(e->source, p->root.name);
		if (!path && p->real && realpath(e->source, real))
			path = below(real, p->real);
	}
	return names_add(&p->paths, path ? path : "");
}

/* Adds the directory of what was compiled, FILE being DIRECTORY/bin/NAME, unless it is there. */
static int add_compiled(struct places *places, const char *file, struct error *err)
{
	char real[PATH_MAX], list[PATH_MAX + 16];
	struct place *p = &places->v[places->n];
	struct bytes b = {0};
	bool compiled;
	char *slash;

	if (!file || !realpath(file, real))
		return 0;
	for (int i = 0; i < 2; i++) {
		slash = strrchr(real, '/');
		if (!slash || slash == real)
			return 0;
		*slash = 0;
	}
	snprintf(list, sizeof(list), "%s/.packages", real);
	if (places->n == PLACES_MAX || access(list, F_OK))
		return 0;
	if (bytes_read_file(&b, list, BYTES_FILE_MAX, err))
		return -1;
	compiled = strstr((char *)b.data, "\tsource\t") != NULL;
	bytes_free(&b);
	if (!compiled)
		return 0;
	for (size_t i = 0; i < places->n; i++)
		if (places->v[i].real && !strcmp(places->v[i].real, real))
			return 0;
	p->real = strdup(real);
	if (!p->real)
		return error_memory(err);
	if (root_open(&p->root, real, false, err)) {
		free(p->real);
		return -1;
	}
	places->n++;
	return 0;
}

static int places_find(struct places *places, const struct tree *t, const struct root *root,
		       const char *kernel, struct error *err)
{
	struct place *first = &places->v[places->n++];
	int ret = 0;

	first->root = *root;
	first->real = realpath(*root->name ? root->name : "/", NULL);
	for (size_t i = 0; i < t->n && !ret; i++)
		if (S_ISREG(t->v[i].mode))
			ret = add_compiled(places, t->v[i].source, err);
	if (!ret)
		ret = add_compiled(places, kernel, err);
	for (size_t k = 0; k < places->n && !ret; k++) {
		struct place *p = &places->v[k];

		for (size_t i = 0; i < t->n && !ret; i++)
			ret = inside(&t->v[i], p) ? error_memory(err) : 0;
		if (!ret)
			ret = pkgdb_read(&p->db, &p->root, &p->paths, err);
	}
	return ret;
}

static void places_free(struct places *places)
{
	for (size_t k = 0; k < places->n; k++) {
		struct place *p = &places->v[k];

		pkgdb_free(&p->db);
		names_free(&p->paths);
		free(p->real);
		if (k)
			root_close(&p->root);
	}
}

static int file_component(const struct entry *e, bool first, struct bytes *out)
{
	int bad;

	bad = bytes_printf(out, "%s\n{\"type\":\"file\",\"name\":", first ? "" : ",");
	bad |= json_string(out, e->path);
	bad |= bytes_printf(out, ",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"%s\"}]",
			    e->sha256);
	return bad | license_of_file(e, out) | bytes_string(out, "}");
}

/* https://github.com/package-url/purl-spec: what is not plain is written as %NN */
static int purl_part(struct bytes *out, const char *s)
{
	int bad = 0;

	for (; *s && !bad; s++)
		bad |= isalnum((unsigned char)*s) || strchr(".-_~", *s)
			       ? bytes_append(out, s, 1)
			       : bytes_printf(out, "%%%02X", (unsigned char)*s);
	return bad;
}

static int purl(const struct pkgdb *db, const struct package *p, struct bytes *out)
{
	bool generic = !strcmp(p->type, "generic");
	const char *from = generic ? "" : db->distribution;
	int bad = bytes_printf(out, "\"pkg:%s/", p->type);

	/* fetched packages come without /etc/os-release, and are Debian's */
	if (!*from && !strcmp(p->type, "deb"))
		from = "debian";
	if (*from)
		bad |= bytes_printf(out, "%s/", from);
	bad |= purl_part(out, p->name) | bytes_string(out, "@") | purl_part(out, p->version);
	if (!generic)
		bad |= bytes_string(out, "?arch=") | purl_part(out, p->arch);
	if (p->epoch)
		bad |= bytes_string(out, "&epoch=") | purl_part(out, p->epoch);
	return bad | bytes_string(out, "\"");
}

/* The version as the package manager writes it. */
static int version(const struct package *p, struct bytes *out)
{
	struct bytes full = {0};
	int bad = bytes_printf(&full, "%s%s%s", p->epoch ? p->epoch : "", p->epoch ? ":" : "",
			       p->version);

	if (!bad)
		bad = json_string(out, (char *)full.data);
	bytes_free(&full);
	return bad;
}

static int package_component(const struct pkgdb *db, const struct package *p, const struct tree *t,
			     const struct root *root, bool first, struct bytes *out)
{
	int bad = bytes_printf(out, "%s\n{\"type\":\"application\",\"name\":", first ? "" : ",");
	bool first_file = true;

	bad |= json_string(out, p->name) | bytes_string(out, ",\"version\":") | version(p, out);
	bad |= bytes_string(out, ",\"purl\":") | purl(db, p, out) |
	       bytes_string(out, ",\"bom-ref\":") | purl(db, p, out);
	bad |= license_of_package(root, p, out) | bytes_string(out, ",\"components\":[");
	for (size_t i = 0; i < t->n && !bad; i++) {
		if (!S_ISREG(t->v[i].mode) || pkgdb_package(db, i) != p)
			continue;
		bad |= file_component(&t->v[i], first_file, out);
		first_file = false;
	}
	return bad | bytes_string(out, "]}");
}

/* All that was compiled is in the image, with what was linked into it, which no file tells. */
static bool lists_sources(const struct pkgdb *db)
{
	for (size_t i = 0; i < db->n; i++)
		if (!strcmp(db->packages[i].arch, "source"))
			return true;
	return false;
}

static int components(const struct places *places, const struct tree *t, struct bytes *out)
{
	bool first = true;
	int bad = 0;

	for (size_t k = 0; k < places->n; k++) {
		const struct place *p = &places->v[k];
		bool all = lists_sources(&p->db);

		for (size_t i = 0; i < p->db.n && !bad; i++) {
			if (!all && !pkgdb_has_files(&p->db, &p->db.packages[i]))
				continue;
			bad |= package_component(&p->db, &p->db.packages[i], t, &p->root, first,
						 out);
			first = false;
		}
	}
	for (size_t i = 0; i < t->n && !bad; i++) {
		bool owned = !S_ISREG(t->v[i].mode);

		for (size_t k = 0; k < places->n; k++)
			owned |= pkgdb_package(&places->v[k].db, i) != NULL;
		if (owned)
			continue;
		bad |= file_component(&t->v[i], first, out);
		first = false;
	}
	return bad;
}

int sbom_make(const struct tree *t, const struct root *root, const struct kernel *kernel,
	      struct bytes *out, struct names *warnings, struct error *err)
{
	struct places places = {0};
	int ret = places_find(&places, t, root, kernel->image_name, err), bad = 0;
	const struct bytes *note = &places.v[0].db.note;

	bad |= bytes_string(out,
			    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,"
			    "\n\"metadata\":{\"tools\":{\"components\":[{\"type\":\"application\","
			    "\"name\":\"mk-pxelinux-ramfs\",\"version\":\"" VERSION "\"}]},"
			    "\"component\":{\"type\":\"firmware\",\"name\":\"initramfs\","
			    "\"version\":");
	bad |= json_string(out, kernel->version) | bytes_string(out, "}");
	if (note->len)
		bad |= names_addf(warnings, "bill of materials: %s", (char *)note->data) |
		       bytes_string(out, ",\n\"properties\":[{\"name\":\"note\",\"value\":") |
		       json_string(out, (char *)note->data) | bytes_string(out, "}]");
	bad |= bytes_string(out, "},\n\"components\":[");
	if (!ret && !bad)
		bad |= components(&places, t, out);
	bad |= bytes_string(out, "\n]}\n");
	places_free(&places);
	return ret ? ret : bad ? error_memory(err) : 0;
}
