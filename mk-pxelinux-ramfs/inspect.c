// SPDX-License-Identifier: MIT
#include "inspect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "json.h"
#include "newc_read.h"

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

static int list_line(const struct newc_list *l, const struct newc_entry *e, struct bytes *out)
{
	char mode[11], *target;
	int bad;

	mode_text(e->mode, mode);
	bad = bytes_printf(out, "%s %u/%u ", mode, e->uid, e->gid);
	if (S_ISCHR(e->mode) || S_ISBLK(e->mode))
		bad |= bytes_printf(out, "%4u,%4u ", e->rdev_major, e->rdev_minor);
	else
		bad |= bytes_printf(out, "%9u ", newc_body(l, e)->size);
	bad |= line_string(out, e->path);
	if (S_ISLNK(e->mode)) {
		target = strndup((const char *)e->data, e->size);
		bad |= !target || bytes_string(out, " -> ") || line_string(out, target);
		free(target);
	}
	return bad | bytes_string(out, "\n");
}

int inspect_list(const char *image, struct bytes *out, struct error *err)
{
	struct newc_list l;
	int ret = newc_read_file(&l, image, err);

	for (size_t i = 0; !ret && i < l.n; i++)
		if (list_line(&l, &l.v[i], out))
			ret = error_memory(err);
	newc_free(&l);
	return ret;
}

int inspect_cat(const char *image, const char *path, struct bytes *out, struct error *err)
{
	const struct newc_entry *e;
	struct newc_list l;
	int ret = newc_read_file(&l, image, err);

	if (!ret) {
		e = newc_find(&l, path);
		if (!e)
			ret = error_set(err, image, "holds no %s", path);
		else if (S_ISLNK(e->mode))
			ret = error_set(err, image, "has %s as a symlink to %.*s", path,
					(int)e->size, (const char *)e->data);
		else if (!S_ISREG(e->mode))
			ret = error_set(err, image, "has %s, but not as a file", path);
		else if (bytes_append(out, newc_body(&l, e)->data, newc_body(&l, e)->size))
			ret = error_memory(err);
	}
	newc_free(&l);
	return ret;
}

/* By path; of several of the same path the last one is what unpacking leaves. */
static int by_path(const void *a, const void *b)
{
	const struct newc_entry *x = a, *y = b;
	int c = strcmp(x->path, y->path);

	if (c)
		return c;
	return x->data < y->data ? -1 : x->data > y->data;
}

/* Sorts, and keeps the last of the same path. */
static void settle(struct newc_list *l)
{
	size_t n = 0;

	/* remember the order of the archive where paths are equal */
	for (size_t i = 0; i < l->n; i++)
		l->v[i].segment = (unsigned int)i;
	qsort(l->v, l->n, sizeof(*l->v), by_path);
	for (size_t i = 0; i < l->n; i++) {
		if (n && !strcmp(l->v[n - 1].path, l->v[i].path)) {
			size_t drop = l->v[n - 1].segment < l->v[i].segment ? n - 1 : i;

			free(l->v[drop].path);
			if (drop == n - 1)
				l->v[n - 1] = l->v[i];
		} else {
			l->v[n++] = l->v[i];
		}
	}
	l->n = n;
}

/* Hard links get the contents they share, before the order is lost. */
static void give_bodies(struct newc_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct newc_entry *body = newc_body(l, &l->v[i]);

		l->v[i].data = body->data;
		l->v[i].size = body->size;
	}
}

struct sums {
	unsigned long long added, removed, changed;
	long long bytes;
};

static int one_side(char sign, const struct newc_entry *e, struct bytes *out)
{
	return bytes_printf(out, "%c ", sign) | line_string(out, e->path) |
	       bytes_printf(out, "\t%u\n", e->size);
}

static int compare(const struct newc_entry *a, const struct newc_entry *b, struct sums *s,
		   struct bytes *out)
{
	bool data = a->size != b->size || memcmp(a->data, b->data, a->size);
	bool mode = a->mode != b->mode || a->uid != b->uid || a->gid != b->gid;
	bool dev = a->rdev_major != b->rdev_major || a->rdev_minor != b->rdev_minor;
	int bad;

	if (!data && !mode && !dev)
		return 0;
	s->changed++;
	s->bytes += (long long)b->size - a->size;
	bad = bytes_string(out, "~ ") | line_string(out, a->path);
	bad |= bytes_printf(out, "\t%u\t%u\t%+lld%s%s%s\n", a->size, b->size,
			    (long long)b->size - a->size, data ? " contents" : "",
			    mode ? " mode or owner" : "", dev ? " device" : "");
	return bad;
}

static int merge(struct newc_list *a, struct newc_list *b, struct bytes *out)
{
	size_t i = 0, k = 0;
	struct sums s = {0};
	int bad = 0;

	while ((i < a->n || k < b->n) && !bad) {
		int c = i == a->n ? 1 : k == b->n ? -1 : strcmp(a->v[i].path, b->v[k].path);

		if (c < 0) {
			s.removed++;
			s.bytes -= a->v[i].size;
			bad |= one_side('-', &a->v[i++], out);
		} else if (c > 0) {
			s.added++;
			s.bytes += b->v[k].size;
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
	struct newc_list la = {0}, lb = {0};
	int ret = newc_read_file(&la, a, err) || newc_read_file(&lb, b, err) ? -1 : 0;

	if (!ret) {
		give_bodies(&la);
		give_bodies(&lb);
		settle(&la);
		settle(&lb);
		if (merge(&la, &lb, out))
			ret = error_memory(err);
	}
	newc_free(&la);
	newc_free(&lb);
	return ret;
}
