// SPDX-License-Identifier: MIT
/* Texts of strangers: nothing that is left of them is a command of a terminal. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "menu/countdown.h"
#include "menu/keys.h"
#include "menu/text.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *s)
{
	size_t width = text_width(s), fit = text_fit(s, width / 2);

	if (fit > strlen(s) || (fit == strlen(s) && width))
		abort();
	while (*s) {
		size_t n = utf8_length(s);

		if (!n || ((unsigned char)*s < ' ' && *s != '\n') || *s == 0x7f ||
		    ((unsigned char)*s == 0xc2 && (unsigned char)s[1] < 0xa0))
			abort();
		s += n;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes file = {0}, out = {0};
	char cut[100];

	if (bytes_append(&file, data, size) || bytes_string(&file, "") || text_file(&out, &file) ||
	    bytes_string(&out, ""))
		abort();
	check((char *)out.data);
	out.len = 0;
	if (text_line(&out, (char *)file.data, file.len))
		abort();
	if (out.data)
		check((char *)out.data);
	out.len = 0;
	countdown_text(&out, (char *)file.data, (int)(size % 4));
	check(out.len ? (char *)out.data : "");
	text_string(cut, sizeof(cut), (char *)file.data);
	check(cut);
	key_named((char *)file.data, strlen((char *)file.data) % 8);
	bytes_free(&file);
	bytes_free(&out);
	return 0;
}
