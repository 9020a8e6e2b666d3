// SPDX-License-Identifier: MIT
#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fullio.h"
#include "input.h"
#include "opened.h"
#include "target.h"
#include "tempname.h"
#include "xattrs.h"

struct outfile {
	char *path; /* as the user said it, for errors */
	struct target target;
	int dirfd; /* the target's directory, -1 for standard output */
	int fd;
	int slot;	 /* of the temporary file, -1 if there is none */
	uint64_t size;	 /* appended so far */
	bool over_input; /* the target may be a file that was read */
	bool renamed;	 /* the target is the new file */
	bool swapped;	 /* and the temporary name is the old one */
};

static void outfile_free(struct outfile *out)
{
	if (!out)
		return;
	if (out->slot >= 0)
		tempname_remove(out->slot);
	if (out->dirfd >= 0) {
		if (out->fd >= 0)
			close(out->fd);
		close(out->dirfd);
	}
	free(out->path);
	target_free(&out->target);
	free(out);
}

void outfile_discard(struct outfile *out)
{
	outfile_free(out);
}

static int open_temp(struct outfile *out, struct error *err)
{
	const struct target *to = &out->target;

	out->dirfd = open(to->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->dirfd < 0)
		return error_set_errno(err, out->path, errno,
				       "cannot open the directory to write to");
	out->slot = tempname_create(out->dirfd, to->dir, &out->fd, err);
	if (out->slot < 0) {
		/* the user knows the file's name, not the directory's */
		if (err)
			snprintf(err->path, sizeof(err->path), "%s", out->path);
		return -1;
	}
	if (!to->exists)
		return 0;
	/* the owner first: chown clears set-id bits; only root may change it */
	if (to->st.st_uid != geteuid() || to->st.st_gid != getegid())
		if (fchown(out->fd, to->st.st_uid, to->st.st_gid))
			errno = 0;
	if (xattrs_copy(out->path, out->fd, err))
		return -1;
	if (fchmod(out->fd, to->st.st_mode & 0777))
		return error_set_errno(err, out->path, errno, "cannot set the mode");
	return 0;
}

static int open_stdout(struct outfile *out, struct error *err)
{
	if (isatty(STDOUT_FILENO))
		return error_set(err, "standard output", "is a terminal; redirect it to a file");
	free(out->path);
	out->path = strdup("standard output");
	if (!out->path)
		return error_memory(err);
	out->fd = STDOUT_FILENO;
	return 0;
}

int outfile_open(struct outfile **result, const char *path, struct error *err)
{
	struct outfile *out = calloc(1, sizeof(*out));
	int rc = -1;

	if (!out || !(out->path = strdup(path))) {
		free(out);
		return error_memory(err);
	}
	out->dirfd = out->fd = out->slot = -1;
	if (!strcmp(path, "-"))
		rc = open_stdout(out, err);
	else if (!target_find(&out->target, path, err))
		rc = open_temp(out, err);
	if (rc)
		outfile_free(out);
	else
		*result = out;
	return rc;
}

int outfile_write(struct outfile *out, const void *buf, size_t len, struct error *err)
{
	if (fullio_write(out->fd, buf, len))
		return error_set_errno(err, out->path, errno, "cannot write");
	out->size += len;
	return 0;
}

int outfile_zeros(struct outfile *out, uint64_t len, struct error *err)
{
	static const char zeros[65536];
	size_t n;

	for (; len; len -= n) {
		n = len < sizeof(zeros) ? (size_t)len : sizeof(zeros);
		if (outfile_write(out, zeros, n, err))
			return -1;
	}
	return 0;
}

/* The part of a copy that the kernel cannot do itself. */
static int copy_by_hand(struct outfile *out, int fd, const char *name, uint64_t offset,
			uint64_t len, struct error *err)
{
	size_t size = 256 * 1024, want;
	struct source_file file = {fd, name};
	struct source from = source_file(&file, offset + len);
	char *buf = malloc(size);
	int rc = 0;

	if (!buf)
		return error_memory(err);
	while (len && !rc) {
		want = len < size ? (size_t)len : size;
		rc = from.read(from.ctx, offset, buf, want, err) ||
				     outfile_write(out, buf, want, err)
			     ? -1
			     : 0;
		offset += want;
		len -= want;
	}
	free(buf);
	return rc;
}

/* Copies LEN bytes within the kernel; returns how many it did, 0 where it cannot. */
static uint64_t copy_by_kernel(struct outfile *out, int fd, uint64_t offset, uint64_t len)
{
	off_t from = (off_t)offset;
	uint64_t done = 0;
	size_t want;
	ssize_t n;

	while (done < len) {
		want = len - done < 0x40000000 ? (size_t)(len - done) : 0x40000000;
		n = copy_file_range(fd, &from, out->fd, NULL, want, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		done += (uint64_t)n;
	}
	out->size += done;
	return done;
}

int outfile_copy(struct outfile *out, int fd, const char *name, uint64_t offset, uint64_t len,
		 struct error *err)
{
	enum { BLOCK = 4096 };
	uint64_t head = (BLOCK - offset % BLOCK) % BLOCK, done = 0;

	/* only whole blocks can be shared, at the same place in their block */
	if (head >= len || out->size % BLOCK != offset % BLOCK)
		head = 0;
	/* anything but progress goes to the loop by hand, which finds out why */
	if (out->dirfd >= 0) {
		done = copy_by_kernel(out, fd, offset, head);
		if (done == head)
			done += copy_by_kernel(out, fd, offset + done, len - done);
	}
	if (done == len)
		return 0;
	return copy_by_hand(out, fd, name, offset + done, len - done, err);
}

uint64_t outfile_size(const struct outfile *out)
{
	return out->size;
}

void outfile_over_input(struct outfile *out)
{
	out->over_input = true;
}

static bool same_target(const struct outfile *a, const struct outfile *b)
{
	struct stat s, t;

	if (a->dirfd < 0 || b->dirfd < 0)
		return a->dirfd == b->dirfd;
	return !strcmp(a->target.name, b->target.name) && !fstat(a->dirfd, &s) &&
	       !fstat(b->dirfd, &t) && s.st_dev == t.st_dev && s.st_ino == t.st_ino;
}

static int check_targets(struct outfile **out, size_t n, struct error *err)
{
	struct stat st;
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < i; k++)
			if (same_target(out[i], out[k]))
				return error_set(err, out[i]->path,
						 "is the same file as the output %s; give them "
						 "different names",
						 out[k]->path);
		if (out[i]->dirfd >= 0 && !out[i]->over_input &&
		    !fstatat(out[i]->dirfd, out[i]->target.name, &st, 0) && opened_has(&st))
			return error_set(err, out[i]->path,
					 "is an input and would be replaced by an output; give the "
					 "output another name");
	}
	return 0;
}

/*
 * Puts the new file in the target's place. One that is part of a set keeps the
 * old file under the temporary name, so that it can be put back.
 */
static int put_in_place(struct outfile *out, bool keep_old, struct error *err)
{
	const char *temp = tempname_get(out->slot);

	if (keep_old && out->target.exists) {
		if (renameat2(out->dirfd, temp, out->dirfd, out->target.name, RENAME_EXCHANGE))
			return error_set_errno(err, out->path, errno,
					       "cannot put the new file in place of the old one as "
					       "part of a set; write it to a new name");
		out->swapped = true;
	} else if (renameat(out->dirfd, temp, out->dirfd, out->target.name)) {
		return error_set_errno(err, out->path, errno, "cannot put the new file in place");
	}
	out->renamed = true;
	return 0;
}

static void take_back(struct outfile *out)
{
	const char *temp = tempname_get(out->slot);

	if (out->swapped)
		renameat2(out->dirfd, temp, out->dirfd, out->target.name, RENAME_EXCHANGE);
	else if (out->renamed)
		renameat(out->dirfd, out->target.name, out->dirfd, temp);
}

/* Signals are blocked by the caller. */
static int place_all(struct outfile **out, size_t n, struct error *err)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (out[i]->dirfd < 0 || !put_in_place(out[i], n > 1, err))
			continue;
		while (i--)
			if (out[i]->dirfd >= 0)
				take_back(out[i]);
		return -1;
	}
	for (i = 0; i < n; i++) {
		if (out[i]->slot < 0)
			continue;
		if (out[i]->swapped)
			tempname_remove(out[i]->slot);
		else
			tempname_forget(out[i]->slot);
		out[i]->slot = -1;
	}
	return 0;
}

static int sync_all(struct outfile **out, size_t n, struct error *err)
{
	size_t i;

	for (i = 0; i < n; i++)
		/* a pipe cannot be synced, which is no fault */
		if (fsync(out[i]->fd) &&
		    !(out[i]->dirfd < 0 && (errno == EINVAL || errno == EROFS)))
			return error_set_errno(err, out[i]->path, errno,
					       "cannot write to the disk");
	return 0;
}

static int sync_dirs(struct outfile **out, size_t n, struct error *err)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < n; i++)
		/* some network file systems cannot sync a directory */
		if (out[i]->dirfd >= 0 && fsync(out[i]->dirfd) && errno != EINVAL && !rc)
			rc = error_set_errno(err, out[i]->path, errno,
					     "is written, but its directory cannot be synced");
	return rc;
}

int outfile_commit(struct outfile **out, size_t n, struct error *err)
{
	sigset_t saved;
	size_t i;
	int rc;

	rc = check_targets(out, n, err);
	if (!rc)
		rc = sync_all(out, n, err);
	if (!rc) {
		tempname_block(&saved);
		rc = place_all(out, n, err);
		tempname_unblock(&saved);
	}
	if (!rc)
		rc = sync_dirs(out, n, err);
	for (i = 0; i < n; i++)
		outfile_free(out[i]);
	return rc;
}
