// SPDX-License-Identifier: MIT
#include "kexec/system.h"

#include <errno.h>
#include <linux/kexec.h>
#include <linux/reboot.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Calls LINE for each line until it returns false. */
static void each_line(const char *text, bool (*line)(void *ctx, const char *line), void *ctx)
{
	while (*text && line(ctx, text)) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
}

/* Ranges inside of others are indented; they are in the order of their addresses. */
static bool add_range(void *ctx, const char *line)
{
	static const char name[] = " : System RAM";
	uint64_t *end = ctx, from, to = 0;
	char *rest;

	from = strtoull(line, &rest, 16);
	if (*rest == '-')
		to = strtoull(rest + 1, &rest, 16);
	if (*line == ' ' || strncmp(rest, name, sizeof(name) - 1) != 0)
		return true;
	if (from != *end || to < from)
		return false;
	*end = to + 1;
	return true;
}

uint64_t system_memory(const char *text)
{
	uint64_t end = 0;

	each_line(text, add_range, &end);
	/* all addresses are zeros for whoever may not see them */
	return end > 1 ? end : 0;
}

static bool is_qemu(void *ctx, const char *line)
{
	static const char name[] = "Manufacturer:";
	bool *is = ctx;

	if (strncmp(line, name, sizeof(name) - 1) != 0)
		return true;
	line += sizeof(name) - 1;
	line += strspn(line, " ");
	*is = !strncmp(line, "QEMU", 4);
	return false;
}

bool system_emulated(const char *text)
{
	bool is = false;

	each_line(text, is_qemu, &is);
	return is;
}

static int result(long ret)
{
	return ret ? errno : 0;
}

int system_load_file(int kernel, int initrd, const char *cmdline)
{
#ifdef __s390x__
	return result(syscall(SYS_kexec_file_load, kernel, initrd,
			      cmdline ? strlen(cmdline) + 1 : 0, cmdline,
			      initrd < 0 ? KEXEC_FILE_NO_INITRAMFS : 0UL));
#else
	(void)kernel, (void)initrd, (void)cmdline;
	return ENOSYS;
#endif
}

int system_load_segments(const struct segments *s)
{
#ifdef __s390x__
	struct kexec_segment list[SEGMENTS_MAX];

	for (size_t i = 0; i < s->count; i++)
		list[i] = (struct kexec_segment){s->list[i].data, s->list[i].len,
						 (void *)(uintptr_t)s->list[i].at, s->list[i].size};
	return result(syscall(SYS_kexec_load, s->entry, s->count, list, KEXEC_ARCH_S390));
#else
	(void)s;
	return ENOSYS;
#endif
}

int system_unload(void)
{
	int ret = result(syscall(SYS_kexec_load, 0UL, 0UL, NULL, 0UL));

	return ret == ENOSYS
		       ? result(syscall(SYS_kexec_file_load, -1, -1, 0UL, NULL, KEXEC_FILE_UNLOAD))
		       : ret;
}

int system_start(void)
{
	sync();
	return result(syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2,
			      LINUX_REBOOT_CMD_KEXEC, NULL));
}
