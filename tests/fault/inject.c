// SPDX-License-Identifier: MIT
/*
 * LD_PRELOAD: the system call number FAULT_AT (from 1) of those below goes wrong
 * once: FAULT=EIO and the like makes it fail, FAULT=TERM and the like sends the
 * signal before it. Its name is then written to the file FAULT_MARK. ENOSPC
 * counts only the calls that may write. Only programs called mk-* are harmed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const struct {
	const char *name;
	int number, is_signal;
} faults[] = {
	{"EIO", EIO, 0},      {"ENOSPC", ENOSPC, 0}, {"EDQUOT", EDQUOT, 0}, {"INT", SIGINT, 1},
	{"TERM", SIGTERM, 1}, {"HUP", SIGHUP, 1},    {"KILL", SIGKILL, 1},
};

static void mark(const char *call)
{
	const char *file = getenv("FAULT_MARK");
	int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	syscall(SYS_write, fd, call, strlen(call));
	syscall(SYS_close, fd);
}

/* True if this call has to fail; errno is set. */
static int faulty(const char *call)
{
	static long count;
	const char *at = getenv("FAULT_AT"), *what = getenv("FAULT");
	size_t i;

	if (!at || !what || strncmp(program_invocation_short_name, "mk-", 3))
		return 0;
	if (!strcmp(what, "ENOSPC") && !strstr("write pwrite pwrite64 copy_file_range fsync", call))
		return 0;
	if (++count != atol(at))
		return 0;
	mark(call);
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
