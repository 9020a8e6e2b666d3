// SPDX-License-Identifier: MIT
#include "lease/bound.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "fullio.h"
#include "lease/lease.h"

int bound_write(const char *file, const struct bytes *text, struct error *err)
{
	struct arena a = {0};
	const char *fresh = arena_printf(&a, "%s.new", file);
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool bad = fd < 0 || fullio_write(fd, text->data, text->len);

	if (fd >= 0)
		bad |= close(fd) != 0;
	if (bad || rename(fresh, file)) {
		error_set_errno(err, file, errno, "cannot be written");
		bad = true;
	}
	arena_free(&a);
	return bad ? -1 : 0;
}

static int read_lease(struct lease *l, struct arena *a, const char *path, struct error *err)
{
	struct bytes text = {0};

	if (bytes_read_file(&text, path, LEASE_TEXT, err))
		return -1;
	lease_parse(l, a, (const char *)text.data, text.len);
	bytes_free(&text);
	return 0;
}

static bool take_offer(struct lease *l, struct arena *a, const char *offers)
{
	struct error err = {0};
	struct lease offer;

	for (int i = 1; i <= BOUND_OFFERS; i++)
		if (!read_lease(&offer, a, arena_printf(a, "%s.%d", offers, i), &err) &&
		    lease_take_offer(l, a, &offer))
			return true;
	return false;
}

int bound_lease(const char *text, const char *offers, const char *file, unsigned int seconds,
		struct error *err)
{
	static const struct timespec tenth = {0, 100000000};
	struct arena a = {0};
	struct bytes out = {0};
	struct lease l;
	int ret = read_lease(&l, &a, text, err);

	for (unsigned int i = 0;
	     !ret && !lease_boots(&l) && !take_offer(&l, &a, offers) && i < seconds * 10; i++)
		nanosleep(&tenth, NULL);
	if (!ret && lease_print(&out, &a, &l))
		ret = error_memory(err);
	if (!ret)
		ret = bound_write(file, &out, err);
	bytes_free(&out);
	arena_free(&a);
	return ret;
}
