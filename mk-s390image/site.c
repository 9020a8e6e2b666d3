// SPDX-License-Identifier: MIT
#include "site.h"

#include <string.h>
#include <sys/stat.h>

#include "authorized_keys.h"
#include "cpio.h"
#include "infile.h"
#include "newc.h"
#include "rootfs.h"
#include "settings.h"
#include "trusted_keys.h"

/*
 * The trailer tells the archive's size and is how it is found from the ramdisk's end.
 * MARK and the inode numbers are free choices: nothing here is linked twice, so that no
 * reader takes them for those of another archive.
 */
enum { MARK = 0x50584530, INO = 0x50584500, TRAILER = 124, ZEROS_MIN = 4 };
enum { ARCHIVE_MAX = SETTINGS_MAX + AUTHORIZED_KEYS_MAX + TRUSTED_KEYS_MAX + 4096, ENTRIES = 7 };

static int to_bytes(void *ctx, const void *buf, size_t len, struct error *err)
{
	return bytes_append(ctx, buf, len) ? error_memory(err) : 0;
}

/* The entries of S, in the order of the archive; how many. */
static size_t entries(const struct site *s, uint32_t mtime, struct cpio_entry e[ENTRIES])
{
	size_t n = 0;

	if (s->settings.data || s->trusted.data)
		e[n++] = (struct cpio_entry){.path = "etc", .mode = S_IFDIR | 0755};
	if (s->settings.data)
		e[n++] = (struct cpio_entry){.path = SETTINGS_PATH,
					     .mode = S_IFREG | 0644,
					     .data = s->settings.data,
					     .size = s->settings.len};
	if (s->trusted.data) {
		e[n++] = (struct cpio_entry){.path = "etc/pxeboot", .mode = S_IFDIR | 0755};
		e[n++] = (struct cpio_entry){.path = TRUSTED_KEYS_PATH,
					     .mode = S_IFREG | 0644,
					     .data = s->trusted.data,
					     .size = s->trusted.len};
	}
	if (s->keys.data) {
		e[n++] = (struct cpio_entry){.path = "root", .mode = S_IFDIR | 0755};
		/* dropbear takes no keys that others can write; nobody else has to read them */
		e[n++] = (struct cpio_entry){.path = "root/.ssh", .mode = S_IFDIR | 0700};
		e[n++] = (struct cpio_entry){.path = AUTHORIZED_KEYS_PATH,
					     .mode = S_IFREG | 0600,
					     .data = s->keys.data,
					     .size = s->keys.len};
	}
	for (size_t i = 0; i < n; i++) {
		e[i].ino = INO + (uint32_t)i;
		e[i].mtime = mtime;
	}
	return n;
}

/*
 * The archive for a ramdisk of SIZE bytes, with the zeros before it. The kernel wants a
 * plain archive at a multiple of 4, and at least 4 zeros after one of LZ4
 * (init/initramfs.c, lib/decompress_unlz4.c).
 */
static int compose(const struct site *s, uint64_t size, uint32_t mtime, struct bytes *out,
		   struct error *err)
{
	static const char zeros[ZEROS_MIN + 3];
	struct cpio w = {.sink = to_bytes, .ctx = out};
	struct cpio_entry e[ENTRIES], trailer = cpio_trailer;
	size_t n = entries(s, mtime, e), before = ZEROS_MIN + (size_t)(-size & 3);
	uint64_t total = before + cpio_entry_size(&cpio_trailer);
	int ret = 0;

	for (size_t i = 0; i < n; i++)
		total += cpio_entry_size(&e[i]);
	trailer.ino = (uint32_t)total;
	trailer.dev_major = MARK;
	trailer.dev_minor = (uint32_t)before;
	if (bytes_append(out, zeros, before))
		return error_memory(err);
	for (size_t i = 0; !ret && i < n; i++)
		ret = cpio_add(&w, &e[i], err);
	return cpio_finish(&w, &trailer, ret, err);
}

/* What the trailer at the end of IMG says: the size of it all; 0 if it is not there. */
static int told_size(const struct extents *img, uint64_t start, uint64_t size, uint32_t *told,
		     uint32_t *before, struct error *err)
{
	uint8_t t[TRAILER];
	uint32_t mark;

	*told = 0;
	if (size < TRAILER)
		return 0;
	if (extents_read(img, start + size - TRAILER, t, sizeof(t), err))
		return -1;
	if (memcmp(t, "070701", 6) || strncmp((const char *)t + 110, cpio_trailer.path, 14) ||
	    !newc_number(t + 6 + 7 * 8, &mark) || mark != MARK ||
	    !newc_number(t + 6 + 8 * 8, before) || !newc_number(t + 6, told) || *told > size ||
	    *told > ARCHIVE_MAX || *before > *told)
		*told = 0;
	return 0;
}

static int copy(struct bytes *to, const struct rootfs *fs, const char *path,
		const struct source *from, struct error *err)
{
	const struct rootfs_node *n = rootfs_find(fs, path);

	if (!n || !S_ISREG(n->inode->mode))
		return 0;
	if (bytes_reserve(to, n->inode->size + 1))
		return error_memory(err);
	return rootfs_body(from, n->inode, to_bytes, to, err);
}

/* The values in the archive ARCHIVE, which stands after SIZE bytes, if it is one of ours. */
static int take(struct site *s, const struct bytes *archive, size_t before, uint64_t size,
		struct error *err)
{
	struct source from = source_memory(archive->data + before, archive->len - before);
	const struct rootfs_node *first = NULL;
	struct bytes same = {0};
	struct rootfs fs = {0};
	struct error unsound = {0};
	struct ramdisk r;
	int ret = rootfs_read(&fs, &from, &r, err);

	if (!ret)
		ret = copy(&s->settings, &fs, SETTINGS_PATH, &from, err) ||
				      copy(&s->keys, &fs, AUTHORIZED_KEYS_PATH, &from, err) ||
				      copy(&s->trusted, &fs, TRUSTED_KEYS_PATH, &from, err)
			      ? -1
			      : 0;
	if (!ret && !r.problem[0])
		first = rootfs_find(&fs, s->settings.data || s->trusted.data ? "etc" : "root");
	if (first) {
		ret = compose(s, size, first->inode->mtime, &same, err);
		if (!ret && same.len == archive->len &&
		    !memcmp(same.data, archive->data, same.len) &&
		    (!s->settings.data ||
		     !settings_check(&s->settings, "", &s->settings_count, &unsound)) &&
		    (!s->keys.data ||
		     !authorized_keys_check(&s->keys, "", &s->keys_count, &unsound)) &&
		    (!s->trusted.data ||
		     !trusted_keys_check(&s->trusted, "", &s->trusted_count, &unsound)))
			s->size = archive->len;
	}
	bytes_free(&same);
	rootfs_free(&fs);
	return ret;
}

int site_find(struct site *s, const struct extents *img, uint64_t start, uint64_t size,
	      struct error *err)
{
	struct bytes archive = {0};
	uint32_t told, before;
	int ret;

	memset(s, 0, sizeof(*s));
	ret = told_size(img, start, size, &told, &before, err);
	if (ret || !told)
		return ret;
	if (bytes_reserve(&archive, told))
		return error_memory(err);
	archive.len = told;
	ret = extents_read(img, start + size - told, archive.data, told, err);
	if (!ret)
		ret = take(s, &archive, before, size - told, err);
	bytes_free(&archive);
	if (ret || !s->size)
		site_free(s);
	return ret;
}

static int read_file(struct bytes *b, const char *path, size_t max, struct error *err)
{
	struct infile file;
	int ret;

	if (infile_open(&file, path, err))
		return -1;
	b->len = 0;
	if (file.size > max)
		ret = error_set(err, file.name, "is larger than %zu bytes", max);
	else if (!file.size)
		ret = error_set(err, file.name,
				"is empty; --remove-added takes out what was added before");
	else if (bytes_reserve(b, (size_t)file.size))
		ret = error_memory(err);
	else
		ret = infile_read(&file, 0, b->data, (size_t)file.size, err);
	if (!ret) {
		b->len = (size_t)file.size;
		b->data[b->len] = 0;
	}
	infile_close(&file);
	return ret;
}

static const char *shown(const char *path)
{
	return strcmp(path, "-") ? path : "standard input";
}

int site_settings(struct site *s, const char *path, struct error *err)
{
	return read_file(&s->settings, path, SETTINGS_MAX, err) ||
			       settings_check(&s->settings, shown(path), &s->settings_count, err)
		       ? -1
		       : 0;
}

int site_keys(struct site *s, const char *path, struct error *err)
{
	return read_file(&s->keys, path, AUTHORIZED_KEYS_MAX, err) ||
			       authorized_keys_check(&s->keys, shown(path), &s->keys_count, err)
		       ? -1
		       : 0;
}

int site_trusted(struct site *s, const char *path, struct error *err)
{
	return read_file(&s->trusted, path, TRUSTED_KEYS_MAX, err) ||
			       trusted_keys_check(&s->trusted, shown(path), &s->trusted_count, err)
		       ? -1
		       : 0;
}

static bool has(const struct rootfs *fs, const char *path, mode_t type)
{
	const struct rootfs_node *n = rootfs_find(fs, path);

	return n && n->listed && (n->inode->mode & S_IFMT) == type;
}

/* Is it the loader's ramdisk, and can it use the values? */
static int check_ramdisk(const struct site *s, const struct rootfs *fs, const char *name,
			 struct error *err)
{
	if (!has(fs, "sbin/pxeboot", S_IFREG))
		return error_set(err, name,
				 "has a ramdisk without the network boot loader (sbin/pxeboot), "
				 "which alone would read what is added; give a pxelinux.0");
	if (!has(fs, "etc", S_IFDIR) || (s->keys.data && !has(fs, "root", S_IFDIR)))
		return error_set(err, name, "has a ramdisk without the directory /%s",
				 has(fs, "etc", S_IFDIR) ? "root" : "etc");
	if (s->keys.data && (!has(fs, "sbin/dropbear", S_IFREG) ||
			     !has(fs, "etc/passwd", S_IFREG) || !has(fs, "etc/dropbear", S_IFDIR)))
		return error_set(err, name,
				 "was built without an ssh server, so that nobody could log in; "
				 "build it with PACKAGES=dropbear-bin or AUTHORIZED_KEYS=FILE");
	/* such a loader would boot nothing at all */
	if (s->trusted.data && !has(fs, TRUSTED_KEYS_PATH, S_IFREG))
		return error_set(
			err, name,
			"was built without TRUST=, and its loader cannot verify signatures; "
			"build it with TRUST=FILE");
	return 0;
}

/* The same for the first SIZE bytes of RAMDISK. */
static int look_into(const struct site *s, const struct extents *ramdisk, uint64_t size,
		     const char *name, struct error *err)
{
	struct source from = extents_source(ramdisk);
	struct rootfs fs = {0};
	struct ramdisk r;
	int ret;

	from.size = size;
	ret = rootfs_read(&fs, &from, &r, err);
	if (!ret && r.problem[0])
		ret = error_set_at(err, name, r.problem_at,
				   "has a ramdisk that kernels do not unpack, so that nothing can "
				   "be added to it: %s",
				   r.problem);
	else if (!ret)
		ret = check_ramdisk(s, &fs, name, err);
	rootfs_free(&fs);
	return ret;
}

int site_add(const struct site *s, struct extents *ramdisk, const char *name, uint32_t mtime,
	     struct error *err)
{
	struct extents new = {0};
	struct bytes archive = {0};
	uint64_t size = ramdisk->size - s->size;
	int ret = 0;

	if (site_any(s) &&
	    (look_into(s, ramdisk, size, name, err) || compose(s, size, mtime, &archive, err)))
		ret = -1;
	if (!ret)
		ret = extents_add_slice(&new, ramdisk, 0, size, err) ||
				      extents_add_bytes(&new, archive.data, archive.len, err)
			      ? -1
			      : 0;
	bytes_free(&archive);
	if (ret) {
		extents_free(&new);
		return -1;
	}
	extents_free(ramdisk);
	*ramdisk = new;
	return 0;
}

bool site_any(const struct site *s)
{
	return s->settings.data || s->keys.data || s->trusted.data;
}

void site_free(struct site *s)
{
	bytes_free(&s->settings);
	bytes_free(&s->keys);
	bytes_free(&s->trusted);
	memset(s, 0, sizeof(*s));
}
