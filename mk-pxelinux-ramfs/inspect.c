// SPDX-License-Identifier: MIT
#include "inspect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fullio.h"
#include "imagefile.h"
#include "json.h"
#include "rootfs.h"

static void mode_text(uint32_t mode, char out[11])
{
	static const char bits[] = "rwxrwxrwx";

	out[0] = S_ISDIR(mode)	  ? 'd'
		 : S_ISLNK(mode)  ? 'l'
		 : S_ISCHR(mode)  ? 'c'
		 : S_ISBLK(mode)  ? 'b'
		 : S_ISFIFO(mode) ? 'p'
		 : S_ISSOCK(mode) ? 's'
				  : '-';
	for (int i = 0; i < 9; i++)
		out[1 + i] = mode >> (8 - i) & 1 ? bits[i] : '-';
	if (mode & S_ISUID)
		out[3] = mode & 0100 ? 's' : 'S';
	if (mode & S_ISGID)
		out[6] = mode & 0010 ? 's' : 'S';
	if (mode & S_ISVTX)
		out[9] = mode & 0001 ? 't' : 'T';
	out[10] = 0;
}

static int line_path(struct bytes *out, const struct rootfs_node *n)
{
	struct bytes path = {0};
	int bad = rootfs_path(n, &path) || line_string(out, (const char *)path.data);

	bytes_free(&path);
	return bad;
}

static int list_line(const struct rootfs_node *n, struct bytes *out)
{
	const struct rootfs_inode *i = n->inode;
	char mode[11];
	int bad;

	mode_text(i->mode, mode);
	bad = bytes_printf(out, "%s %u/%u ", mode, i->uid, i->gid);
	if (S_ISCHR(i->mode) || S_ISBLK(i->mode))
		bad |= bytes_printf(out, "%4u,%4u ", i->rdev_major, i->rdev_minor);
	else
		bad |= bytes_printf(out, "%9u ", i->size);
	bad |= line_path(out, n);
	if (S_ISLNK(i->mode))
		bad |= bytes_string(out, " -> ") | line_string(out, i->target);
	return bad | bytes_string(out, "\n");
}

int inspect_list(const char *image, struct bytes *out, struct error *err)
{
	struct rootfs fs = {0};
	struct imagefile f;
	struct ramdisk r;
	int ret = imagefile_open(&f, image, err), bad = 0;

	if (ret)
		return ret;
	ret = rootfs_read(&fs, &f.ramdisk, &r, err);
	if (!ret && fs.top->listed)
		bad = list_line(fs.top, out);
	for (const struct rootfs_node *n = fs.first; !ret && n; n = n->next)
		if (n->listed)
			bad |= list_line(n, out);
	if (!ret)
		ret = bad ? error_memory(err) : imagefile_judge(&f, &r, err);
	rootfs_free(&fs);
	imagefile_close(&f);
	return ret;
}

static int write_out(void *ctx, const void *p, size_t len, struct error *err)
{
	if (fullio_write(*(int *)ctx, p, len))
		return error_set_errno(err, "standard output", errno, "cannot be written");
	return 0;
}

int inspect_cat(const char *image, const char *path, int fd, struct error *err)
{
	const struct rootfs_node *n = NULL;
	struct rootfs fs = {0};
	struct imagefile f;
	struct ramdisk r;
	int ret = imagefile_open(&f, image, err);

	if (ret)
		return ret;
	ret = rootfs_read(&fs, &f.ramdisk, &r, err);
	if (!ret)
		n = rootfs_find(&fs, path);
	if (!ret && (!n || !n->listed))
		ret = error_set(err, image, "does not hold %s", path);
	else if (!ret && !S_ISREG(n->inode->mode))
		ret = error_set(err, image, "has %s, but not as a file", path);
	else if (!ret)
		ret = rootfs_body(&f.ramdisk, n->inode, write_out, &fd, err);
	if (!ret)
		ret = imagefile_judge(&f, &r, err);
	rootfs_free(&fs);
	imagefile_close(&f);
	return ret;
}

struct item {
	char *path;
	const struct rootfs_inode *inode;
};

/* One of the two file systems, by path. */
struct side {
	struct rootfs fs;
	struct item *v;
	size_t n;
};

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct item *)a)->path, ((const struct item *)b)->path);
}

static int read_side(struct side *s, const char *image, struct error *err)
{
	struct imagefile f;
	struct ramdisk r;
	int ret = imagefile_open(&f, image, err);

	if (ret)
		return ret;
	s->fs.digests = true;
	ret = rootfs_read(&s->fs, &f.ramdisk, &r, err);
	if (!ret)
		ret = imagefile_judge(&f, &r, err);
	imagefile_close(&f);
	if (ret)
		return ret;
	s->v = calloc(s->fs.n + 1, sizeof(*s->v));
	for (const struct rootfs_node *n = s->fs.first; s->v && n; n = n->next) {
		struct bytes path = {0};

		if (!n->listed)
			continue;
		if (rootfs_path(n, &path) || !(s->v[s->n].path = strdup((char *)path.data)))
			ret = error_memory(err);
		bytes_free(&path);
		if (ret)
			return ret;
		s->v[s->n++].inode = n->inode;
	}
	if (!s->v)
		return error_memory(err);
	qsort(s->v, s->n, sizeof(*s->v), by_path);
	return 0;
}

static void free_side(struct side *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->v[i].path);
	free(s->v);
	rootfs_free(&s->fs);
}

struct sums {
	unsigned long long added, removed, changed;
	long long bytes;
};

static int one_side(char sign, const struct item *x, struct bytes *out)
{
	return bytes_printf(out, "%c ", sign) | line_string(out, x->path) |
	       bytes_printf(out, "\t%u\n", x->inode->size);
}

static bool same_contents(const struct rootfs_inode *a, const struct rootfs_inode *b)
{
	if (a->size != b->size || a->digest != b->digest)
		return false;
	return !a->target || !b->target || !strcmp(a->target, b->target);
}

static int compare(const struct item *x, const struct item *y, struct sums *s, struct bytes *out)
{
	const struct rootfs_inode *a = x->inode, *b = y->inode;
	bool data = !same_contents(a, b);
	bool mode = a->mode != b->mode || a->uid != b->uid || a->gid != b->gid;
	bool dev = a->rdev_major != b->rdev_major || a->rdev_minor != b->rdev_minor;
	int bad;

	if (!data && !mode && !dev)
		return 0;
	s->changed++;
	s->bytes += (long long)b->size - a->size;
	bad = bytes_string(out, "~ ") | line_string(out, x->path);
	bad |= bytes_printf(out, "\t%u\t%u\t%+lld%s%s%s\n", a->size, b->size,
			    (long long)b->size - a->size, data ? " contents" : "",
			    mode ? " mode or owner" : "", dev ? " device" : "");
	return bad;
}

static int merge(const struct side *a, const struct side *b, struct bytes *out)
{
	size_t i = 0, k = 0;
	struct sums s = {0};
	int bad = 0;

	while ((i < a->n || k < b->n) && !bad) {
		int c = i == a->n ? 1 : k == b->n ? -1 : strcmp(a->v[i].path, b->v[k].path);

		if (c < 0) {
			s.removed++;
			s.bytes -= a->v[i].inode->size;
			bad |= one_side('-', &a->v[i++], out);
		} else if (c > 0) {
			s.added++;
			s.bytes += b->v[k].inode->size;
			bad |= one_side('+', &b->v[k++], out);
		} else {
			bad |= compare(&a->v[i++], &b->v[k++], &s, out);
		}
	}
	if (s.added || s.removed || s.changed)
		bad |= bytes_printf(out, "%llu added, %llu removed, %llu changed, %+lld bytes\n",
				    s.added, s.removed, s.changed, s.bytes);
	return bad;
}

int inspect_diff(const char *a, const char *b, struct bytes *out, struct error *err)
{
	struct side x = {0}, y = {0};
	int ret = read_side(&x, a, err) || read_side(&y, b, err) ? -1 : 0;

	if (!ret && merge(&x, &y, out))
		ret = error_memory(err);
	free_side(&x);
	free_side(&y);
	return ret;
}
