// SPDX-License-Identifier: MIT
/* The contents of a tree's files, of which large ones are still where they came from. */
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"
#include "opened.h"
#include "digest.h"
#include "tree.h"

enum { PART = 1 << 16 };

int tree_contents(const struct entry *e,
		  int (*sink)(void *ctx, const void *p, size_t len, struct error *err), void *ctx,
		  struct error *err)
{
	struct source_file file = {.name = e->source};
	struct source from;
	struct bytes part = {0};
	struct stat st;
	int ret;

	if (e->size == e->data.len)
		return sink(ctx, e->data.data, e->data.len, err);
	file.fd = opened_open(e->source, &st, err);
	if (file.fd < 0)
		return -1;
	from = source_file(&file, e->size);
	ret = (uint64_t)st.st_size != e->size
		      ? error_set(err, e->source, "changed while it was read")
	      : bytes_reserve(&part, PART) ? error_memory(err)
					   : 0;
	for (uint64_t at = 0, n; !ret && at < e->size; at += n) {
		n = e->size - at < PART ? e->size - at : PART;
		ret = from.read(from.ctx, at, part.data, (size_t)n, err) ||
		      sink(ctx, part.data, (size_t)n, err);
	}
	bytes_free(&part);
	close(file.fd);
	return ret ? -1 : 0;
}

static int to_digest(void *ctx, const void *p, size_t len, struct error *err)
{
	(void)err;
	digest_add(ctx, p, len);
	return 0;
}

int tree_digest(struct tree *t, struct error *err)
{
	struct digest d;

	for (size_t i = 0; i < t->n; i++) {
		struct entry *e = &t->v[i];

		if (!S_ISREG(e->mode))
			continue;
		digest_begin(&d, DIGEST_SHA256);
		if (tree_contents(e, to_digest, &d, err))
			return -1;
		digest_hex(&d, e->sha256);
	}
	return 0;
}
