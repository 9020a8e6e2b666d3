// SPDX-License-Identifier: MIT
/* Any parameter file: what is taken is a line that a kernel reads as it is written. */
#include "../fuzzfile.h"

#include "cmdline.h"
#include "inslist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct cmdline *line, size_t area, bool keep_newlines)
{
	size_t end = line->len;

	if (line->len >= area)
		abort();
	while (end && line->text[end - 1] == '\n')
		end--;
	for (size_t i = 0; i < line->len; i++)
		if (!line->text[i] || (unsigned char)line->text[i] >= 0x80 ||
		    line->text[i] == '\r' ||
		    (i < end && line->text[i] == '\n' && !keep_newlines &&
		     strspn(line->text + i, " \n") < end - i))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct findings notes = {0};
	struct cmdline line = {0};
	struct error err = {0};
	size_t area;

	inslist_detect(data, size);
	if (size < 2)
		return 0;
	area = 2 + data[0] * 8;
	if (cmdline_from_string(&line, (const char *)data + 2, size - 2, &err))
		abort();
	cmdline_decode(&line, "fuzz", &notes);
	if (!cmdline_check(&line, area, data[1] & 1, "fuzz", &notes, &err))
		check(&line, area, data[1] & 1);
	cmdline_free(&line);
	return 0;
}
