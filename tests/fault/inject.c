// SPDX-License-Identifier: MIT
/*
 * LD_PRELOAD: the system call number FAULT_AT (from 1) of those below goes wrong
 * once: FAULT=EIO and the like makes it fail, FAULT=TERM and the like sends the
 * signal before it. Its name is then written to the file FAULT_MARK. ENOSPC
 * counts only the calls that may write, ENOMEM only requests for memory. With
 * FAULT_MORE set, asking for a file's state and reading directories count too.
 * With FAULT_COUNT set, the number of calls is written to that file at the end.
 * Only programs called mk-* are harmed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const struct {
	const char *name;
	int number, is_signal;
} faults[] = {
	{"EIO", EIO, 0},      {"ENOSPC", ENOSPC, 0}, {"EDQUOT", EDQUOT, 0}, {"INT", SIGINT, 1},
	{"TERM", SIGTERM, 1}, {"HUP", SIGHUP, 1},    {"KILL", SIGKILL, 1},  {"ENOMEM", ENOMEM, 0},
};

static long count;

static void mark_in(const char *variable, const char *call)
{
	const char *file = getenv(variable);
	int fd;

	if (!file)
		return;
	fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	syscall(SYS_write, fd, call, strlen(call));
	syscall(SYS_close, fd);
}

/* True if this call has to fail; errno is set. */
static int faulty(const char *call)
{
	const char *at = getenv("FAULT_AT"), *what = getenv("FAULT");
	size_t i;

	if (!at || !what || strncmp(program_invocation_short_name, "mk-", 3))
		return 0;
	if (!strcmp(what, "ENOMEM") != !strcmp(call, "memory"))
		return 0;
	if (!strcmp(what, "ENOSPC") && !strstr("write pwrite pwrite64 copy_file_range fsync", call))
		return 0;
	if (__atomic_add_fetch(&count, 1, __ATOMIC_RELAXED) != atol(at))
		return 0;
	mark_in("FAULT_MARK", call);
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		if (strcmp(faults[i].name, what))
			continue;
		if (!faults[i].is_signal) {
			errno = faults[i].number;
			return 1;
		}
		kill(getpid(), faults[i].number);
	}
	return 0;
}

static int faulty_more(const char *call)
{
	return getenv("FAULT_MORE") && faulty(call);
}

static void __attribute__((destructor)) tell_count(void)
{
	char text[32];

	if (strncmp(program_invocation_short_name, "mk-", 3))
		return;
	snprintf(text, sizeof(text), "%ld\n", count);
	mark_in("FAULT_COUNT", text);
}

#define WRAP(type, name, decl, ...)                                                                \
	type name decl                                                                             \
	{                                                                                          \
		static type(*real) decl;                                                           \
		if (!real)                                                                         \
			real = (type(*) decl)dlsym(RTLD_NEXT, #name);                              \
		return faulty(#name) ? -1 : real(__VA_ARGS__);                                     \
	}

#define WRAP_OPEN(name)                                                                            \
	int name(const char *path, int flags, ...)                                                 \
	{                                                                                          \
		static int (*real)(const char *, int, ...);                                        \
		va_list ap;                                                                        \
		mode_t mode;                                                                       \
		va_start(ap, flags);                                                               \
		mode = va_arg(ap, mode_t);                                                         \
		va_end(ap);                                                                        \
		if (!real)                                                                         \
			real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name);           \
		return faulty(#name) ? -1 : real(path, flags, mode);                               \
	}

#define WRAP_OPENAT(name)                                                                          \
	int name(int dir, const char *path, int flags, ...)                                        \
	{                                                                                          \
		static int (*real)(int, const char *, int, ...);                                   \
		va_list ap;                                                                        \
		mode_t mode;                                                                       \
		va_start(ap, flags);                                                               \
		mode = va_arg(ap, mode_t);                                                         \
		va_end(ap);                                                                        \
		if (!real)                                                                         \
			real = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, #name);      \
		return faulty(#name) ? -1 : real(dir, path, flags, mode);                          \
	}

WRAP_OPEN(open)
WRAP_OPEN(open64)
WRAP_OPENAT(openat)
WRAP_OPENAT(openat64)
WRAP(ssize_t, write, (int fd, const void *b, size_t n), fd, b, n)
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), fd, b, n, o)
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), fd, b, n, o)
WRAP(ssize_t, read, (int fd, void *b, size_t n), fd, b, n)
WRAP(ssize_t, pread, (int fd, void *b, size_t n, off_t o), fd, b, n, o)
WRAP(ssize_t, pread64, (int fd, void *b, size_t n, off64_t o), fd, b, n, o)
WRAP(ssize_t, copy_file_range, (int a, off64_t *i, int b, off64_t *o, size_t n, unsigned f), a, i,
     b, o, n, f)
WRAP(int, fsync, (int fd), fd)
WRAP(int, fchmod, (int fd, mode_t m), fd, m)
WRAP(int, fchown, (int fd, uid_t u, gid_t g), fd, u, g)
WRAP(int, mkdir, (const char *p, mode_t m), p, m)
WRAP(int, renameat, (int a, const char *p, int b, const char *q), a, p, b, q)
WRAP(int, renameat2, (int a, const char *p, int b, const char *q, unsigned f), a, p, b, q, f)

#define WRAP_MORE(type, name, failed, decl, ...)                                                   \
	type name decl                                                                             \
	{                                                                                          \
		static type(*real) decl;                                                           \
		if (!real)                                                                         \
			real = (type(*) decl)dlsym(RTLD_NEXT, #name);                              \
		return faulty_more(#name) ? (failed) : real(__VA_ARGS__);                          \
	}

WRAP_MORE(int, fstat, -1, (int fd, struct stat *st), fd, st)
WRAP_MORE(int, fstat64, -1, (int fd, struct stat64 *st), fd, st)
WRAP_MORE(int, stat, -1, (const char *p, struct stat *st), p, st)
WRAP_MORE(int, stat64, -1, (const char *p, struct stat64 *st), p, st)
WRAP_MORE(int, lstat, -1, (const char *p, struct stat *st), p, st)
WRAP_MORE(int, lstat64, -1, (const char *p, struct stat64 *st), p, st)
WRAP_MORE(ssize_t, readlink, -1, (const char *p, char *b, size_t n), p, b, n)
WRAP_MORE(DIR *, opendir, NULL, (const char *p), p)
WRAP_MORE(DIR *, fdopendir, NULL, (int fd), fd)
WRAP_MORE(struct dirent *, readdir, NULL, (DIR * d), d)
WRAP_MORE(struct dirent64 *, readdir64, NULL, (DIR * d), d)

/* openat2() has no function of its own in the C library. */
long syscall(long number, ...)
{
	static long (*real)(long, ...);
	long a[6];
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (!real)
		real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
	if (number == SYS_openat2 && faulty_more("openat2"))
		return -1;
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* dlsym() asks for memory itself: the C library's own names for these. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t m);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
	return faulty("memory") ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t m)
{
	return faulty("memory") ? NULL : __libc_calloc(n, m);
}

void *realloc(void *p, size_t n)
{
	return faulty("memory") ? NULL : __libc_realloc(p, n);
}
