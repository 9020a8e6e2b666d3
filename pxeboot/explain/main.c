// SPDX-License-Identifier: MIT
/* Says which files a guest would ask for, and what it would boot. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diagnostic.h"
#include "explain.h"
#include "options.h"

#define ME "explain-pxeconfig"

enum { BOOTS = 0, BOOTS_NOT = 1, USAGE = 2 };

static bool quiet;

static void say(const char *text)
{
	if (!quiet)
		diagnostic(ME, "%s", text);
}

/* On a terminal nothing that it would obey is printed. */
static int print(const struct bytes *out)
{
	bool terminal = isatty(STDOUT_FILENO);

	for (size_t i = 0; i < out->len; i++) {
		unsigned char c = out->data[i];

		if (terminal && ((c < ' ' && c != '\n') || c == 0x7f))
			c = '?';
		if (terminal && c == 0xc2 && i + 1 < out->len && out->data[i + 1] < 0xa0) {
			c = '?';
			i++;
		}
		putchar(c);
	}
	return fflush(stdout) || ferror(stdout) ? -1 : 0;
}

int main(int argc, char **argv)
{
	struct options opt = {0};
	struct error err = {0};
	struct bytes out = {0};
	struct arena words = {0};
	int ret, status;

	if (options_parse(argc, argv, &opt, &err)) {
		error_set(&err, NULL, "%s; see --help",
			  arena_copy(&words, err.message, strlen(err.message)));
		diagnostic_error(ME, &err);
		arena_free(&words);
		return USAGE;
	}
	if (opt.help || opt.version) {
		if (opt.help)
			fputs(options_help, stdout);
		else
			puts(ME " (pxelinux.0 for s390x) " VERSION);
		return fflush(stdout) ? BOOTS_NOT : BOOTS;
	}
	quiet = opt.quiet;
	ret = explain(&opt, say, &out, &err);
	if (ret < 0)
		diagnostic_error(ME, &err);
	status = ret == EXPLAIN_BOOTS ? BOOTS : ret == EXPLAIN_UNREADABLE ? USAGE : BOOTS_NOT;
	if (print(&out)) {
		diagnostic(ME, "cannot write the output");
		status = USAGE;
	}
	bytes_free(&out);
	return status;
}
