// SPDX-License-Identifier: MIT
#include "sbom.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "json.h"
#include "owner/license.h"
#include "owner/pkgdb.h"
#include "sha256.h"

/* The part of PATH below the directory ROOT, with its slash, or NULL. */
static const char *below(const char *path, const char *root)
{
	size_t n = strlen(root);

	while (n && root[n - 1] == '/')
		n--;
	return !strncmp(path, root, n) && path[n] == '/' ? path + n : NULL;
}

/*
 * The path inside the root of what E came from; "" if it is from elsewhere. A name
 * outside may lead into the root by symlinks: "-b busybox" of a build directory does.
 */
static int inside(const struct entry *e, const struct root *root, const char *real_root,
		  struct names *paths)
{
	const char *path = NULL;
	char real[PATH_MAX];

	if (S_ISREG(e->mode) && e->source) {
		path = below(e->source, root->name);
		if (!path && real_root && realpath(e->source, real))
			path = below(real, real_root);
	}
	return names_add(paths, path ? path : "");
}

static int file_component(const struct entry *e, bool first, struct bytes *out)
{
	char hex[65];
	int bad;

	sha256_hex(e->data.data, e->data.len, hex);
	bad = bytes_printf(out, "%s\n{\"type\":\"file\",\"name\":", first ? "" : ",");
	bad |= json_string(out, e->path);
	bad |= bytes_printf(out, ",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"%s\"}]", hex);
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
	const char *from = db->distribution;
	int bad = bytes_printf(out, "\"pkg:%s/", p->type);

	/* fetched packages come without /etc/os-release, and are Debian's */
	if (!*from && !strcmp(p->type, "deb"))
		from = "debian";
	if (*from)
		bad |= bytes_printf(out, "%s/", from);
	bad |= purl_part(out, p->name) | bytes_string(out, "@") | purl_part(out, p->version);
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

static int components(const struct pkgdb *db, const struct tree *t, const struct root *root,
		      struct bytes *out)
{
	bool first = true;
	int bad = 0;

	for (size_t i = 0; i < db->n && !bad; i++) {
		if (!pkgdb_has_files(db, &db->packages[i]))
			continue;
		bad |= package_component(db, &db->packages[i], t, root, first, out);
		first = false;
	}
	for (size_t i = 0; i < t->n && !bad; i++) {
		if (!S_ISREG(t->v[i].mode) || pkgdb_package(db, i))
			continue;
		bad |= file_component(&t->v[i], first, out);
		first = false;
	}
	return bad;
}

int sbom_make(const struct tree *t, const struct root *root, const char *kernel_version,
	      struct bytes *out, struct names *warnings, struct error *err)
{
	char buf[PATH_MAX];
	const char *real_root = realpath(*root->name ? root->name : "/", buf);
	struct names paths = {0};
	struct pkgdb db = {0};
	int bad = 0, ret = 0;

	for (size_t i = 0; i < t->n && !bad; i++)
		bad |= inside(&t->v[i], root, real_root, &paths);
	if (!bad)
		ret = pkgdb_read(&db, root, &paths, err);
	bad |= bytes_string(out,
			    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,"
			    "\n\"metadata\":{\"tools\":{\"components\":[{\"type\":\"application\","
			    "\"name\":\"mk-pxelinux-ramfs\",\"version\":\"" VERSION "\"}]},"
			    "\"component\":{\"type\":\"firmware\",\"name\":\"initramfs\","
			    "\"version\":");
	bad |= json_string(out, kernel_version) | bytes_string(out, "}");
	if (db.note.len)
		bad |= names_addf(warnings, "bill of materials: %s", (char *)db.note.data) |
		       bytes_string(out, ",\n\"properties\":[{\"name\":\"note\",\"value\":") |
		       json_string(out, (char *)db.note.data) | bytes_string(out, "}]");
	bad |= bytes_string(out, "},\n\"components\":[");
	if (!ret && !bad)
		bad |= components(&db, t, root, out);
	bad |= bytes_string(out, "\n]}\n");
	pkgdb_free(&db);
	names_free(&paths);
	return ret ? ret : bad ? error_memory(err) : 0;
}
