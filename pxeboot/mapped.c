// SPDX-License-Identifier: MIT
#include "mapped.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int map(struct mapped *m, struct error *err)
{
	struct stat st;
	void *p;

	if (fstat(m->fd, &st))
		return error_set_errno(err, m->name, errno, "cannot be read");
	if (!S_ISREG(st.st_mode))
		return error_set(err, m->name, "is not a regular file");
	m->len = (size_t)st.st_size;
	if (!m->len)
		return 0;
	p = mmap(NULL, m->len, PROT_READ | PROT_WRITE, MAP_PRIVATE, m->fd, 0);
	if (p == MAP_FAILED)
		return error_set_errno(err, m->name, errno, "cannot be read");
	m->data = p;
	return 0;
}

int mapped_open(struct mapped *m, const char *name, struct error *err)
{
	*m = (struct mapped){.name = name, .fd = open(name, O_RDONLY | O_CLOEXEC)};
	if (m->fd < 0)
		return error_set_errno(err, name, errno, "cannot be read");
	if (!map(m, err))
		return 0;
	mapped_close(m);
	return -1;
}

void mapped_close(struct mapped *m)
{
	if (m->data)
		munmap(m->data, m->len);
	if (m->fd >= 0)
		close(m->fd);
	*m = (struct mapped){.fd = -1};
}
