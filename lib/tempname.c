// SPDX-License-Identifier: MIT
#include "tempname.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGXCPU};
enum { ENDING = sizeof(ending) / sizeof(ending[0]) };

/* The only global state: a signal handler has nothing else to go by. */
static struct {
	volatile sig_atomic_t used;
	int dirfd;
	char name[TEMPNAME_SIZE];
	const char *directory; /* NULL: it is the file NAME in DIRFD */
} table[TEMPNAME_MAX];

static void remove_files(void)
{
	int i;

	for (i = 0; i < TEMPNAME_MAX; i++)
		if (table[i].used && !table[i].directory)
			unlinkat(table[i].dirfd, table[i].name, 0);
}

static void on_signal(int sig)
{
	int i;

	remove_files();
	for (i = 0; i < TEMPNAME_MAX; i++)
		if (table[i].used && table[i].directory)
			rmdir(table[i].directory);
	signal(sig, SIG_DFL);
	raise(sig); /* delivered when this handler returns */
}

static void install(void)
{
	static int done;
	struct sigaction sa = {.sa_handler = on_signal}, old;
	int i;

	if (done)
		return;
	done = 1;
	/* a library may call exit(): libarchive does where it gets no memory */
	atexit(remove_files);
	for (i = 0; i < ENDING; i++)
		sigaddset(&sa.sa_mask, ending[i]);
	for (i = 0; i < ENDING; i++)
		/* what nohup or the caller switched off, or handles, stays so */
		if (!sigaction(ending[i], NULL, &old) && old.sa_handler == SIG_DFL)
			sigaction(ending[i], &sa, NULL);
	if (!sigaction(SIGXFSZ, NULL, &old) && old.sa_handler == SIG_DFL)
		signal(SIGXFSZ, SIG_IGN);
}

void tempname_block(sigset_t *saved)
{
	sigset_t set;
	int i;

	sigemptyset(&set);
	for (i = 0; i < ENDING; i++)
		sigaddset(&set, ending[i]);
	sigprocmask(SIG_BLOCK, &set, saved);
}

void tempname_unblock(const sigset_t *saved)
{
	sigprocmask(SIG_SETMASK, saved, NULL);
}

static void choose(char name[TEMPNAME_SIZE])
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz012345";
	unsigned char r[12] = {0};
	size_t i;

	/* a collision is found by O_EXCL: no need for good random numbers */
	if (getrandom(r, sizeof(r), GRND_NONBLOCK) < 0)
		snprintf((char *)r, sizeof(r), "%d", (int)getpid());
	for (i = 0; i < sizeof(r); i++)
		r[i] = (unsigned char)digits[r[i] % 32];
	snprintf(name, TEMPNAME_SIZE, ".mk-%.12s.tmp", (char *)r);
}

static int free_slot(void)
{
	int slot;

	for (slot = 0; slot < TEMPNAME_MAX; slot++)
		if (!table[slot].used)
			return slot;
	return -1;
}

int tempname_mkdir(const char *path)
{
	int slot = free_slot(), rc, errnum;
	sigset_t saved;

	if (slot < 0) {
		errno = EMFILE;
		return -1;
	}
	install();
	tempname_block(&saved);
	rc = mkdir(path, 0777);
	errnum = errno;
	if (!rc) {
		table[slot].directory = path;
		table[slot].used = 1;
	}
	tempname_unblock(&saved);
	errno = errnum;
	return rc ? -1 : slot;
}

int tempname_create(int dirfd, const char *dir, int *fd, struct error *err)
{
	sigset_t saved;
	int slot = free_slot(), tries, fd_new = -1, errnum = 0;

	if (slot < 0)
		return error_set(err, dir, "too many files are written at the same time");
	install();
	/* no signal between the file's birth and its entry in the table */
	tempname_block(&saved);
	for (tries = 0; tries < 100; tries++) {
		choose(table[slot].name);
		fd_new = openat(dirfd, table[slot].name,
				O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (fd_new >= 0 || errno != EEXIST)
			break;
	}
	errnum = errno;
	if (fd_new >= 0) {
		table[slot].dirfd = dirfd;
		table[slot].directory = NULL;
		table[slot].used = 1;
	}
	tempname_unblock(&saved);
	if (fd_new < 0)
		return error_set_errno(err, dir, errnum, "cannot create a file in this directory");
	*fd = fd_new;
	return slot;
}

const char *tempname_get(int slot)
{
	return table[slot].name;
}

void tempname_forget(int slot)
{
	table[slot].used = 0;
}

void tempname_remove(int slot)
{
	if (table[slot].directory)
		rmdir(table[slot].directory);
	else
		unlinkat(table[slot].dirfd, table[slot].name, 0);
	table[slot].used = 0;
}
