// SPDX-License-Identifier: MIT
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What is below the directory has to fit into PATH_MAX too. */
enum { OPEN_DIRS = 16, TRIES = 300, SCRATCH_NAME_MAX = 2000 };

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	remove(path);
	return 0;
}

static void watch(const char *dir, int watched)
{
	char c;

	while (read(watched, &c, 1) < 0 && errno == EINTR)
		;
	/* a depmod of the killed parent may still be writing */
	for (int tries = 0; tries < TRIES && !access(dir, F_OK); tries++) {
		if (tries)
			usleep(100000);
		nftw(dir, remove_one, OPEN_DIRS, FTW_DEPTH | FTW_PHYS);
	}
	_exit(0);
}

/* The directory and the child that will remove it: nothing may end this process in between. */
static int start(struct scratch *s, const char *name)
{
	sigset_t all, before;
	int fd[2], errnum = 0;

	strcat(s->dir, name);
	if (pipe2(fd, O_CLOEXEC))
		return errno;
	/* the child keeps them blocked: ^C goes to both */
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	s->child = mkdtemp(s->dir) ? fork() : -1;
	if (!s->child) {
		close(fd[1]);
		watch(s->dir, fd[0]);
	}
	if (s->child < 0) {
		errnum = errno;
		rmdir(s->dir);
		close(fd[1]);
	}
	close(fd[0]);
	s->alive = fd[1];
	sigprocmask(SIG_SETMASK, &before, NULL);
	return errnum;
}

int scratch_open(struct scratch *s, struct error *err)
{
	static const char name[] = "/mk-pxelinux-ramfs.XXXXXX";
	const char *tmp = getenv("TMPDIR");
	int errnum;

	if (!tmp || !*tmp)
		tmp = "/tmp";
	if (!realpath(tmp, s->dir))
		errnum = errno;
	else if (strlen(s->dir) + strlen(name) > SCRATCH_NAME_MAX)
		errnum = ENAMETOOLONG;
	else
		errnum = start(s, name);
	if (!errnum)
		return 0;
	s->dir[0] = 0;
	return error_set_errno(err, tmp, errnum,
			       "cannot hold temporary files; set TMPDIR to another directory");
}

void scratch_close(struct scratch *s)
{
	if (!s->dir[0])
		return;
	close(s->alive);
	while (waitpid(s->child, NULL, 0) < 0 && errno == EINTR)
		;
	s->dir[0] = 0;
}

int scratch_parents(char *path, size_t at, struct error *err)
{
	for (char *p = path + at; (p = strchr(p, '/')); *p++ = '/') {
		*p = 0;
		if (mkdir(path, 0700) && errno != EEXIST)
			return error_set_errno(err, path, errno, "cannot be made");
	}
	return 0;
}

int scratch_write(const char *path, const struct bytes *b, struct error *err)
{
	FILE *f = fopen(path, "wbxe");
	bool bad = !f || fwrite(b->data, 1, b->len, f) != b->len;

	if (f)
		bad |= fclose(f) != 0;
	return bad ? error_set_errno(err, path, errno, "cannot be written") : 0;
}
