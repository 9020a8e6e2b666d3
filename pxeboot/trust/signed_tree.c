// SPDX-License-Identifier: MIT
#include "trust/signed_tree.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "answer.h"
#include "source.h"
#include "trust/fresh.h"
#include "trust/signature.h"

enum { PAIRS = 20, SAME_PAIRS = 5, BETWEEN = 300 /* milliseconds */, TRIES = 3 };

/* --- names --------------------------------------------------------------------------- */

/* Sets the URL of the list and what follows from it. False: it is not a URL. */
static bool set_url(struct signed_tree *t, const char *url)
{
	struct location l;
	const char *whole;
	size_t len;

	if (!location_parse(t->arena, url, &l))
		return false;
	whole = location_url(t->arena, &l, l.scheme);
	len = strlen(whole) - strlen(SIGNED_TREE_LIST);
	if (strlen(whole) < strlen(SIGNED_TREE_LIST) || strcmp(whole + len, SIGNED_TREE_LIST) != 0)
		return false;
	t->url = url;
	t->base = arena_copy(t->arena, whole, len);
	return true;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 'a' - 'A';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %XX as it is meant. False for a NUL or a slash: no part of a name has one. */
static bool unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		int high = *s == '%' ? hex(s[1]) : -1, low = high < 0 ? -1 : hex(s[2]);

		if (low < 0) {
			*to++ = *s;
			continue;
		}
		*to = (char)(high << 4 | low);
		if (!*to || *to == '/')
			return false;
		to++;
		s += 2;
	}
	*to = '\0';
	return true;
}

/* Without empty parts and "." */
static void normalize(char *s)
{
	char *to = s, *from = s;

	while (*from) {
		size_t len = strcspn(from, "/");

		if (len && !(len == 1 && *from == '.')) {
			memmove(to, from, len);
			to += len;
			if (from[len])
				*to++ = '/';
		}
		from += len + (from[len] == '/');
	}
	*to = '\0';
}

const char *signed_tree_name(const struct signed_tree *t, const char *url)
{
	struct location l;
	const char *whole, *colon;
	char *name;

	if (!location_parse(t->arena, url, &l))
		return NULL;
	whole = location_url(t->arena, &l, l.scheme);
	colon = strstr(whole, "://");
	if (strncmp(whole, t->base, strlen(t->base)) != 0)
		return arena_printf(t->arena, "%.*s:/%s", (int)(colon - whole), whole, colon + 3);
	whole += strlen(t->base);
	name = arena_alloc(t->arena, strlen(whole) + 1);
	if (!name)
		return NULL;
	strcpy(name, whole);
	if (l.scheme != SCHEME_TFTP && !unescape(name))
		return NULL;
	normalize(name);
	return name;
}

/* --- what is kept -------------------------------------------------------------------- */

static const char *in(const struct signed_tree *t, const char *name)
{
	return arena_printf(t->arena, "%s/%s", t->dir, name);
}

int signed_tree_load(struct signed_tree *t, struct error *err)
{
	struct bytes text = {0}, url = {0};
	int ret = bytes_read_file(&url, in(t, "url"), SOURCE_MAX, err) ||
				  bytes_read_file(&text, in(t, "verified"), SOURCE_MAX, err)
			  ? -1
			  : 0;

	if (!ret &&
	    (!url.len || !set_url(t, arena_copy(t->arena, (const char *)url.data, url.len))))
		ret = error_set(err, in(t, "url"), "is not the URL of a list");
	if (!ret)
		ret = sums_read(&t->sums, &text, SIGNED_TREE_LIST, err);
	bytes_free(&text);
	bytes_free(&url);
	return ret;
}

static int keep(const struct signed_tree *t, const struct bytes *text, struct error *err)
{
	struct bytes url = {0};
	int ret = bytes_string(&url, t->url) ? error_memory(err) : 0;

	if (!ret)
		ret = answer_file(t->arena, t->dir, "url", &url, err);
	if (!ret)
		ret = answer_file(t->arena, t->dir, "verified", text, err);
	bytes_free(&url);
	return ret;
}

/* --- list and signature -------------------------------------------------------------- */

struct pair {
	struct bytes list, signature;
};

static void drop(struct pair *p)
{
	bytes_free(&p->list);
	bytes_free(&p->signature);
}

static bool same(const struct bytes *a, const struct bytes *b)
{
	return a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len));
}

static int get(const struct signed_tree *t, struct fetch *f, const struct name *n, uint64_t max,
	       struct bytes *text, struct error *err)
{
	struct fetch own = *f;
	int ret;

	own.guard = NULL;
	own.path = in(t, "fetched");
	own.requests = 0;
	own.limits.small = true;
	own.limits.size = max;
	own.limits.tries = TRIES;
	ret = fetch_name(&own, n, t->arena) == FETCH_DONE ? 0 : -1;
	f->url = own.url;
	f->manner = own.manner;
	f->manner_host = own.manner_host;
	f->requests += own.requests;
	return ret ? error_set(err, NULL, "it cannot be fetched")
		   : bytes_read_file(text, own.path, max, err);
}

/* Both, of one server. */
static int get_pair(struct signed_tree *t, struct fetch *f, const struct name *list, struct pair *p,
		    struct error *err)
{
	struct name signature = {.alt = "", .nohost = ""};
	struct fetch own = *f;
	int ret;

	drop(p);
	ret = get(t, &own, list, SOURCE_MAX, &p->list, err);
	if (!ret && !set_url(t, own.url))
		ret = error_set(err, NULL, "that is not the URL of a list");
	signature.url = arena_printf(t->arena, "%s.sig", own.url);
	if (!ret)
		ret = get(t, &own, &signature, SIGNATURE_MAX, &p->signature, err);
	f->manner = own.manner;
	f->manner_host = own.manner_host;
	f->requests = own.requests;
	return ret;
}

/* Pairs, until one is signed. */
static int get_signed(struct signed_tree *t, struct fetch *f, const struct name *list,
		      struct pair *p, struct error *err)
{
	struct pair last = {0};
	int ret = -1, again = 0;

	for (int i = 0; i < PAIRS && again < SAME_PAIRS; i++) {
		if (i)
			fetch_pause(BETWEEN);
		ret = get_pair(t, f, list, p, err);
		if (ret)
			break;
		ret = signature_check(t->anchor->keys, t->anchor->name, &p->list, &p->signature,
				      err);
		if (!ret)
			break;
		again = i && same(&p->list, &last.list) && same(&p->signature, &last.signature)
				? again + 1
				: 1;
		drop(&last);
		last = *p;
		*p = (struct pair){0};
	}
	drop(&last);
	return ret;
}

/* Takes the list that was signed. */
static int take(struct signed_tree *t, const struct bytes *list, struct error *err)
{
	struct bytes text = {0};
	struct sums sums;
	int ret;

	if (bytes_append(&text, list->data, list->len))
		return error_memory(err);
	ret = sums_read(&sums, &text, SIGNED_TREE_LIST, err);
	if (!ret)
		ret = fresh_check(&sums, t->anchor->since, (int64_t)time(NULL), SIGNED_TREE_LIST,
				  err);
	if (!ret)
		ret = keep(t, list, err);
	if (ret) {
		sums_free(&sums);
		return -1;
	}
	sums_free(&t->sums);
	t->sums = sums;
	return 0;
}

static enum signed_tree_result complain(const struct signed_tree *t, struct fetch *f,
					const struct error *err)
{
	char text[1024];

	error_format(err, text, sizeof(text));
	console_line(f->console, CONSOLE_ERROR, "no signed list is at %s: %s", t->url, text);
	return SIGNED_TREE_FAILED;
}

enum signed_tree_result signed_tree_open(struct signed_tree *t, struct fetch *f,
					 const struct name *list)
{
	struct error err = {0};
	struct pair p = {0};
	int ret;

	t->url = list->url;
	ret = mkdir(t->dir, 0700) && errno != EEXIST
		      ? error_set_errno(&err, t->dir, errno, "cannot be made")
		      : 0;
	/* what another server had is not this one's */
	unlink(in(t, "verified"));
	if (!ret)
		ret = get_signed(t, f, list, &p, &err);
	if (!ret)
		ret = take(t, &p.list, &err);
	drop(&p);
	if (ret)
		return complain(t, f, &err);
	console_line(f->console, CONSOLE_DETAIL, "the list is signed, and has %zu files",
		     t->sums.count);
	return SIGNED_TREE_DONE;
}

enum signed_tree_result signed_tree_renew(struct signed_tree *t, struct fetch *f)
{
	const struct name list = {.url = t->url, .alt = "", .nohost = ""};
	struct bytes before = {0};
	struct error err = {0};
	struct pair p = {0};
	enum signed_tree_result r = SIGNED_TREE_DONE;

	if (bytes_read_file(&before, in(t, "verified"), SOURCE_MAX, &err) ||
	    get_signed(t, f, &list, &p, &err))
		r = complain(t, f, &err);
	else if (same(&before, &p.list))
		r = SIGNED_TREE_SAME;
	else if (take(t, &p.list, &err))
		r = complain(t, f, &err);
	bytes_free(&before);
	drop(&p);
	return r;
}

void signed_tree_close(struct signed_tree *t)
{
	sums_free(&t->sums);
}
